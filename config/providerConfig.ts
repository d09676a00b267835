/** Settings of AWS's provider for the stack: `aws:region` and `aws:allowedAccountIds`. */
import { plain } from "./yaml/located";
import type { Entry } from "./yaml/located";

/** https://www.pulumi.com/registry/packages/aws/installation-configuration/ */
export interface ProviderConfig {
    readonly region?: string;
    /** The account of the stack, if exactly one is allowed. */
    readonly account?: string;
}

/** From the keys of a stack file, and from those in Pulumi.yaml for all stacks. */
export function providerConfig(
    keys: ReadonlyMap<string, Entry>,
    project: Readonly<Record<string, unknown>> = {},
): ProviderConfig {
    const valueOf = (key: string): unknown => {
        const entry = keys.get(key);
        return entry === undefined ? projectValue(project[key]) : plain(entry.node);
    };
    return providerConfigOf(valueOf("aws:region"), valueOf("aws:allowedAccountIds"));
}

export function providerConfigOf(region: unknown, allowed: unknown): ProviderConfig {
    const accounts = listOf(allowed);
    const [account] = accounts.length === 1 ? accounts : [];
    return {
        ...(typeof region === "string" && region !== "" && { region }),
        ...(account !== undefined && { account }),
    };
}

/** A plain value, or `{ value: … }`, or a declaration with a default. */
function projectValue(given: unknown): unknown {
    return typeof given === "object" && given !== null && !Array.isArray(given)
        ? "value" in given
            ? given.value
            : "default" in given
              ? given.default
              : undefined
        : given;
}

/** A list, or its JSON as `pulumi config set` writes it. YAML reads 12 digits without quotes as a number. */
function listOf(value: unknown): string[] {
    if (typeof value === "string") {
        try {
            const parsed: unknown = JSON.parse(value);
            return typeof parsed === "object" ? listOf(parsed) : [];
        } catch {
            return [];
        }
    }
    return (Array.isArray(value) ? (value as unknown[]) : []).flatMap(item =>
        typeof item === "string" || typeof item === "number" ? [String(item).padStart(12, "0")] : [],
    );
}

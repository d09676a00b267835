/**
 * The EKS add-ons of AWS's documentation, from knownAddons.json with sources and dates. `scripts/refreshAddons.ts`
 * updates it from saved answers of AWS.
 */
import data from "./knownAddons.json";

/** The add-on of the EKS Pod Identity Agent. */
export const agentAddonName = "eks-pod-identity-agent";

/** An EKS add-on. */
export interface KnownAddon {
    /** Default namespace of EKS. */
    readonly namespace: string;
    /** Service accounts that can have Pod Identity associations. @default - unknown, or none */
    readonly serviceAccounts?: readonly string[];
    /** Whether it supports Pod Identity associations, or the first version that does. @default - unknown */
    readonly podIdentity?: boolean | string;
    /** Source: a page or an API call. */
    readonly source: string;
    /** Date of the source. */
    readonly date: string;
}

const addons: Readonly<Record<string, KnownAddon>> = data;

/** An add-on of AWS's documentation; `undefined` for others, such as those of AWS Marketplace. */
export function knownAddon(addon: string): KnownAddon | undefined {
    return Object.hasOwn(addons, addon) ? addons[addon] : undefined;
}

/** The default namespace of an add-on, if known. */
export function addonNamespace(addon: string): string | undefined {
    return knownAddon(addon)?.namespace;
}

/** The namespace of an add-on and its service accounts: the `given` one, or the default if known. */
export function namespaceOf(addon: string, given: unknown): string | undefined {
    return typeof given === "string" ? given : addonNamespace(addon);
}

/** The known add-ons with this default namespace that can own associations. */
export function addonsIn(namespace: string): string[] {
    return Object.entries(addons)
        .filter(([, addon]) => addon.namespace === namespace && addon.podIdentity !== false)
        .map(([name]) => name);
}

/** Why an add-on cannot own associations: it supports none, or only in later versions. */
export interface Unsupported {
    readonly since: string | undefined;
}

/** `undefined` if associations are supported, or if it is unknown. `version` is a fixed version, if any. */
export function unsupported(addon: string, version: unknown): Unsupported | undefined {
    const podIdentity = knownAddon(addon)?.podIdentity;
    if (podIdentity === false) {
        return { since: undefined };
    }
    const isPinned = typeof version === "string" && /^v\d+\.\d+/.test(version);
    return typeof podIdentity === "string" && isPinned && isOlder(version, podIdentity)
        ? { since: podIdentity }
        : undefined;
}

/** Versions such as `v1.9.0-eksbuild.1`. Numbers in the text are compared as numbers. */
function isOlder(version: string, other: string): boolean {
    return version.localeCompare(other, "en", { numeric: true }) < 0;
}

/** How long policies become, before any Output or cluster is known. */
import { resolvePlaceholders } from "../rules/placeholders";
import type { PlaceholderValues } from "../rules/placeholders";
import { permissionsPolicy } from "../access/permissions";
import type { KnownStatement } from "../access/permissions";
import { plainJson, policyText } from "../access/policyDocument";
import { managedPolicyParts, maxInlineSize, policySize } from "../access/split";
import { podIdentityActions } from "../access/trust";
import type { SessionPolicy } from "../args/sessionPolicy";
import { Effect } from "../args/statement";
import type { PolicyStatement } from "../args/statement";
import { holdsDeferred, isDeferred, isMap } from "../rules/shapes";
import type { Arn } from "./defaults";

/** The longest values of placeholders, and the usual size of an Output, an ARN. */
const longest = {
    cluster: "x".repeat(100),
    account: "111122223333",
    region: "ap-southeast-1",
    partition: "aws-us-gov",
    namespace: "x".repeat(63),
    serviceAccount: "x".repeat(253),
} as const satisfies PlaceholderValues;
const longOutput = "x".repeat(200);

/** With the names of the subject, if it is known. */
function longestIn({ namespace, serviceAccount }: PlaceholderValues): PlaceholderValues {
    return {
        ...longest,
        namespace: namespace ?? longest.namespace,
        serviceAccount: serviceAccount ?? longest.serviceAccount,
    };
}

/** The maximum size of each statement, with only the subject known. `output` is the size of an Output. */
export function statementSizes(
    statements: readonly PolicyStatement[] | undefined,
    place: PlaceholderValues,
    output = longOutput,
): number[] {
    const values = longestIn(place);
    return (statements ?? []).map(
        statement =>
            resolvePlaceholders(
                JSON.stringify(permissionsPolicy([standIns(statement, output) as KnownStatement]).Statement[0]),
                values,
            ).length,
    );
}

/**
 * An upper bound: every character an escape, every brace the longest name. It costs a tenth of the exact size, and is
 * enough for almost all roles.
 */
export function statementsBound(statements: readonly PolicyStatement[] | undefined): number {
    const [envelope, ownKeys] = [40, 60];
    return envelope + (statements ? statements.length * ownKeys + bound(statements) : 0);
}

function bound(value: unknown): number {
    if (typeof value === "string") {
        const braces = value.includes("{") ? value.split("{").length - 1 : 0;
        return 3 + 6 * value.length + braces * longest.serviceAccount.length;
    }
    if (typeof value !== "object" || value === null) {
        return 6;
    }
    return isDeferred(value)
        ? longOutput.length + 3
        : Object.entries(value).reduce((sum, [key, item]) => sum + bound(key) + bound(item), 3);
}

export function totalSize(policies: readonly { readonly size: number }[]): number {
    return policies.reduce((sum, { size }) => sum + size, 0);
}

/** The policy for target roles. Each ARN counts once; Outputs count as one, because it is not known whether they differ. */
export function targetRoleSize(arns: readonly Arn[], place: PlaceholderValues): number {
    const resources = [...new Set(arns.map(arn => standIns(arn, longOutput) as string))];
    return policySize(statementSizes([{ actions: [...podIdentityActions], resources }], place));
}

/** The policy of a preset, with all known values. */
export function presetSize({ statements }: { readonly statements: readonly KnownStatement[] }): number {
    return policyText(permissionsPolicy(statements)).length;
}

/** The minimum size of a document without white space. An Output counts as nothing. */
export function documentSize(document: SessionPolicy["document"], place: PlaceholderValues): number {
    return typeof document === "string" ? (plainJson(resolvePlaceholders(document, longestIn(place)))?.length ?? 0) : 0;
}

/** The managed policies for statements of these sizes, if they do not fit inline next to other policies. */
export function partsOf(
    statements: readonly PolicyStatement[] | undefined,
    sizes: readonly number[],
    others: number,
): readonly (readonly number[])[] | undefined {
    const denied = (statements ?? []).flatMap(({ effect }, index) => (effect === Effect.Deny ? [index] : []));
    return managedPolicyParts(sizes, maxInlineSize - others, denied);
}

/** The value with `output` instead of each Output. It is not copied if it has none, like almost all values. */
function standIns(value: unknown, output: string): unknown {
    if (!holdsDeferred(value)) {
        return value;
    }
    if (isDeferred(value)) {
        return output;
    }
    if (Array.isArray(value)) {
        return value.map(item => standIns(item, output));
    }
    return isMap(value)
        ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, standIns(item, output)]))
        : value;
}

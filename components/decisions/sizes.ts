/** How long policies become, told before any Output or cluster is known. */
import { resolvePlaceholders } from "../rules/placeholders";
import type { PlaceholderValues } from "../rules/placeholders";
import { permissionsPolicy } from "../access/permissions";
import type { KnownStatement } from "../access/permissions";
import { plainJson, policyText } from "../access/policyDocument";
import { managedPolicyParts, maxInlineSize, policySize } from "../access/split";
import { podIdentityActions } from "../access/trust";
import { Effect } from "../args/statement";
import { soundPresets } from "../presets/problems";
import { isDeferred, isMap } from "../rules/shapes";
import { sampleValues } from "../rules/texts";
import { inlinePolicies, managedPoliciesOf } from "../presets/policies";
import type { Presets } from "../presets/presets";
import { knownPart, samplePlace } from "../presets/sample";

/** The longest that placeholders can stand for, and room for the ARN that an Output usually is. */
const longest = {
    cluster: "x".repeat(100),
    account: "111122223333",
    region: "ap-southeast-1",
    partition: "aws-us-gov",
    namespace: "x".repeat(63),
    serviceAccount: "x".repeat(253),
} as const satisfies PlaceholderValues;
const longOutput = "x".repeat(200);

/** With the subject's own names, where it is known. */
function longestIn({ namespace, serviceAccount }: PlaceholderValues): PlaceholderValues {
    return {
        ...longest,
        namespace: namespace ?? longest.namespace,
        serviceAccount: serviceAccount ?? longest.serviceAccount,
    };
}

/**
 * How long each statement can become in a place of which only the subject can be known. A statement that is none counts as
 * nothing: another check refuses it. `output` is the room that an Output gets.
 */
export function statementSizes(statements: unknown, place: PlaceholderValues, output = longOutput): number[] {
    const values = longestIn(place);
    return (Array.isArray(statements) ? statements : []).map(statement =>
        isMap(statement)
            ? resolvePlaceholders(
                  JSON.stringify(permissionsPolicy([standIns(statement, output) as KnownStatement]).Statement[0]),
                  values,
              ).length
            : 0,
    );
}

/**
 * No less than the policy of these statements can become: every character an escape, every brace the longest name. It costs a
 * tenth of their true size, and tells of almost all roles that there is room enough.
 */
export function statementsBound(statements: unknown): number {
    const [envelope, ownKeys] = [40, 60];
    return envelope + (Array.isArray(statements) ? statements.length * ownKeys + bound(statements) : 0);
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

/** An inline policy, and how long it can become. */
export interface SizedPolicy {
    readonly name: string;
    readonly size: number;
}

/** The inline policies of a role besides its statements. */
export function otherInlinePolicies(role: Readonly<Record<string, unknown>>, place: PlaceholderValues): SizedPolicy[] {
    return [
        { name: "document", size: documentSize(role.document, place) },
        { name: "target-role", size: targetRoleSize(role.targetRoleArns, place) },
        ...presetSizes(role.presets),
    ].filter(({ size }) => size > 0);
}

export function totalSize(policies: readonly SizedPolicy[]): number {
    return policies.reduce((sum, { size }) => sum + size, 0);
}

/** Each ARN counts once, as it stands in the policy; Outputs count as one: whether they differ is not known. */
function targetRoleSize(arns: unknown, place: PlaceholderValues): number {
    const resources = Array.isArray(arns) ? [...new Set(arns.map(arn => standIns(arn, longOutput)))] : [];
    return resources.length === 0 ? 0 : policySize(statementSizes([{ actions: podIdentityActions, resources }], place));
}

/** Each preset's own policies; a preset with mistakes in it counts as nothing. */
function presetSizes(presets: unknown): SizedPolicy[] {
    if (!isMap(presets)) {
        return [];
    }
    return inlinePolicies(knownPart(sound(presets)), samplePlace).map(({ name, statements }) => ({
        name,
        size: policyText(permissionsPolicy(statements)).length,
    }));
}

/** The managed policies that presets attach, by name. */
export function presetPolicies(presets: unknown): readonly string[] {
    return isMap(presets) ? managedPoliciesOf(knownPart(sound(presets)), samplePlace) : [];
}

function sound(presets: Readonly<Record<string, unknown>>): Presets {
    // Any subject will do: whether its placeholders may stand here is not the question.
    return soundPresets(presets, sampleValues({ namespace: "x", serviceAccount: "x" }));
}

/** How long a document can become, white space not counted; an Output counts as nothing. */
export function documentSize(document: unknown, place: PlaceholderValues): number {
    if (typeof document !== "string") {
        return 0;
    }
    return plainJson(resolvePlaceholders(document, longestIn(place)))?.length ?? 0;
}

/** The managed policies that statements become where they do not fit inline beside the other inline policies. */
export function statementParts(
    statements: unknown,
    others: number,
    place: PlaceholderValues,
): readonly (readonly number[])[] | undefined {
    return partsOf(statements, statementSizes(statements, place), others);
}

/** The same for statements whose sizes are known. */
export function partsOf(
    statements: unknown,
    sizes: readonly number[],
    others: number,
): readonly (readonly number[])[] | undefined {
    const denied = (Array.isArray(statements) ? statements : []).flatMap((statement, index) =>
        isMap(statement) && statement.effect === Effect.Deny ? [index] : [],
    );
    return managedPolicyParts(sizes, maxInlineSize - others, denied);
}

/** The value with `output` for each Output in it; the same one, without a copy, where it has none, as almost all have. */
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

function holdsDeferred(value: unknown): boolean {
    return (
        typeof value === "object" && value !== null && (isDeferred(value) || Object.values(value).some(holdsDeferred))
    );
}

/** Decides the policies of a role once, for quota checks, warnings and registration. */
import { maxInlineSize } from "../access/split";
import type { RolePermissions } from "../args/role";
import { inlinePolicies, managedPoliciesOf } from "../presets/policies";
import type { PresetKey } from "../presets/catalogue";
import { knownPart, samplePlace } from "../presets/sample";
import type { Subject } from "../rules/subject";
import type { Arn } from "./defaults";
import { managedPolicyArnName, managedPolicyKey, managedPolicyName } from "./names";
import { documentSize, partsOf, presetSize, statementsBound, statementSizes, targetRoleSize, totalSize } from "./sizes";

/** An inline policy other than that of the statements, and its maximum size. */
export interface InlinePolicy {
    readonly name: string;
    readonly size: number;
    readonly preset?: PresetKey;
}

/** An existing managed policy, and the property of the role that names it. */
export type AttachedPolicy =
    | { readonly from: "managedPolicies" | "presets"; readonly policy: string }
    | { readonly from: "managedPolicyArns"; readonly key: string };

/** Logical name of the attachment to the role called `role`. */
export function attachmentName(role: string, attached: AttachedPolicy): string {
    return attached.from === "managedPolicyArns"
        ? managedPolicyArnName(role, attached.key)
        : managedPolicyName(role, attached.policy);
}

/** A statement by index, and its maximum size. */
export interface SizedStatement {
    readonly index: number;
    readonly size: number;
}

export interface DecidedPolicies {
    /** The statements, unless they are split. */
    readonly hasInlineStatements: boolean;
    readonly inline: readonly InlinePolicy[];
    /** The managed policies for statements that do not fit inline. */
    readonly split: readonly (readonly SizedStatement[])[];
    readonly attached: readonly AttachedPolicy[];
}

/** `targetRoleArns` are the roles that the role may assume for its pods. `subject` is its only subject. */
export function decidePolicies(
    role: RolePermissions,
    targetRoleArns: readonly Arn[],
    subject: Subject | undefined,
): DecidedPolicies {
    const { statements, presets, document, managedPolicies, managedPolicyArns } = role;
    const place = { ...subject };
    const hasPresets = Object.keys(presets ?? {}).length > 0;
    const known = hasPresets ? knownPart(presets ?? {}) : {};
    const inline = [
        ...(hasPresets ? inlinePolicies(known, samplePlace) : []).map(each => ({
            name: each.name,
            preset: each.preset,
            size: presetSize(each),
        })),
        ...(document ? [{ name: "document", size: documentSize(document, place) }] : []),
        ...(targetRoleArns.length > 0 ? [{ name: "target-role", size: targetRoleSize(targetRoleArns, place) }] : []),
    ];
    const split = splitOf(statements, totalSize(inline), place);
    return {
        hasInlineStatements: split.length === 0 && (statements ?? []).length > 0,
        inline,
        split,
        attached: [
            ...eachOnce(managedPolicies ?? [], hasPresets ? managedPoliciesOf(known, samplePlace) : []),
            ...Object.keys(managedPolicyArns ?? {}).map((key): AttachedPolicy => ({ from: "managedPolicyArns", key })),
        ],
    };
}

/** Empty if the statements fit inline next to `others`. */
function splitOf(
    statements: RolePermissions["statements"],
    others: number,
    place: Partial<Subject>,
): DecidedPolicies["split"] {
    // Almost all statements fit easily. An upper bound shows it at a tenth of the cost.
    if (statementsBound(statements) + others <= maxInlineSize) {
        return [];
    }
    const sizes = statementSizes(statements, place);
    return (partsOf(statements, sizes, others) ?? []).map(part =>
        part.map(index => ({ index, size: sizes[index] ?? 0 })),
    );
}

/** A policy from a preset and from the args is attached once, in any spelling. */
function eachOnce(named: readonly string[], ofPresets: readonly string[]): AttachedPolicy[] {
    const entry = (from: "managedPolicies" | "presets", policy: string): [string, AttachedPolicy] => [
        managedPolicyKey(policy),
        { from, policy },
    ];
    const own = new Map(named.map(policy => entry("managedPolicies", policy)));
    const others = ofPresets.map(policy =>
        entry(own.has(managedPolicyKey(policy)) ? "managedPolicies" : "presets", policy),
    );
    return [...new Map([...own, ...others]).values()];
}

/** How much IAM takes in the policies of a role, and how many of them. */
import { maxInlineSize, maxManagedSize, policySize } from "../../access/split";
import type { DecidedPolicies } from "../../decisions/policies";
import type { DecidedRole } from "../../decisions/roles";
import { totalSize } from "../../decisions/sizes";
import { at } from "../../rules/problem";
import type { Path, Problem } from "../../rules/problem";

/** IAM's default quota on managed policies of one role, and what it can be raised to. */
const managedPolicyQuota = 10;
const managedPolicyMaximum = 25;

/** The policies of a role fit into IAM's quotas. */
export function policiesFit({ path, policies }: DecidedRole): Problem[] {
    return [
        ...inlinePoliciesFit(policies, path),
        ...statementsFit(policies, at(path, "statements")),
        ...attachmentsOver(
            policies,
            managedPolicyMaximum,
            path,
            `IAM takes ${managedPolicyMaximum} on one role at most: use wildcards, or several roles`,
        ),
    ];
}

/** A role with more managed policies than an account takes by itself. */
export function managedPolicyWarnings({ path, policies }: DecidedRole): Problem[] {
    const remedy = `an account takes ${managedPolicyQuota} on one role unless the quota was raised`;
    return attachmentsOver(policies, managedPolicyMaximum, path, remedy).length > 0
        ? []
        : attachmentsOver(policies, managedPolicyQuota, path, remedy);
}

/** Statements that do not fit inline become managed policies; documents and presets are always inline. */
function inlinePoliciesFit({ inline }: DecidedPolicies, path: Path): Problem[] {
    const total = totalSize(inline);
    if (total <= maxInlineSize) {
        return [];
    }
    const ofPresets = inline.filter(({ preset }) => preset !== undefined);
    const others = inline.filter(({ preset, size }) => preset === undefined && size > 0);
    const advice =
        ofPresets.length > 0
            ? "give each controller a service account and a role of its own, or name less in its parameters"
            : "write statements, which are split into several policies, or use managed policies";
    const sizes = [...others, ...ofPresets].map(({ name, size }) => `${name} ${size}`).join(", ");
    return [
        {
            path,
            problem: `has inline policies of ${total} characters (${sizes})`,
            remedy: `IAM takes ${maxInlineSize} in all inline policies of a role together: ${advice}`,
        },
    ];
}

/** Each statement has to fit into one managed policy. */
function statementsFit({ split }: DecidedPolicies, path: Path): Problem[] {
    return split
        .flat()
        .filter(({ size }) => policySize([size]) > maxManagedSize)
        .map(({ index, size }) => ({
            path: at(path, index),
            problem: `can become ${size} characters long`,
            remedy: `a managed policy takes ${maxManagedSize}: split the statement`,
        }));
}

function attachmentsOver({ attached, split }: DecidedPolicies, limit: number, path: Path, remedy: string): Problem[] {
    const total = attached.length + split.length;
    if (total <= limit) {
        return [];
    }
    const counts = [
        ...["managedPolicies", "managedPolicyArns", "presets"].map(
            source => [source, attached.filter(({ from }) => from === source).length] as const,
        ),
        ["statements", split.length] as const,
    ].filter(([, count]) => count > 0);
    const text = counts.map(([source, count]) => `${source} ${count}`).join(", ");
    return [{ path, problem: `has ${total} managed policies (${text})`, remedy }];
}

/** IAM quotas on the size and the number of a role's policies. */
import { maxInlineSize, maxManagedSize, policySize } from "../../access/split";
import type { DecidedPolicies } from "../../decisions/policies";
import type { DecidedRole } from "../../decisions/roles";
import { totalSize } from "../../decisions/sizes";
import { at } from "../../rules/problem";
import type { Path, Problem } from "../../rules/problem";

/** IAM quotas on managed policies of one role: the default, and the maximum after an increase. */
const managedPolicyQuota = 10;
const managedPolicyMaximum = 25;

/** Whether the policies of a role fit into IAM's quotas. */
export function policiesFit({ path, policies }: DecidedRole): Problem[] {
    return [
        ...inlinePoliciesFit(policies, path),
        ...statementsFit(policies, at(path, "statements")),
        ...attachmentsOver(
            policies,
            managedPolicyMaximum,
            path,
            `IAM allows at most ${managedPolicyMaximum} on one role: use several roles`,
        ),
    ];
}

/** A role with more managed policies than the default quota. */
export function managedPolicyWarnings({ path, policies }: DecidedRole): Problem[] {
    const remedy = `the default quota is ${managedPolicyQuota} on one role: request an increase, or use several roles`;
    return attachmentsOver(policies, managedPolicyMaximum, path, remedy).length > 0
        ? []
        : attachmentsOver(policies, managedPolicyQuota, path, remedy);
}

/** Statements that do not fit inline become managed policies. Documents and presets are always inline. */
function inlinePoliciesFit({ inline }: DecidedPolicies, path: Path): Problem[] {
    const total = totalSize(inline);
    if (total <= maxInlineSize) {
        return [];
    }
    const ofPresets = inline.filter(({ preset }) => preset !== undefined);
    const others = inline.filter(({ preset, size }) => preset === undefined && size > 0);
    const advice =
        ofPresets.length > 0
            ? "give each controller its own service account and role, or list fewer resources in its parameters"
            : "use statements, which are split into several policies, or managed policies";
    const sizes = [...others, ...ofPresets].map(({ name, size }) => `${name} ${size}`).join(", ");
    return [
        {
            path,
            problem: `has inline policies of ${total} characters (${sizes})`,
            remedy: `IAM allows ${maxInlineSize} in all inline policies of a role together: ${advice}`,
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
            remedy: `a managed policy can have ${maxManagedSize}: split the statement`,
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

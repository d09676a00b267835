import { matchesText } from "../../access/evaluation/pattern";
import { arnParts } from "../../rules/arn";
import type { RolePermissions } from "../../args/role";
import type { DecidedRole } from "../../decisions/roles";
import type { Problem } from "../../rules/problem";
import { writtenStatements } from "./writtenStatements";
import type { WrittenStatement } from "./writtenStatements";

/**
 * Statements that let pods assume another role, but not pass on tags. The session tags of EKS are transitive. Without
 * `sts:TagSession`, here and in the trust policy of the other role, AWS refuses `sts:AssumeRole`. Sessions without tags
 * do not need it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
export function roleChainingWarnings({ role, path, disableSessionTags, subjects }: DecidedRole): Problem[] {
    // Each source of a target role has tags or not. A target role has no subjects.
    if (disableSessionTags && subjects.length > 0) {
        return [];
    }
    const statements = writtenStatements(role, path).filter(({ isAllow }) => isAllow);
    const chaining = statements.filter(statement => allows(statement, "sts:AssumeRole"));
    if (chaining.length === 0 || hasPoliciesOfItsOwner(role)) {
        return [];
    }
    const tagging = statements.filter(statement => allows(statement, "sts:TagSession"));
    return chaining
        .filter(({ resources }) => !resources.every(resource => tagging.some(other => covers(other, resource))))
        .map(statement => ({
            path: statement.path,
            problem:
                "allows sts:AssumeRole without sts:TagSession, which AWS requires because the session tags of EKS are transitive",
            remedy:
                "add sts:TagSession for the same roles, and to the trust policies of those roles; " +
                "targetRoleArn on the association does both (docs/access.md)",
        }));
}

function allows({ actions }: WrittenStatement, action: string): boolean {
    return actions.some(each => matchesText(each.toLowerCase(), action.toLowerCase()));
}

/** `notResources` are not evaluated: such a statement counts for every role. */
function covers({ resources }: WrittenStatement, resource: string): boolean {
    return resources.length === 0 || resources.some(each => matchesText(each, resource));
}

/** Policies with unknown content can allow it. */
function hasPoliciesOfItsOwner({ managedPolicies, managedPolicyArns }: RolePermissions): boolean {
    return (
        managedPolicyArns !== undefined ||
        (managedPolicies ?? []).some(policy => {
            const account = arnParts(policy)?.account;
            return (
                (account !== undefined && account !== "aws") || /(AdministratorAccess|PowerUserAccess)$/.test(policy)
            );
        })
    );
}

import { matches, patternOf } from "../../access/evaluation/pattern";
import { arnParts } from "../../rules/arn";
import type { RolePermissions } from "../../args/role";
import type { DecidedRole } from "../../decisions/roles";
import type { Problem } from "../../rules/problem";
import { writtenStatements } from "./writtenStatements";
import type { WrittenStatement } from "./writtenStatements";

/**
 * Statements that let pods assume another role, but not pass tags on. The session tags of EKS are transitive: without
 * `sts:TagSession`, here and in the trust policy of the other role, AWS refuses `sts:AssumeRole`. Sessions without tags
 * have nothing to pass on.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
export function roleChainingWarnings({ role, path, disableSessionTags, subjects }: DecidedRole): Problem[] {
    // The sources of a target role, which has no subjects, have tags or not each by itself.
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
                "allows sts:AssumeRole without sts:TagSession, which AWS asks for because EKS sets transitive session tags",
            remedy:
                "add sts:TagSession for the same roles, and to the trust policies of those roles; " +
                "targetRoleArn on the association does both (docs/access.md)",
        }));
}

function allows({ actions }: WrittenStatement, action: string): boolean {
    return actions.some(each => matchesText(each.toLowerCase(), action.toLowerCase()));
}

/** `notResources` are not looked at: a statement with them counts as one for every role. */
function covers({ resources }: WrittenStatement, resource: string): boolean {
    return resources.length === 0 || resources.some(each => matchesText(each, resource));
}

function matchesText(pattern: string, text: string): boolean {
    return pattern === text || matches(patternOf(pattern, undefined).pattern, text);
}

/** Policies whose content is not known here may allow it. */
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

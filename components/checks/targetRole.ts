import { ruleProblems } from "../rules/checkRule";
import { at } from "../rules/problem";
import type { Path, Problem } from "../rules/problem";
import { isMap } from "../rules/shapes";
import { policiesFit } from "./fit/policyQuotas";
import { permissionsReadNoTags } from "./fit/readsNoTags";
import { targetRole, targetRoles, targetRoleValues } from "./shape/targetRole";

/** All that is wrong with the args of a `PodIdentityTargetRole`. */
export function targetRoleProblems(args: unknown): Problem[] {
    return [...ruleProblems(targetRole, args), ...permissionsFit(args, [])];
}

/** All that is wrong with the target roles of a stack file, by key. */
export function targetRolesProblems(roles: unknown, path: Path): Problem[] {
    return [
        ...ruleProblems(targetRoles, roles, path),
        ...(isMap(roles) ? Object.entries(roles).flatMap(([key, role]) => permissionsFit(role, at(path, key))) : []),
    ];
}

function permissionsFit(role: unknown, path: Path): Problem[] {
    if (!isMap(role)) {
        return [];
    }
    const isUntagged = (Array.isArray(role.sources) ? role.sources : []).some(
        source => isMap(source) && source.disableSessionTags === true,
    );
    return [
        ...policiesFit(role, path, targetRoleValues(role)),
        ...(isUntagged ? permissionsReadNoTags(role, path) : []),
    ];
}

import type { DecidedRole } from "../../decisions/roles";
import type { Problem } from "../../rules/problem";

/**
 * Roles without permissions. A program can attach its own policies to them, a stack file cannot, so these are warnings
 * of the config.
 */
export function emptyRoleWarnings(roles: readonly DecidedRole[], targetRoles: readonly DecidedRole[]): Problem[] {
    // A shared role without users is not created, which is another warning.
    const made = roles.filter(({ users, targets }) => users.length > 0 && targets.length === 0);
    return [...made, ...targetRoles].filter(allowsNothing).map(({ path }) => ({
        path,
        absent: true as const,
        problem: "has no permissions",
        remedy: "add statements, presets, document, managedPolicies or managedPolicyArns, or remove the role",
    }));
}

function allowsNothing({ role }: DecidedRole): boolean {
    const { statements, presets, document, managedPolicies, managedPolicyArns } = role;
    const lists = [statements, managedPolicies].map(list => list ?? []);
    const maps = [presets, managedPolicyArns].map(map => Object.keys(map ?? {}));
    return !document && [...lists, ...maps].every(({ length }) => length === 0);
}

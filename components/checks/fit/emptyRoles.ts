import type { AccessArgs } from "../../decisions/stack";
import { usersOf } from "../../decisions/stack";
import { stackRoles } from "./decidedRoles";
import { printedPath } from "../../rules/problem";
import type { Problem } from "../../rules/problem";
import { isMap, mapsIn } from "../../rules/shapes";

/**
 * Roles that allow nothing. A program can attach policies of its own to them; a stack file cannot, so these are warnings
 * about config.
 */
export function emptyRoleWarnings(args: AccessArgs, targetRoles: unknown): Problem[] {
    const users = usersOf(args);
    // A shared role without users is not created, which is a warning of its own.
    const unused = Object.keys(args.roles ?? {}).flatMap(key => (users.has(key) ? [] : [printedPath(["roles", key])]));
    return [
        ...stackRoles(args).filter(
            ({ path, targetRoleArns }) => targetRoleArns.length === 0 && !unused.includes(printedPath(path)),
        ),
        ...mapsIn(targetRoles).map(([key, role]) => ({ path: ["targetRoles", key], role })),
    ]
        .filter(({ role }) => permissionKeys.every(key => isEmpty(role[key])))
        .map(({ path }) => ({
            path,
            absent: true as const,
            problem: "has no permissions",
            remedy: `add ${permissionKeys.slice(0, -1).join(", ")} or ${permissionKeys.at(-1) ?? ""}, or take the role out`,
        }));
}

const permissionKeys = ["statements", "presets", "document", "managedPolicies", "managedPolicyArns"];

function isEmpty(value: unknown): boolean {
    return Array.isArray(value) || isMap(value)
        ? Object.keys(value).length === 0
        : value === undefined || value === null || value === "";
}

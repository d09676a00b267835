import { clusterIdentity } from "../../rules/arn";
import type { RoleSettings } from "../../args/role";
import type { DecidedRole } from "../../decisions/roles";
import type { DecidedTargetRole } from "../../decisions/single";
import { placeholderValues, resolvePlaceholders } from "../../rules/placeholders";
import type { PlaceholderValues } from "../../rules/placeholders";
import { parseSubject } from "../../rules/subject";
import { at, printedPath } from "../../rules/problem";
import type { Path, Problem } from "../../rules/problem";
import { withEarlier } from "../../rules/sameKey";

/** A role with a name of the user's, placeholders filled in as far as they are known, and where the role is written. */
export interface NamedRole {
    readonly path: Path;
    readonly name: string;
}

/** Role names are unique, whatever their case: IAM would refuse the second. `others` are reported elsewhere. */
export function namesDiffer(named: readonly NamedRole[], others: readonly NamedRole[] = []): Problem[] {
    return withEarlier([...others, ...named], ({ name }) => name.toLowerCase())
        .slice(others.length)
        .flatMap(({ item: { path, name }, earlier }) =>
            earlier === undefined
                ? []
                : [
                      {
                          path: at(path, "name"),
                          problem: `"${name}" is also the name of ${printedPath(earlier.path)}`,
                          remedy: "role names are unique in an account, whatever their case",
                      },
                  ],
        );
}

/** The roles that have names of the user's. A placeholder whose value is not known stays in braces, which no name has. */
export function namedRoles(roles: readonly DecidedRole[], cluster: string | undefined): NamedRole[] {
    return roles.flatMap(({ path, role: { name }, subject }) =>
        named(name, path, { ...(cluster !== undefined && { cluster }), ...subject }),
    );
}

/** The same of target roles. */
export function namedTargetRoles(targetRoles: readonly DecidedTargetRole[]): NamedRole[] {
    return targetRoles.flatMap(({ path, role: { name }, sources }) => named(name, path, valuesOf(sources)));
}

function named(name: RoleSettings["name"], path: Path, values: PlaceholderValues): NamedRole[] {
    return typeof name === "string" ? [{ path, name: resolvePlaceholders(name, values) }] : [];
}

/** Of one source; with several no placeholder has a value. */
function valuesOf(sources: DecidedTargetRole["sources"]): PlaceholderValues {
    const [only, ...more] = sources;
    const identity = typeof only?.cluster === "string" && more.length === 0 ? clusterIdentity(only.cluster) : undefined;
    return identity === undefined ? {} : placeholderValues(identity, parseSubject(only?.subject ?? ""));
}

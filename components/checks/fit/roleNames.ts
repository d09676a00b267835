import { clusterIdentity } from "../../rules/arn";
import type { RoleSettings } from "../../args/role";
import type { DecidedRole } from "../../decisions/roles";
import type { DecidedTargetRole } from "../../decisions/single";
import { placeholderValues, resolvePlaceholders } from "../../rules/placeholders";
import type { PlaceholderValues } from "../../rules/placeholders";
import { at, printedPath } from "../../rules/problem";
import type { Path, Problem } from "../../rules/problem";
import { withEarlier } from "../../rules/sameKey";

/** A role with a name from the args, its known placeholders replaced, and its path. */
export interface NamedRole {
    readonly path: Path;
    readonly name: string;
}

/** Role names are unique regardless of case. IAM would refuse the second one. `others` are reported elsewhere. */
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
                          remedy: "role names are unique in an account, regardless of case",
                      },
                  ],
        );
}

/** The roles with a name from the args. A placeholder without a value stays in braces, which no name has. */
export function namedRoles(roles: readonly DecidedRole[], place: PlaceholderValues): NamedRole[] {
    return roles.flatMap(({ path, role: { name }, subject }) => named(name, path, { ...place, ...subject }));
}

/** The same for target roles. */
export function namedTargetRoles(targetRoles: readonly DecidedTargetRole[]): NamedRole[] {
    return targetRoles.flatMap(({ path, role: { name }, sources, subject }) =>
        named(name, path, valuesOf(sources, subject)),
    );
}

function named(name: RoleSettings["name"], path: Path, values: PlaceholderValues): NamedRole[] {
    return typeof name === "string" ? [{ path, name: resolvePlaceholders(name, values) }] : [];
}

/** For one source. With several sources, placeholders have no value. */
function valuesOf(sources: DecidedTargetRole["sources"], subject: DecidedTargetRole["subject"]): PlaceholderValues {
    const [only, ...more] = sources;
    const identity = typeof only?.cluster === "string" && more.length === 0 ? clusterIdentity(only.cluster) : undefined;
    return identity === undefined ? {} : placeholderValues(identity, subject);
}

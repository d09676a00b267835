import { clusterIdentity } from "../../rules/arn";
import { placeholderValues, resolvePlaceholders } from "../../rules/placeholders";
import { parseSubject } from "../../rules/subject";
import { at, printedPath } from "../../rules/problem";
import type { Path, Problem } from "../../rules/problem";
import { isMap } from "../../rules/shapes";

/** A role with a name of the user's, placeholders filled in as far as they are known, and where the role is written. */
export interface NamedRole {
    readonly path: Path;
    readonly name: string;
}

/** Role names are unique, whatever their case: IAM would refuse the second. `others` are told elsewhere. */
export function namesDiffer(named: readonly NamedRole[], others: readonly NamedRole[] = []): Problem[] {
    const first = new Map<string, Path>();
    for (const { path, name } of others) {
        first.set(name.toLowerCase(), first.get(name.toLowerCase()) ?? path);
    }
    return named.flatMap(({ path, name }) => {
        const other = first.get(name.toLowerCase());
        first.set(name.toLowerCase(), other ?? path);
        return other === undefined
            ? []
            : [
                  {
                      path: at(path, "name"),
                      problem: `"${name}" is also the name of ${printedPath(other)}`,
                      remedy: "role names are unique in an account, whatever their case",
                  },
              ];
    });
}

/** The target roles of a stack file, by key. `defaults` give them no names. */
export function namedTargetRoles(targetRoles: unknown, path: Path): NamedRole[] {
    return Object.entries(isMap(targetRoles) ? targetRoles : {}).flatMap(([key, role]) => {
        const { name, sources }: Readonly<Record<string, unknown>> = isMap(role) ? role : {};
        return typeof name === "string"
            ? [{ path: at(path, key), name: resolvePlaceholders(name, valuesOf(sources)) }]
            : [];
    });
}

/** Of one source; with several no placeholder has a value. */
function valuesOf(sources: unknown): ReturnType<typeof placeholderValues> {
    const [only, ...more] = Array.isArray(sources) ? (sources as readonly unknown[]) : [];
    const { cluster, subject }: Readonly<Record<string, unknown>> = isMap(only) && more.length === 0 ? only : {};
    const identity = typeof cluster === "string" ? clusterIdentity(cluster) : undefined;
    return identity === undefined
        ? {}
        : placeholderValues(identity, typeof subject === "string" ? parseSubject(subject) : undefined);
}

import type { SharedRole } from "../../args/role";
import { roleKeyIsLegal } from "../../rules/awsRules";
import { at } from "../../rules/problem";
import type { Path, Problem } from "../../rules/problem";
import { like, list, map, shape, text } from "../../rules/rule";
import type { Fields, Rule } from "../../rules/rule";
import { withEarlier } from "../../rules/sameKey";
import { isAbsent, isMap } from "../../rules/shapes";
import { namePrefix, roleProperties } from "./role";

/** The shared roles of a stack. */
export const sharedRoles: Rule<Record<string, SharedRole>, "optional"> = like(
    map(
        shape<SharedRole>("SharedRole", {
            ...roleProperties,
            namePrefix,
            formerly: like(list(text(roleKeyIsLegal)), ["readers"]),
        }),
        { keyRules: [roleKeyIsLegal], also: formerKeysAreFree },
    ),
    { reader: { managedPolicies: ["AmazonS3ReadOnlyAccess"] } },
);

/** A former key belongs to one role: it is neither a current key nor the former key of another role. */
function formerKeysAreFree(value: Fields, path: Path): Problem[] {
    const claims = Object.entries(value).flatMap(([key, item]) =>
        formerKeys(item).map(({ former, index }) => ({ key, former, place: at(path, key, "formerly", index) })),
    );
    return withEarlier(claims, ({ former }) => former).flatMap(({ item: { former, place }, earlier }): Problem[] => {
        const problem =
            Object.hasOwn(value, former) && !isAbsent(value[former])
                ? `"${former}" is the key of a current role`
                : earlier !== undefined
                  ? `"${former}" is already a former key of "${earlier.key}"`
                  : undefined;
        return problem === undefined
            ? []
            : [
                  {
                      path: place,
                      problem,
                      remedy: "list each former key once, and no current key",
                  },
              ];
    });
}

function formerKeys(sharedRole: unknown): { readonly former: string; readonly index: number }[] {
    const keys: unknown = isMap(sharedRole) ? sharedRole.formerly : undefined;
    return (Array.isArray(keys) ? keys : []).flatMap((former: unknown, index) =>
        typeof former === "string" ? [{ former, index }] : [],
    );
}

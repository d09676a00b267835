import type { SharedRole } from "../../args/role";
import { roleKeyIsLegal } from "../../rules/awsRules";
import { at } from "../../rules/problem";
import type { Path, Problem } from "../../rules/problem";
import { like, list, map, shape, text } from "../../rules/rule";
import type { Fields, Rule } from "../../rules/rule";
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
    return claims.flatMap(({ former, place }, index): Problem[] => {
        const other = claims.slice(0, index).find(claim => claim.former === former);
        const problem =
            Object.hasOwn(value, former) && !isAbsent(value[former])
                ? `"${former}" is the key of a current role`
                : other !== undefined
                  ? `"${former}" is already a former key of "${other.key}"`
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

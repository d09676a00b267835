import { namePrefixIsLegal, roleKeyIsLegal } from "../../rules/awsRules";
import { at } from "../../rules/problem";
import type { Check, Problem } from "../../rules/problem";
import { role } from "./role";
import { all, isAbsent, isMap, known, listOf, mapOf, text } from "../../rules/shapes";

/** A former key names one role's past only: not a role of today, nor the past of two. */
const formerKeysAreFree: Check = (value, path) => {
    if (!isMap(value)) {
        return [];
    }
    const claims = Object.entries(value).flatMap(([key, item]) =>
        formerKeys(item).map(({ former, index }) => ({ key, former, place: at(path, key, "formerly", index) })),
    );
    return claims.flatMap(({ former, place }, index): Problem[] => {
        const other = claims.slice(0, index).find(claim => claim.former === former);
        const problem =
            Object.hasOwn(value, former) && !isAbsent(value[former])
                ? `"${former}" is the key of a role of today`
                : other !== undefined
                  ? `"${former}" is claimed by "${other.key}" already`
                  : undefined;
        return problem === undefined
            ? []
            : [
                  {
                      path: place,
                      problem,
                      remedy: "name each former key once, and only former ones",
                  },
              ];
    });
};

function formerKeys(sharedRole: unknown): { readonly former: string; readonly index: number }[] {
    const keys: unknown = isMap(sharedRole) ? sharedRole.formerly : undefined;
    return (Array.isArray(keys) ? keys : []).flatMap((former: unknown, index) =>
        typeof former === "string" ? [{ former, index }] : [],
    );
}

/** The shared roles of a stack. */
export const sharedRoles: Check = known(
    all(
        mapOf(
            role(undefined, {
                namePrefix: () => known(text(namePrefixIsLegal)),
                formerly: () => known(listOf(known(text(roleKeyIsLegal)))),
            }),
            roleKeyIsLegal,
        ),
        formerKeysAreFree,
    ),
);

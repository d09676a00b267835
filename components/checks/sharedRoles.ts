import { placeholdersIn, subjectPlaceholders } from "../rules/placeholders";
import { namePrefixIsLegal, roleKeyIsLegal } from "../rules/awsRules";
import { at } from "../rules/problem";
import type { Check, Problem } from "../rules/problem";
import { role } from "./role";
import { all, isAbsent, isMap, known, listOf, mapOf, ownValue, text } from "../rules/shapes";

/** The shared roles of a stack, with what `defaults` give them. */
export function sharedRoles(defaults: unknown): Check {
    const sharedRole = role(undefined, {
        namePrefix: () => known(text(namePrefixIsLegal)),
        formerly: () => known(listOf(known(text(roleKeyIsLegal)))),
    });
    return known(all(mapOf(all(sharedRole, defaultsFit(defaults)), roleKeyIsLegal), formerKeysAreFree));
}

/** A default with `{namespace}` in it has no value on a role that several subjects share. */
function defaultsFit(defaults: unknown): Check {
    const settings = isMap(defaults) && isMap(defaults.role) ? defaults.role : {};
    return (value, path) =>
        Object.entries(settings)
            .filter(([key]) => isMap(value) && ownValue(value, key) !== null)
            .flatMap(([key, setting]) => {
                const own = isMap(value) ? ownValue(value, key) : undefined;
                return subjectPlaceholdersIn(setting, own).map(name => ({
                    path: at(path, key),
                    absent: true as const,
                    problem: `comes from defaults with {${name}}, which has no value where several subjects share the role`,
                    remedy: `give this role a ${key} of its own, or null for none`,
                }));
            });
}

/** In what is left of a default beside the `own` setting: of tags those that have another key. */
function subjectPlaceholdersIn(setting: unknown, own: unknown): string[] {
    const tags = isMap(own) ? own : {};
    const texts = isMap(setting)
        ? Object.entries(setting).flatMap(([key, text]) => (ownValue(tags, key) === undefined ? [text] : []))
        : own === undefined
          ? [setting]
          : [];
    return texts
        .filter(value => typeof value === "string")
        .flatMap(placeholdersIn)
        .filter(name => (subjectPlaceholders as readonly string[]).includes(name));
}

/** A former key names one role's past only: not a role of today, nor the past of two. */
const formerKeysAreFree: Check = (value, path) => {
    if (!isMap(value)) {
        return [];
    }
    const claims = Object.entries(value).flatMap(([key, item]) =>
        formerKeys(item).map(({ former, index }) => ({ key, former, place: at(at(at(path, key), "formerly"), index) })),
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

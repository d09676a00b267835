import { placeholdersIn, subjectPlaceholders } from "../../rules/placeholders";
import { at } from "../../rules/problem";
import type { Check } from "../../rules/problem";
import { isMap, mapsIn, ownValue } from "../../rules/shapes";

/** A default with `{namespace}` in it has no value on a role that several subjects share. */
export const sharedRolesFit: Check = args => {
    const { roles, defaults } = isMap(args) ? args : {};
    const settings = isMap(defaults) && isMap(defaults.role) ? defaults.role : {};
    return mapsIn(roles).flatMap(([role, value]) =>
        Object.entries(settings)
            .filter(([key]) => ownValue(value, key) !== null)
            .flatMap(([key, setting]) =>
                subjectPlaceholdersIn(setting, ownValue(value, key)).map(name => ({
                    path: at(["roles", role], key),
                    absent: true as const,
                    problem: `comes from defaults with {${name}}, which has no value where several subjects share the role`,
                    remedy: `give this role a ${key} of its own, or null for none`,
                })),
            ),
    );
};

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

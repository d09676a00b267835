import type { RoleSettings } from "../../args/role";
import type { Decisions } from "../../decisions/stack";
import { placeholdersIn, subjectPlaceholders } from "../../rules/placeholders";
import { at } from "../../rules/problem";
import type { Problem } from "../../rules/problem";
import { isMap, ownValue } from "../../rules/shapes";

/** A default with `{namespace}` in it has no value on a role that several subjects share. */
export function sharedRolesFit({ roles, defaults }: Decisions): Problem[] {
    const settings = Object.entries(defaults.role ?? {}) as [keyof RoleSettings, unknown][];
    return roles
        .filter(({ key }) => key !== undefined)
        .flatMap(({ path, written }) =>
            settings
                .filter(([setting]) => (written[setting] as unknown) !== null)
                .flatMap(([setting, value]) =>
                    subjectPlaceholdersIn(value, written[setting]).map(name => ({
                        path: at(path, setting),
                        absent: true as const,
                        problem: `comes from defaults with {${name}}, which has no value where several subjects share the role`,
                        remedy: `give this role a ${setting} of its own, or null for none`,
                    })),
                ),
        );
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

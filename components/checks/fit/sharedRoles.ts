import type { RoleSettings } from "../../args/role";
import type { Decisions } from "../../decisions/stack";
import { placeholdersIn, subjectPlaceholders } from "../../rules/placeholders";
import { at } from "../../rules/problem";
import type { Problem } from "../../rules/problem";
import { isMap, ownValue } from "../../rules/shapes";

/** A default with `{namespace}` has no value for a role that several subjects share. */
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
                        problem: `comes from defaults with {${name}}, which has no value for a role that several subjects share`,
                        remedy: `set ${setting} on this role`,
                    })),
                ),
        );
}

/** In the part of a default that the `own` setting does not override: tags with other keys. */
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

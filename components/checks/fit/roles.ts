/**
 * Decided roles, with their defaults and the target roles of their associations. Each part can be valid, and all
 * together too much.
 */
import type { Defaults } from "../../args/defaults";
import type { RoleSettings } from "../../args/role";
import { mergedTags } from "../../decisions/defaults";
import type { Tags } from "../../decisions/defaults";
import type { DecidedRole } from "../../decisions/roles";
import type { Decisions } from "../../decisions/stack";
import { ruleProblems } from "../../rules/checkRule";
import { placeholdersIn, subjectPlaceholders } from "../../rules/placeholders";
import type { PlaceholderValues } from "../../rules/placeholders";
import { at } from "../../rules/problem";
import type { Path, Problem } from "../../rules/problem";
import type { AnyRule } from "../../rules/rule";
import { isAbsent, isMap, ownValue } from "../../rules/shapes";
import { maxTags, tagCount } from "../../rules/tags";
import { sampleValues } from "../../rules/texts";
import { settings } from "../shape/role";
import { irsaProblems } from "./irsa";
import { policiesFit } from "./policyQuotas";
import { namedRoles, namesDiffer } from "./roleNames";

/** Problems of decided roles, in addition to those of their parts. */
export function rolesFit({ roles, defaults, place }: Decisions): Problem[] {
    const perSubject = settingsPerSubject(defaults.role ?? {}, place);
    return [
        ...namesDiffer(namedRoles(roles, place)),
        ...roles.flatMap(role => [
            ...policiesFit(role),
            ...tagsFit(role.written.tags, defaults.role?.tags, role.path),
            // Without session tags, other rules apply in addition.
            ...(role.disableSessionTags ? [] : irsaProblems(role)),
            ...settingsFit(role, perSubject, place),
        ]),
    ];
}

/** The tags of associations and of `defaults` together. */
export function associationTagsFit({ associations, defaults }: Decisions): Problem[] {
    return associations.flatMap(({ written, path }) => tagsFit(written.tags, defaults.association?.tags, path));
}

/** Too many in one of them are reported there. */
function tagsFit(near: Tags | undefined, far: Tags | undefined, path: Path): Problem[] {
    const own = tagCount(near);
    if (isAbsent(near) || isAbsent(far) || own > maxTags || tagCount(far) > maxTags) {
        return [];
    }
    const count = tagCount(mergedTags(near, far).tags);
    return count > maxTags
        ? [
              {
                  path: at(path, "tags"),
                  problem: `has ${String(count)} tags, ${String(count - own)} of them from defaults`,
                  remedy: `AWS takes at most ${String(maxTags)}; null removes one of defaults`,
              },
          ]
        : [];
}

interface DefaultSetting {
    readonly key: string;
    readonly setting: unknown;
}

/** Defaults whose value depends on the subject, each tag by itself; one that is wrong for every subject is reported at `defaults`. */
function settingsPerSubject(
    { tags, ...others }: NonNullable<Defaults["role"]>,
    place: PlaceholderValues,
): DefaultSetting[] {
    return [
        ...Object.entries(others).map(([key, setting]: [string, unknown]) => ({ key, setting, text: setting })),
        ...Object.entries(tags ?? {}).map(([key, text]) => ({ key: "tags", setting: { [key]: text }, text })),
    ].filter(
        ({ key, setting, text }) =>
            typeof text === "string" &&
            Object.hasOwn(settings, key) &&
            placeholdersIn(text).some(name => (subjectPlaceholders as readonly string[]).includes(name)) &&
            settingProblems(key, setting, { ...place, namespace: "x", serviceAccount: "x" }, []).length === 0,
    );
}

/** An unknown key is reported at its own path. */
function settingProblems(key: string, setting: unknown, place: PlaceholderValues, path: Path): Problem[] {
    const rule = (settings as Readonly<Record<string, AnyRule | undefined>>)[key];
    return rule === undefined ? [] : ruleProblems(rule, setting, path, { values: { ...sampleValues(), ...place } });
}

function settingsFit(
    { written, subject, path }: DecidedRole,
    given: readonly DefaultSetting[],
    place: PlaceholderValues,
): Problem[] {
    return subject === undefined
        ? []
        : given
              .filter(({ key, setting }) => isLeftOut(written, key, setting))
              .flatMap(({ key, setting }) => settingProblems(key, setting, { ...place, ...subject }, at(path, key)))
              .map(({ path: place, problem, remedy }) => ({
                  path: place,
                  problem: `comes from defaults, where ${problem}`,
                  remedy: `${remedy}; or set it on this role`,
              }));
}

function isLeftOut(written: RoleSettings, key: string, setting: unknown): boolean {
    const own = ownValue({ ...written }, key);
    return (
        own === undefined ||
        (isMap(own) && isMap(setting) && Object.keys(setting).every(tag => ownValue(own, tag) === undefined))
    );
}

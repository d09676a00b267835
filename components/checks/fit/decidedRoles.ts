/**
 * Roles as they are decided: with what `defaults` give them and with the target roles of their associations. What fits
 * where it is written can be too much together, and a role that a stack refuses must not be found out by the role itself,
 * when half of the stack is registered.
 */
import { addonNamespace } from "../../rules/addons";
import { placeholdersIn, resolvePlaceholders, subjectPlaceholders } from "../../rules/placeholders";
import { mergedTags } from "../../decisions/defaults";
import type { Tags } from "../../decisions/defaults";
import { parseSubject } from "../../rules/subject";
import type { Subject } from "../../rules/subject";
import { irsaProblems } from "./irsa";
import { policiesFit } from "./policyQuotas";
import { ruleProblems } from "../../rules/checkRule";
import { at } from "../../rules/problem";
import type { Check, Path, Problem } from "../../rules/problem";
import type { AnyRule } from "../../rules/rule";
import { settings } from "../shape/role";
import { namesDiffer } from "./roleNames";
import type { NamedRole } from "./roleNames";
import { withDefaultTags } from "./sessionTags";
import { isAbsent, isMap, mapsIn, ownValue } from "../../rules/shapes";
import { maxTags, tagCount } from "../../rules/tags";
import { sampleValues } from "../../rules/texts";

type Fields = Readonly<Record<string, unknown>>;

/** A role to be made, and where it is written. */
export interface WrittenRole {
    readonly path: Path;
    readonly role: Fields;
    /** Its subject for life; none where several can share it. */
    readonly subject: Subject | undefined;
    /** Where its associations go on to. */
    readonly targetRoleArns: readonly unknown[];
    /** Its associations disable session tags. */
    readonly disableSessionTags: boolean;
}

/** All roles of a stack: shared ones, those of associations, those of add-ons. */
export function stackRoles(args: unknown): WrittenRole[] {
    const { roles, associations, eksAddons } = isMap(args) ? args : {};
    const targets = new Map<unknown, unknown[]>();
    const untagged = new Set<unknown>();
    const own = mapsIn(associations).flatMap(([key, association]): WrittenRole[] => {
        const { role, roleRef, targetRoleArn } = association;
        const subject = parseSubject(key);
        const targetRoleArns = isAbsent(targetRoleArn) ? [] : [forSubject(targetRoleArn, subject)];
        if (typeof roleRef === "string" && targetRoleArns.length > 0) {
            targets.set(roleRef, [...(targets.get(roleRef) ?? []), ...targetRoleArns]);
        }
        const disableSessionTags = association.disableSessionTags === true;
        if (disableSessionTags) {
            untagged.add(roleRef);
        }
        const path = ["associations", key, "role"];
        return isMap(role) ? [{ path, role, subject, targetRoleArns, disableSessionTags }] : [];
    });
    return [
        ...mapsIn(roles).map(([key, role]) => ({
            path: ["roles", key],
            role,
            subject: undefined,
            targetRoleArns: targets.get(key) ?? [],
            disableSessionTags: untagged.has(key),
        })),
        ...own,
        ...mapsIn(eksAddons).flatMap(([name, addon]) => addonRoles(name, addon, ["eksAddons", name])),
    ];
}

/** The roles of an add-on's service accounts. */
export function addonRoles(addonName: string, addon: unknown, path: Path): WrittenRole[] {
    const { associations, namespace: given } = isMap(addon) ? addon : {};
    const namespace = typeof given === "string" ? given : (addonNamespace(addonName) ?? "");
    return mapsIn(associations).flatMap(([serviceAccount, { role }]) =>
        isMap(role)
            ? [
                  {
                      path: at(path, "associations", serviceAccount, "role"),
                      role,
                      subject: { namespace, serviceAccount },
                      targetRoleArns: [],
                      disableSessionTags: false,
                  },
              ]
            : [],
    );
}

/** What is wrong with roles that is not wrong where it is written. */
export function decidedRoleProblems(roles: readonly WrittenRole[], defaults: unknown, cluster: unknown): Problem[] {
    const given = isMap(defaults) && isMap(defaults.role) ? defaults.role : {};
    const perSubject = settingsPerSubject(given);
    const fit = roles.flatMap(({ path, role, subject, targetRoleArns, disableSessionTags }) => [
        ...policiesFit(withTargets(role, targetRoleArns), path, subject ?? {}),
        ...tagsFit(role.tags, given.tags, path),
        // Where session tags are off, more than this is asked.
        ...(disableSessionTags ? [] : irsaProblems(role, path, subject, withDefaultTags(role, defaults).tags)),
        ...(subject === undefined ? [] : settingsFit(role, perSubject, subject, path)),
    ]);
    return [...namesDiffer(namedRoles(roles, defaults, cluster)), ...fit];
}

/** With the target roles of its associations, as `PodIdentityRole` gets them. */
export function withTargets(role: Fields, targetRoleArns: readonly unknown[]): Fields {
    return targetRoleArns.length === 0 ? role : { ...role, targetRoleArns };
}

/** The roles that have names of the user's. A placeholder whose value is not known stays in braces, which no name has. */
export function namedRoles(roles: readonly WrittenRole[], defaults: unknown, cluster: unknown): NamedRole[] {
    const byDefault = isMap(defaults) && isMap(defaults.role) ? defaults.role.name : undefined;
    const values = typeof cluster === "string" ? { cluster } : {};
    return roles.flatMap(({ path, role, subject }) => {
        const name = role.name === undefined ? byDefault : role.name;
        return typeof name === "string" ? [{ path, name: resolvePlaceholders(name, { ...values, ...subject }) }] : [];
    });
}

/** The tags of associations and of `defaults` together. */
export const associationTagsFit: Check = args => {
    const { associations, defaults } = isMap(args) ? args : {};
    const given = isMap(defaults) && isMap(defaults.association) ? defaults.association.tags : undefined;
    return isMap(given)
        ? mapsIn(associations).flatMap(([key, { tags }]) => tagsFit(tags, given, ["associations", key]))
        : [];
};

/** Too many of either are told where they are written. */
function tagsFit(near: unknown, far: unknown, path: Path): Problem[] {
    const own = tagCount(near);
    if (!isMap(near) || !isMap(far) || own > maxTags || tagCount(far) > maxTags) {
        return [];
    }
    const count = tagCount(mergedTags(near as Tags, far as Tags).tags);
    return count > maxTags
        ? [
              {
                  path: at(path, "tags"),
                  problem: `has ${String(count)} tags, ${String(count - own)} of them from defaults`,
                  remedy: `AWS takes at most ${String(maxTags)}; null takes one of defaults away`,
              },
          ]
        : [];
}

interface DefaultSetting {
    readonly key: string;
    readonly setting: unknown;
}

/** Defaults whose value depends on the subject, each tag by itself; one that is wrong for every subject is told in its place. */
function settingsPerSubject({ tags, ...others }: Fields): DefaultSetting[] {
    return [
        ...Object.entries(others).map(([key, setting]) => ({ key, setting, text: setting })),
        ...Object.entries(isMap(tags) ? tags : {}).map(([key, text]) => ({
            key: "tags",
            setting: { [key]: text },
            text,
        })),
    ].filter(
        ({ key, setting, text }) =>
            typeof text === "string" &&
            Object.hasOwn(settings, key) &&
            placeholdersIn(text).some(name => (subjectPlaceholders as readonly string[]).includes(name)) &&
            settingProblems(key, setting, { namespace: "x", serviceAccount: "x" }, []).length === 0,
    );
}

/** A key that is no setting is reported in its place. */
function settingProblems(key: string, setting: unknown, subject: Subject, path: Path): Problem[] {
    const rule = (settings as Readonly<Record<string, AnyRule | undefined>>)[key];
    return rule === undefined ? [] : ruleProblems(rule, setting, path, { values: sampleValues(subject) });
}

function settingsFit(role: Fields, given: readonly DefaultSetting[], subject: Subject, path: Path): Problem[] {
    return given
        .filter(({ key, setting }) => {
            const own = ownValue(role, key);
            return (
                own === undefined ||
                (isMap(own) && isMap(setting) && Object.keys(setting).every(tag => ownValue(own, tag) === undefined))
            );
        })
        .flatMap(({ key, setting }) => settingProblems(key, setting, subject, at(path, key)))
        .map(({ path: place, problem, remedy }) => ({
            path: place,
            problem: `comes from defaults, where ${problem}`,
            remedy: `${remedy}; or give this role one of its own`,
        }));
}

function forSubject(text: unknown, subject: Subject | undefined): unknown {
    return typeof text === "string" ? resolvePlaceholders(text, subject ?? {}) : text;
}

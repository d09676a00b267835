/** Edits of shared roles and target roles as a whole. */
import type { TargetRole } from "../../components";
import { sharedRoleName, targetRoleName } from "../../components/decisions/names";
import { programName } from "../../config/program";
import { statements } from "../access/proof/permissions";
import { clusterAt, partnerAccount, usualPlace } from "../access/proof/place";
import { role } from "../access/proof/randomRole";
import { isUntaggedRole, usedRoles, without } from "./config";
import type { LifeConfig } from "./config";
import type { Dice } from "./dice";
import type { EditKind } from "./edit";

const { arn: cluster } = clusterAt("aws", "eu-west-1", partnerAccount, "remote");

function targetRole(key: string, dice: Dice): TargetRole {
    const subjects = ["shop/orders", "shop/reader", "team-a/reader"].filter(() => dice.chance(0.5));
    return {
        name: `target-${key}`,
        sources: [...subjects, "default/export"].map(subject => ({
            cluster,
            subject,
            roleArn: `arn:aws:iam::${partnerAccount}:role/remote-${subject.replace("/", "-")}`,
        })),
        statements: dice.sample(statements(false)).map(statement => ({ ...statement })),
    };
}

/** A key that no role has or had. */
function newKey({ roles, targetRoles }: LifeConfig, dice: Dice): string | undefined {
    const key = `r${dice.below(1000)}`;
    const taken = Object.entries(roles).flatMap(([name, { formerly = [] }]) => [name, ...formerly]);
    return taken.includes(key) || key in targetRoles ? undefined : key;
}

export const sharedEdits: Readonly<Record<string, EditKind>> = {
    "a shared role is added": {
        replaces: [],
        draft: (config, dice) => {
            const key = newKey(config, dice);
            if (key === undefined || Object.keys(config.roles).length >= 4) return undefined;
            const shared = dice.sample(role(dice.chance(0.3)))(usualPlace);
            const name = dice.chance(0.4) ? { name: `shared-${key}` } : {};
            const roles = { ...config.roles, [key]: { ...shared, ...name } };
            return { of: key, names: [sharedRoleName(programName, key)], config: { ...config, roles } };
        },
    },
    "a shared role without users is removed": {
        replaces: [],
        draft: (config, dice) => {
            const used = usedRoles(config);
            const key = dice.pick(Object.keys(config.roles).filter(name => !used.has(name)));
            return key === undefined
                ? undefined
                : { of: key, names: [], config: { ...config, roles: without(config.roles, key) } };
        },
    },
    "a shared role is renamed with formerly": {
        replaces: [],
        draft: (config, dice) => {
            const [from, shared] = dice.pick(Object.entries(config.roles)) ?? [];
            const to = newKey(config, dice);
            if (from === undefined || shared === undefined || to === undefined) return undefined;
            const renamed = { ...shared, formerly: [from, ...(shared.formerly ?? [])] };
            const moved = <T extends { readonly roleRef?: string }>(user: T): T =>
                user.roleRef === from ? { ...user, roleRef: to } : user;
            return {
                of: `${from} → ${to}`,
                names: [sharedRoleName(programName, to)],
                config: {
                    ...config,
                    roles: { ...without(config.roles, from), [to]: renamed },
                    associations: mapped(config.associations, moved),
                    eksAddons: mapped(config.eksAddons, addon => ({
                        ...addon,
                        ...(addon.associations && { associations: mapped(addon.associations, moved) }),
                    })),
                },
            };
        },
    },
    "the prefix of a shared role's name": {
        replaces: ["role", "policies"],
        draft: (config, dice) => {
            const [key, shared] = dice.pick(Object.entries(config.roles)) ?? [];
            if (key === undefined || shared === undefined || shared.name !== undefined) return undefined;
            const roles = { ...config.roles, [key]: { ...shared, namePrefix: `p${dice.below(100)}-` } };
            return { of: key, names: [sharedRoleName(programName, key)], config: { ...config, roles } };
        },
    },
    "session tags of a shared role": {
        replaces: [],
        draft: (config, dice) => {
            const [key, shared] = dice.pick(Object.entries(config.roles)) ?? [];
            if (key === undefined || shared === undefined) return undefined;
            const isUntagged = isUntaggedRole(config, key);
            const { trust: _trust, ...rest } = shared;
            const changed = isUntagged ? rest : { ...shared, trust: { scope: "account" as const } };
            const users = Object.entries(config.associations).filter(([, { roleRef }]) => roleRef === key);
            if (users.length === 0 || users.some(([, { sessionPolicy }]) => sessionPolicy)) return undefined;
            const associations = Object.fromEntries(
                users.map(([subject, { disableSessionTags: _tags, ...association }]) => [
                    subject,
                    isUntagged ? association : { ...association, disableSessionTags: true },
                ]),
            );
            return {
                of: key,
                names: [sharedRoleName(programName, key)],
                config: {
                    ...config,
                    roles: { ...config.roles, [key]: changed },
                    associations: { ...config.associations, ...associations },
                },
            };
        },
    },
    "a target role of other clusters is added": {
        replaces: [],
        draft: (config, dice) => {
            const key = newKey(config, dice);
            if (key === undefined || Object.keys(config.targetRoles).length >= 2) return undefined;
            const targetRoles = { ...config.targetRoles, [key]: targetRole(key, dice) };
            return { of: key, names: [targetRoleName(programName, key)], config: { ...config, targetRoles } };
        },
    },
    "a target role of other clusters is removed": {
        replaces: [],
        draft: (config, dice) => {
            const key = dice.pick(Object.keys(config.targetRoles));
            return key === undefined
                ? undefined
                : { of: key, names: [], config: { ...config, targetRoles: without(config.targetRoles, key) } };
        },
    },
    "sources of a target role": {
        replaces: [],
        draft: (config, dice) => {
            const [key, target] = dice.pick(Object.entries(config.targetRoles)) ?? [];
            if (key === undefined || target === undefined) return undefined;
            const { sources } = targetRole(key, dice);
            const targetRoles = { ...config.targetRoles, [key]: { ...target, sources } };
            return { of: key, names: [targetRoleName(programName, key)], config: { ...config, targetRoles } };
        },
    },
};

function mapped<T>(map: Readonly<Record<string, T>>, change: (value: T) => T): Record<string, T> {
    return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}

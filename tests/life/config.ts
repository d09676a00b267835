/** The config of the stack that is edited, and what it demands by logical name. */
import type { Agent, Association, Defaults, EksAddon, SharedRole, TargetRole } from "../../components";
import { addonName, agentName, sharedRoleName, subjectName, targetRoleName } from "../../components/decisions/names";
import { addonNamespace } from "../../components/rules/addons";
import { programName } from "../../config/program";
import { usualPlace } from "../access/proof/place";
import type { StackConfig } from "../program/engineStack";

export interface LifeConfig {
    readonly agent: Agent;
    readonly associations: Readonly<Record<string, Association>>;
    readonly eksAddons: Readonly<Record<string, EksAddon>>;
    readonly roles: Readonly<Record<string, SharedRole>>;
    readonly targetRoles: Readonly<Record<string, TargetRole>>;
    readonly defaults: Defaults;
}

export const empty: LifeConfig = {
    agent: { mode: "builtIn" },
    associations: {},
    eksAddons: {},
    roles: {},
    targetRoles: {},
    defaults: {},
};

/** The keys of the stack file. */
export function stackConfigOf(config: LifeConfig): StackConfig {
    return { clusterName: usualPlace.cluster.name, propagationSeconds: 0, ...config };
}

/** A role in the config, with its logical name. */
export interface RoleSlot {
    readonly name: string;
    readonly kind: "own" | "add-on" | "shared" | "target";
    readonly role: SharedRole;
    /** Whether its sessions have no session tags. */
    readonly isUntagged: boolean;
    readonly put: (role: SharedRole) => LifeConfig;
}

export function namespaceOf(name: string, { namespace }: EksAddon): string {
    return namespace ?? addonNamespace(name) ?? "unknown";
}

/** The roles of the config, including shared roles without users. */
export function roleSlots(config: LifeConfig): RoleSlot[] {
    const { associations, eksAddons, roles, targetRoles } = config;
    const own = Object.entries(associations).flatMap(([subject, association]): RoleSlot[] =>
        association.role === undefined
            ? []
            : [
                  {
                      name: subjectName(programName, subject),
                      kind: "own",
                      role: association.role,
                      isUntagged: association.disableSessionTags === true,
                      put: role => withAssociation(config, subject, { ...association, role }),
                  },
              ],
    );
    const ofAddons = Object.entries(eksAddons).flatMap(([key, addon]) =>
        Object.entries(addon.associations ?? {}).flatMap(([account, { role }]): RoleSlot[] =>
            role === undefined
                ? []
                : [
                      {
                          name: subjectName(programName, `${namespaceOf(key, addon)}/${account}`),
                          kind: "add-on",
                          role,
                          isUntagged: false,
                          put: changed => withAddonAssociation(config, key, account, { role: changed }),
                      },
                  ],
        ),
    );
    const shared = Object.entries(roles).map(([key, role]): RoleSlot => ({
        name: sharedRoleName(programName, key),
        kind: "shared",
        role,
        isUntagged: isUntaggedRole(config, key),
        put: changed => ({ ...config, roles: { ...roles, [key]: changed } }),
    }));
    const targets = Object.entries(targetRoles).map(([key, role]): RoleSlot => ({
        name: targetRoleName(programName, key),
        kind: "target",
        role,
        isUntagged: false,
        put: changed => ({
            ...config,
            targetRoles: { ...targetRoles, [key]: { ...changed, name: role.name, sources: role.sources } },
        }),
    }));
    return [...own, ...ofAddons, ...shared, ...targets];
}

/** Whether the users of a shared role have no session tags. */
export function isUntaggedRole({ associations }: LifeConfig, key: string): boolean {
    return Object.values(associations).some(({ roleRef, disableSessionTags }) => roleRef === key && disableSessionTags);
}

/** Keys of the shared roles that something uses. */
export function usedRoles({ associations, eksAddons }: LifeConfig): Set<string> {
    const all = [
        ...Object.values(associations),
        ...Object.values(eksAddons).flatMap(addon => Object.values(addon.associations ?? {})),
    ];
    return new Set(all.flatMap(({ roleRef }) => roleRef ?? []));
}

/** What has to exist, as `kind logical-name`. */
export function demandedBy(config: LifeConfig): Set<string> {
    const used = usedRoles(config);
    return new Set([
        ...roleSlots(config)
            .filter(({ kind, name }) => kind !== "shared" || used.has(name.slice(`${programName}/roles:`.length)))
            .map(({ name }) => `role ${name}`),
        ...Object.keys(config.associations).map(subject => `association ${subjectName(programName, subject)}`),
        ...Object.keys(config.eksAddons).map(name => `add-on ${addonName(programName, name)}`),
        ...((config.agent.mode ?? "install") === "install" ? [`add-on ${agentName(programName)}`] : []),
    ]);
}

export function withAssociation(config: LifeConfig, subject: string, association: Association): LifeConfig {
    return { ...config, associations: { ...config.associations, [subject]: association } };
}

export function withAddon(config: LifeConfig, name: string, addon: EksAddon): LifeConfig {
    return { ...config, eksAddons: { ...config.eksAddons, [name]: addon } };
}

export function withAddonAssociation(
    config: LifeConfig,
    name: string,
    account: string,
    association: NonNullable<EksAddon["associations"]>[string],
): LifeConfig {
    const addon = config.eksAddons[name] ?? {};
    return withAddon(config, name, { ...addon, associations: { ...addon.associations, [account]: association } });
}

export function without<T>(map: Readonly<Record<string, T>>, key: string): Record<string, T> {
    return Object.fromEntries(Object.entries(map).filter(([name]) => name !== key));
}

/** A role in place of the one before. It keeps name and path: another one replaces the role, and is another edit. */
export function inPlaceOf(before: SharedRole | undefined, role: SharedRole): SharedRole {
    return before === undefined ? role : defined<SharedRole>({ ...role, name: before.name, path: before.path });
}

/** Properties with other values; `undefined` for the default. */
export type Changed<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** Without keys whose value is `undefined`. */
export function defined<T extends object>(value: Changed<T>): T {
    return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T;
}

/** Edits of the stack's settings, and of the order of its keys. */
import type { Agent, RoleSettings } from "../../components";
import { agentAddonName } from "../../components/rules/addons";
import { addonVersions } from "../../sandbox/provider/aws/addonVersions";
import { defined, roleSlots } from "./config";
import type { Changed } from "./config";
import type { Dice } from "./dice";
import type { EditKind } from "./edit";

/** A setting of all roles that do not have their own. */
function defaultOf(change: (dice: Dice, before: RoleSettings) => Changed<RoleSettings>): EditKind["draft"] {
    return (config, dice) => {
        const { role = {}, ...rest } = config.defaults;
        const defaults = { ...rest, role: defined<RoleSettings>({ ...role, ...change(dice, role) }) };
        return { of: "defaults", names: roleSlots(config).map(({ name }) => name), config: { ...config, defaults } };
    };
}

function shuffled<T>(map: Readonly<Record<string, T>>, dice: Dice): Record<string, T> {
    const rest = Object.entries(map);
    const result: [string, T][] = [];
    while (rest.length > 0) result.push(...rest.splice(dice.below(rest.length), 1));
    return Object.fromEntries(result);
}

/** Once there is a version, there is always one: without it AWS would keep the last one. */
function agentVersion({ version }: Agent, dice: Dice): Pick<Agent, "version"> {
    const other = dice.chance(0.4) ? dice.pick(addonVersions(agentAddonName, "*")) : version;
    return other === undefined ? {} : { version: other };
}

export const settingEdits: Readonly<Record<string, EditKind>> = {
    agent: {
        replaces: [],
        draft: (config, dice) => ({
            of: "agent",
            names: [],
            config: {
                ...config,
                agent: dice.chance(0.3)
                    ? { mode: "builtIn" }
                    : {
                          mode: "install",
                          ...agentVersion(config.agent, dice),
                          ...(dice.chance(0.5) && { tags: { team: `team-${dice.below(9)}` } }),
                          configuration: dice.chance(0.5) ? { agent: { level: dice.below(9) } } : {},
                          ...(dice.chance(0.3) && { preserve: true }),
                      },
            },
        }),
    },
    "defaults: tags": {
        replaces: [],
        draft: defaultOf(dice => ({ tags: dice.chance(0.3) ? undefined : { owner: `o-${dice.below(100)}` } })),
    },
    "defaults: session duration and boundary": {
        replaces: [],
        draft: defaultOf(dice => ({
            maxSessionDuration: dice.pick([undefined, 7200, 14400]),
            permissionsBoundary: dice.pick([undefined, "arn:{partition}:iam::{account}:policy/pods"]),
        })),
    },
    "defaults: exclusive": {
        replaces: [],
        draft: defaultOf((_dice, { exclusive }) => ({ exclusive: exclusive === true ? undefined : true })),
    },
    "defaults: path": {
        replaces: ["role", "policies"],
        draft: defaultOf((_dice, { path }) => ({ path: path === undefined ? "/defaults/" : undefined })),
    },
    "defaults: tags of associations": {
        replaces: [],
        draft: (config, dice) => ({
            of: "defaults",
            names: [],
            config: {
                ...config,
                defaults: { ...config.defaults, association: { tags: { owner: `o-${dice.below(100)}` } } },
            },
        }),
    },
    "order of keys": {
        replaces: [],
        draft: (config, dice) => ({
            of: "the stack file",
            names: [],
            config: {
                ...config,
                associations: shuffled(config.associations, dice),
                roles: shuffled(config.roles, dice),
                eksAddons: shuffled(config.eksAddons, dice),
            },
        }),
    },
};

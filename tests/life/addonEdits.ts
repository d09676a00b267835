/** Edits of EKS add-ons and the associations that they own. */
import type { AddonAssociation, EksAddon } from "../../components";
import { addonName, sharedRoleName, subjectName } from "../../components/decisions/names";
import { programName } from "../../config/program";
import { addonVersions } from "../../sandbox/provider/aws/addonVersions";
import { usualPlace } from "../access/proof/place";
import { role } from "../access/proof/randomRole";
import { inPlaceOf, isUntaggedRole, namespaceOf, withAddon, withAddonAssociation, without } from "./config";
import type { LifeConfig } from "./config";
import type { Dice } from "./dice";
import type { Edit, EditKind } from "./edit";
import { existing } from "./subjectEdits";

const addons = ["aws-ebs-csi-driver", "aws-efs-csi-driver", "adot", "amazon-cloudwatch-observability"];
const accounts = ["controller", "collector.v2"];

function source(config: LifeConfig, dice: Dice): AddonAssociation {
    const shared = dice.pick(Object.keys(config.roles).filter(key => !isUntaggedRole(config, key)));
    const choice = dice.below(10);
    if (choice < 4 && shared !== undefined) return { roleRef: shared };
    return choice === 9 ? { roleArn: dice.pick(existing) ?? "" } : { role: dice.sample(role(false))(usualPlace) };
}

function namesOf(name: string, addon: EksAddon): string[] {
    const entries = Object.entries(addon.associations ?? {});
    return [
        addonName(programName, name),
        ...entries.map(([account]) => subjectName(programName, `${namespaceOf(name, addon)}/${account}`)),
        ...entries.flatMap(([, { roleRef }]) => (roleRef === undefined ? [] : [sharedRoleName(programName, roleRef)])),
    ];
}

type Change = (addon: EksAddon, dice: Dice, config: LifeConfig, name: string) => EksAddon | undefined;

function changed(change: Change): EditKind["draft"] {
    return (config, dice) => {
        const [name, addon] = dice.pick(Object.entries(config.eksAddons)) ?? [];
        const result = name !== undefined && addon && change(addon, dice, config, name);
        if (!result) return undefined;
        const names = [...namesOf(name, addon), ...namesOf(name, result)];
        return { of: name, names, config: withAddon(config, name, result) };
    };
}

function withSource(config: LifeConfig, dice: Dice, name: string, account: string): Edit {
    const given = source(config, dice);
    const before = config.eksAddons[name]?.associations?.[account]?.role;
    const association = { ...given, ...(given.role && { role: inPlaceOf(before, given.role) }) };
    const after = withAddonAssociation(config, name, account, association);
    const both = [config, after].flatMap(({ eksAddons }) => namesOf(name, eksAddons[name] ?? {}));
    return { of: `${name}: ${account}`, names: both, config: after };
}

export const addonEdits: Readonly<Record<string, EditKind>> = {
    "an add-on is added": {
        replaces: [],
        draft: (config, dice) => {
            const name = dice.pick(addons.filter(each => !(each in config.eksAddons)));
            return name === undefined || Object.keys(config.eksAddons).length >= 3
                ? undefined
                : withSource(config, dice, name, dice.pick(accounts) ?? "controller");
        },
    },
    "an add-on is removed": {
        replaces: [],
        draft: (config, dice) => {
            const [name, addon] = dice.pick(Object.entries(config.eksAddons)) ?? [];
            return name === undefined || addon === undefined
                ? undefined
                : {
                      of: name,
                      names: namesOf(name, addon),
                      config: { ...config, eksAddons: without(config.eksAddons, name) },
                  };
        },
    },
    "an association of an add-on is added, or gets another role": {
        replaces: [],
        draft: (config, dice) => {
            const name = dice.pick(Object.keys(config.eksAddons));
            return name === undefined ? undefined : withSource(config, dice, name, dice.pick(accounts) ?? "controller");
        },
    },
    "an association of an add-on is removed": {
        replaces: [],
        draft: changed((addon, dice) => {
            const account = dice.pick(Object.keys(addon.associations ?? {}));
            return account === undefined
                ? undefined
                : { ...addon, associations: without(addon.associations ?? {}, account) };
        }),
    },
    "settings of an add-on": {
        replaces: [],
        draft: changed(({ tags: _t, preserve: _p, ...addon }, dice) => ({
            ...addon,
            ...(dice.chance(0.6) && { tags: { team: `team-${dice.below(100)}` } }),
            // Without this key, AWS would keep the last one: the deployment warns of it.
            configuration: dice.chance(0.5) ? { replicaCount: dice.below(9) } : {},
            ...(dice.chance(0.3) && { preserve: true }),
        })),
    },
    "version of an add-on": {
        replaces: [],
        // Older versions too. A version is never removed: AWS would keep the last one.
        draft: changed((addon, dice, _config, name) => ({
            ...addon,
            version: dice.pick(addonVersions(name, "*")) ?? "",
        })),
    },
    "namespace of an add-on": {
        // EKS takes it at creation only: https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateAddon.html
        replaces: ["add-on"],
        draft: changed(({ namespace, ...addon }, dice) =>
            namespace === undefined ? { ...addon, namespace: `addons-${dice.below(9)}` } : addon,
        ),
    },
};

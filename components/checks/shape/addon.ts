/** The shape of EKS add-ons and their associations. */
import { ConflictResolution } from "../../args/addon";
import type { AddonAssociation, EksAddon } from "../../args/addon";
import { agentAddonName, namespaceOf } from "../../rules/addons";
import { addonVersionIsLegal, namespaceIsLabel, serviceAccountIsSubdomain } from "../../rules/awsRules";
import { at } from "../../rules/problem";
import { choice, like, map, output, shape, text } from "../../rules/rule";
import type { Also, Context, Fields, Rule, RulesOf } from "../../rules/rule";
import { isAbsent } from "../../rules/shapes";
import { patterned, rule } from "../../rules/textRule";
import type { TextRule } from "../../rules/textRule";
import { addonConfiguration, preserve } from "./agent";
import { oneRoleSource, roleArn, roleRef, roleRefIsThere } from "./associations";
import { role } from "./role";
import { tags } from "./tags";

const hasFormOfName = rule(
    /^[0-9A-Za-z][\w.-]{0,99}$/,
    "is not the name of an EKS add-on",
    "write one such as aws-ebs-csi-driver",
);

export const addonNameIsLegal: TextRule = patterned(
    (name, path) =>
        name === agentAddonName
            ? [
                  {
                      path,
                      problem: "is the agent, which the stack installs itself",
                      remedy: "configure it under agent",
                  },
              ]
            : hasFormOfName(name, path),
    /^(?!eks-pod-identity-agent$)[0-9A-Za-z][\w.-]{0,99}$/,
    "This is not an EKS add-on such as aws-ebs-csi-driver; the agent has a key of its own, agent",
);

const addonAssociations: Rule<Record<string, AddonAssociation>, "optional"> = like(
    map(
        shape<AddonAssociation>(
            "AddonAssociation",
            { role, roleRef, roleArn },
            {
                exactlyOne: [oneRoleSource],
                also: roleRefIsThere,
                within: (context, _value, serviceAccount) => ({
                    ...context,
                    values: { ...context.values, namespace: context.addon?.namespace ?? "x", serviceAccount },
                }),
            },
        ),
        { keyRules: [serviceAccountIsSubdomain], notMap: "write a map keyed by the names of service accounts" },
    ),
    { "ebs-csi-controller-sa": { role: { presets: { ebsCsi: {} } } } },
);

export const addonProperties: RulesOf<EksAddon> = {
    version: like(output(text(addonVersionIsLegal)), "v1.44.0-eksbuild.1", "latest"),
    configuration: addonConfiguration,
    resolveConflictsOnCreate: choice(ConflictResolution, {
        [ConflictResolution.Preserve]: {
            problem: '"PRESERVE" is for updates only',
            remedy: "use NONE or OVERWRITE",
        },
    }),
    resolveConflictsOnUpdate: choice(ConflictResolution),
    preserve,
    namespace: like(text(namespaceIsLabel), "kube-system"),
    associations: addonAssociations,
    tags,
};

/** In an add-on, the namespace is known: a given one, or the default. */
export function withinAddon(context: Context, { namespace }: Fields, name: string): Context {
    return { ...context, addon: { name, namespace: namespaceOf(name, namespace) } };
}

/** Associations need a namespace. */
export const namespaceIsKnown: Also<Fields> = ({ associations }, path, { addon }) =>
    !isAbsent(associations) && addon?.namespace === undefined
        ? [
              {
                  path: at(path, "namespace"),
                  absent: true,
                  problem: `is missing, and the default namespace of "${addon?.name ?? ""}" is unknown`,
                  remedy: "set the namespace of the add-on's service accounts, which their roles trust",
              },
          ]
        : [];

/** The add-ons of a stack, by name. */
export const eksAddons: Rule<Record<string, EksAddon>, "optional"> = like(
    map(shape<EksAddon>("EksAddon", addonProperties, { within: withinAddon, also: namespaceIsKnown }), {
        keyRules: [addonNameIsLegal],
        notMap: "write a map keyed by the names of add-ons",
        nullEntry: { problem: "is empty (null)", remedy: "write {} for an add-on without settings" },
    }),
    { "aws-ebs-csi-driver": { associations: { "ebs-csi-controller-sa": { role: { presets: { ebsCsi: {} } } } } } },
);

/** EKS add-ons and the associations they own. */
import { addonNamespace, agentAddonName } from "../../rules/addons";
import { ConflictResolution } from "../../args/addon";
import type { Subject } from "../../rules/subject";
import { configurationIsMap } from "./agent";
import { oneRoleSource, roleIsThere } from "./associations";
import { addonVersionIsLegal, namespaceIsLabel, roleArnIsLegal, serviceAccountIsSubdomain } from "../../rules/awsRules";
import { at } from "../../rules/problem";
import type { Check, Path, Problem } from "../../rules/problem";
import { role } from "./role";
import { all, flag, input, isAbsent, isMap, known, oneOf, properties, rule, text } from "../../rules/shapes";
import type { TextRule } from "../../rules/shapes";
import { tags } from "../../rules/tags";
import { sampleValues, template } from "../../rules/texts";

/** The add-ons of a stack, by name. */
export function eksAddons(roles: unknown): Check {
    const keys = isMap(roles) ? Object.keys(roles) : [];
    return known((value, path) =>
        isMap(value)
            ? Object.entries(value).flatMap(([name, addon]) => [
                  ...addonNameIsLegal(name, at(path, name)),
                  ...(addon === null ? [withoutSettings(at(path, name))] : eksAddon(name, keys)(addon, at(path, name))),
              ])
            : [{ path, problem: "is not a map", remedy: "write a map keyed by the names of add-ons" }],
    );
}

function withoutSettings(path: Path): Problem {
    return { path, problem: "is empty (null)", remedy: "write {} for an add-on without settings" };
}

/** One add-on, by its name. */
export function eksAddon(
    name: string,
    roleKeys: readonly string[],
    more: Readonly<Record<string, Check>> = {},
    required: readonly string[] = [],
): Check {
    return (value, path) => {
        const given: unknown = isMap(value) ? value.namespace : undefined;
        const namespace = typeof given === "string" ? given : addonNamespace(name);
        return [
            ...known(
                properties(
                    {
                        ...more,
                        version: input(text(addonVersionIsLegal)),
                        configuration: configurationIsMap,
                        resolveConflictsOnCreate: known(resolutionOnCreate),
                        resolveConflictsOnUpdate: known(oneOf(ConflictResolution)),
                        preserve: input(flag),
                        namespace: known(text(namespaceIsLabel)),
                        associations: addonAssociations(namespace, roleKeys),
                        tags: tags(sampleValues()),
                    },
                    required,
                ),
            )(value, path),
            ...(isMap(value) && !isAbsent(value.associations) && namespace === undefined
                ? [
                      {
                          path: at(path, "namespace"),
                          absent: true as const,
                          problem: `is missing, and where "${name}" runs is not known here`,
                          remedy: "give the namespace of the add-on's service accounts: their roles trust exactly these",
                      },
                  ]
                : []),
        ];
    };
}

function addonAssociations(namespace: string | undefined, roleKeys: readonly string[]): Check {
    return known((value, path) =>
        isMap(value)
            ? Object.entries(value).flatMap(([serviceAccount, item]) => [
                  ...serviceAccountIsSubdomain(serviceAccount, at(path, serviceAccount)),
                  ...addonAssociation({ namespace: namespace ?? "x", serviceAccount }, roleKeys)(
                      item,
                      at(path, serviceAccount),
                  ),
              ])
            : [{ path, problem: "is not a map", remedy: "write a map keyed by the names of service accounts" }],
    );
}

function addonAssociation(subject: Subject, roleKeys: readonly string[]): Check {
    return known(
        all(
            properties({
                role: role(subject),
                roleRef: known(text(roleIsThere(roleKeys))),
                roleArn: template(sampleValues(subject), roleArnIsLegal),
            }),
            oneRoleSource,
        ),
    );
}

export const addonNameIsLegal: TextRule = (name, path) =>
    name === agentAddonName
        ? [
              {
                  path,
                  problem: "is the agent, which the stack installs itself",
                  remedy: "say what it should be under agent",
              },
          ]
        : rule(
              value => /^[0-9A-Za-z][\w.-]{0,99}$/.test(value),
              "is not the name of an EKS add-on",
              "write one such as aws-ebs-csi-driver",
          )(name, path);

const { Preserve: onUpdateOnly, ...onCreate } = ConflictResolution;

const resolutionOnCreate: Check = (value, path) =>
    value === onUpdateOnly
        ? [{ path, problem: '"PRESERVE" is for updates only', remedy: "use NONE or OVERWRITE" }]
        : oneOf(onCreate)(value, path);

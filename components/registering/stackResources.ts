/** Registers the resources of a stack. */
import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PodIdentityAddon } from "../addon";
import { PodIdentityAgent } from "../agent";
import type { Agent } from "../args/agent";
import { agentName } from "../decisions/names";
import { rolesToMake } from "../decisions/stack";
import type { DecidedAddon, Decisions } from "../decisions/stack";
import { registerAssociations } from "./associationResources";
import type { Registering } from "./associationResources";
import { handedOn } from "./handedOn";
import { roleHook } from "./hooks";
import { registerRole, resourcesOf } from "./roleResources";
import type { RegisteredRole } from "./roleResources";
import { withShortStacks } from "./sdkInternals";
import { withWarningsGiven } from "./warningsGiven";

export interface RegisteredStack {
    readonly agent: PodIdentityAgent;
    /** By subject. */
    readonly associations: ReadonlyMap<string, aws.eks.PodIdentityAssociation>;
    /** The role ARNs of add-ons' service accounts, by subject. */
    readonly addonRoleArns: Record<string, pulumi.Output<string>>;
}

/** All resources of a stack. Associations and add-ons wait for its agent. */
export function registerStack(decisions: Decisions, agentArgs: Agent | undefined, stack: Registering): RegisteredStack {
    const { name, cluster, region, parent, opts } = stack;
    return withShortStacks(() => {
        const agent = new PodIdentityAgent(
            agentName(name),
            { ...agentArgs, clusterName: cluster.name, ...(region && { region }) },
            { parent, ...handedOn(opts) },
        );
        const roles = registerRoles(decisions, stack);
        return {
            agent,
            associations: registerAssociations(decisions.associations, roles, agent, stack),
            addonRoleArns: registerAddons(decisions.addons, roles, agent, stack),
        };
    });
}

/** By logical name. */
function registerRoles(
    decisions: Decisions,
    { name, cluster, parent, opts }: Registering,
): ReadonlyMap<string, RegisteredRole> {
    const options = { ...roleHook(parent, "stackRole", name, opts), ...handedOn(opts) };
    return new Map(rolesToMake(decisions).map(role => [role.name, registerRole(role, { cluster, parent, options })]));
}

/** The role ARNs of add-ons' service accounts, by subject. */
function registerAddons(
    addons: readonly DecidedAddon[],
    roles: ReadonlyMap<string, RegisteredRole>,
    agent: PodIdentityAgent,
    { cluster, region, parent, opts }: Registering,
): Record<string, pulumi.Output<string>> {
    return Object.fromEntries(
        addons.flatMap(({ name, addonName, addon, associations }) => {
            const made = associations.flatMap(({ role }) => resourcesOf(roles.get(role?.name ?? "")));
            const component = new PodIdentityAddon(
                name,
                withWarningsGiven({
                    ...addon,
                    addonName,
                    clusterName: cluster.name,
                    ...(region && { region }),
                    // The stack waits for its add-ons.
                    propagationSeconds: 0,
                    associations: Object.fromEntries(
                        associations.map(({ serviceAccount, role, roleArn = "" }) => [
                            serviceAccount,
                            { roleArn: roles.get(role?.name ?? "")?.role.arn ?? roleArn },
                        ]),
                    ),
                }),
                pulumi.mergeOptions({ parent, dependsOn: [agent, ...made] }, handedOn(opts)),
            );
            return associations.map(({ key, serviceAccount }) => [
                key,
                component.roleArns[serviceAccount] ?? pulumi.output(""),
            ]);
        }),
    );
}

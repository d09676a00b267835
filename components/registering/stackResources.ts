/** Registers the resources of a stack. */
import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PodIdentityAddon } from "../addon";
import { PodIdentityAgent } from "../agent";
import { agentName } from "../decisions/names";
import { regionOf, rolesToMake } from "../decisions/stack";
import type { Decisions } from "../decisions/stack";
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
export function registerStack(decisions: Decisions, stack: Registering): RegisteredStack {
    const { name, cluster, parent, opts } = stack;
    return withShortStacks(() => {
        const agent = new PodIdentityAgent(
            agentName(name),
            { ...decisions.agent, clusterName: cluster.name, ...regionOf(decisions) },
            { parent, ...handedOn(opts) },
        );
        const roles = registerRoles(decisions, stack);
        return {
            agent,
            associations: registerAssociations(decisions, roles, agent, stack),
            addonRoleArns: registerAddons(decisions, roles, agent, stack),
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
    decisions: Decisions,
    roles: ReadonlyMap<string, RegisteredRole>,
    agent: PodIdentityAgent,
    { cluster, parent, opts }: Registering,
): Record<string, pulumi.Output<string>> {
    return Object.fromEntries(
        decisions.addons.flatMap(({ name, addonName, addon, associations }) => {
            const made = associations.flatMap(({ role }) => resourcesOf(roles.get(role?.name ?? "")));
            const component = new PodIdentityAddon(
                name,
                withWarningsGiven({
                    ...addon,
                    addonName,
                    clusterName: cluster.name,
                    ...regionOf(decisions),
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

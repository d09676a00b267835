/**
 * Registers a role with its policies: for a `PodIdentityRole`, and for each role of a stack or an add-on. Those have no
 * component of their own: another resource for each role took a third of the time of a preview of 1,000.
 */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { DecidedRole } from "../decisions/roles";
import type { ClusterIdentity } from "../rules/arn";
import { warnOfOtherPath } from "./existingRole";
import { withLocatedPolicies } from "./locatedRole";
import { Place } from "./resolve";
import { registerPolicies } from "./rolePolicies";
import type { ChildOptions } from "./rolePolicies";
import { roleSettings } from "./roleSettings";
import { assumeRolePolicy } from "./roleTrust";

/** The owner of a registered role. */
export interface RoleOwner {
    readonly cluster: pulumi.Output<ClusterIdentity>;
    /** Parent of the role and its policies, also for logs. */
    readonly parent: pulumi.ComponentResource;
    readonly options: pulumi.CustomResourceOptions;
}

/** All resources of a role. Dependents wait for all of them, because a role without its policies allows nothing. */
export interface RegisteredRole {
    readonly role: aws.iam.Role;
    readonly policies: readonly pulumi.Resource[];
}

export function registerRole(decided: DecidedRole, { cluster, parent, options }: RoleOwner): RegisteredRole {
    const { name, formerNames, subject, subjects } = decided;
    // Aliases, because the name of each resource started with a former name of the role.
    const child = (logicalName: string): pulumi.CustomResourceOptions => ({
        parent,
        ...options,
        ...(formerNames.length > 0 && {
            aliases: formerNames.map(former => ({ name: former + logicalName.slice(name.length) })),
        }),
    });
    const place = new Place(cluster, subject);
    const given = { ...decided, role: withLocatedPolicies(name, decided.role, place) };
    return registerResources(given, place, {
        parent,
        child,
        trust: assumeRolePolicy(given, place, parent),
        description: cluster.apply(known => defaultDescription(subjects, known)),
    });
}

/** What the role of a cluster's pods and a target role do not have in common. */
interface RoleResources {
    readonly parent: pulumi.ComponentResource;
    readonly child: ChildOptions;
    readonly trust: pulumi.Input<string>;
    /** Of a role without one in the args. */
    readonly description: pulumi.Input<string>;
}

export function registerResources(
    decided: DecidedRole,
    place: Place,
    { parent, child, trust, description }: RoleResources,
): RegisteredRole {
    const { name } = decided;
    const role = new aws.iam.Role(
        name,
        { assumeRolePolicy: trust, ...roleSettings(decided, place, description) },
        child(name),
    );
    if (decided.role.irsa === undefined) {
        // With IRSA, the checks already warn about a missing path.
        warnOfOtherPath(name, decided.role, place, parent);
    }
    return { role, policies: registerPolicies(role, decided, place, child) };
}

function defaultDescription(subjects: readonly string[], { name }: ClusterIdentity): string {
    const who = subjects.length === 1 ? subjects.join() : `${String(subjects.length)} service accounts`;
    return `For ${who} on the EKS cluster ${name}, through EKS Pod Identity`;
}

/** A role with its policies. */
export function resourcesOf(registered: RegisteredRole | undefined): pulumi.Resource[] {
    return registered === undefined ? [] : [registered.role, ...registered.policies];
}

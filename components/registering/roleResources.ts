/**
 * A role with its policies, registered: the resources of a `PodIdentityRole`, and of each role of a stack or an add-on. Those
 * have no component in between: a resource more for each role took a third of the time of a preview of 1,000.
 */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { DecidedRole } from "../decisions/roles";
import type { ClusterIdentity } from "../rules/arn";
import { warnOfOtherPath } from "./existingRole";
import { withLocatedPolicies } from "./locatedRole";
import { Place } from "./resolve";
import { registerPolicies } from "./rolePolicies";
import { roleSettings } from "./roleSettings";
import { assumeRolePolicy } from "./roleTrust";

/** What a role is registered under. */
export interface RoleOwner {
    readonly cluster: pulumi.Output<ClusterIdentity>;
    /** Parent of the role and of its policies; logs name it. */
    readonly parent: pulumi.ComponentResource;
    readonly options: pulumi.CustomResourceOptions;
}

/** Every resource of a role: what depends on it depends on all, because without its policies a role allows nothing. */
export interface RegisteredRole {
    readonly role: aws.iam.Role;
    readonly policies: readonly pulumi.Resource[];
}

export function registerRole(decided: DecidedRole, { cluster, parent, options }: RoleOwner): RegisteredRole {
    const { name, formerNames, subject, subjects } = decided;
    // Each resource keeps its state under the name that began with a former name of the role.
    const child = (logicalName: string): pulumi.CustomResourceOptions => ({
        parent,
        ...options,
        ...(formerNames.length > 0 && {
            aliases: formerNames.map(former => ({ name: former + logicalName.slice(name.length) })),
        }),
    });
    const place = new Place(cluster, subject);
    const given = { ...decided, role: withLocatedPolicies(name, decided.role, place) };
    const role = new aws.iam.Role(
        name,
        {
            assumeRolePolicy: assumeRolePolicy(given, place, parent),
            ...roleSettings(
                given,
                place,
                cluster.apply(known => defaultDescription(subjects, known)),
            ),
        },
        child(name),
    );
    if (given.role.irsa === undefined) {
        // With IRSA a missing path is a warning whatever exists.
        warnOfOtherPath(name, given.role, place, parent);
    }
    return { role, policies: registerPolicies(role, given, place, child) };
}

function defaultDescription(subjects: readonly string[], { name }: ClusterIdentity): string {
    const who = subjects.length === 1 ? subjects.join() : `${String(subjects.length)} service accounts`;
    return `For ${who} on the EKS cluster ${name}, through EKS Pod Identity`;
}

/** A role with its policies. */
export function resourcesOf(registered: RegisteredRole | undefined): pulumi.Resource[] {
    return registered === undefined ? [] : [registered.role, ...registered.policies];
}

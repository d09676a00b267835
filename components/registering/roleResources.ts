/**
 * A role with its policies, registered: the resources of a `PodIdentityRole`, and of each role of a stack or an add-on. Those
 * have no component in between: a resource more for each role took a third of the time of a preview of 1,000.
 */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Role } from "../args/role";
import { roleWithDefaults } from "../decisions/defaults";
import type { ClusterIdentity } from "../rules/arn";
import { isAbsent } from "../rules/shapes";
import { subjectOf } from "../rules/subject";
import { warnOfOtherPath } from "./existingRole";
import { withLocatedPolicies } from "./locatedRole";
import { registerPolicies } from "./rolePolicies";
import { roleSettings } from "./roleSettings";
import { assumeRolePolicy } from "./roleTrust";

/** What a role is made of. */
export interface RoleToRegister extends Role {
    /** Keys of its subjects, `namespace/serviceAccount`. */
    readonly subjects: readonly string[];
    readonly namePrefix?: string;
    readonly disableSessionTags?: boolean;
    readonly targetRoleArns?: pulumi.Input<string>[];
}

/** What a role is registered under. */
export interface RoleOwner {
    readonly cluster: pulumi.Output<ClusterIdentity>;
    /** Parent of the role and of its policies; logs name it. */
    readonly parent: pulumi.ComponentResource;
    readonly options: pulumi.CustomResourceOptions;
    /** Names that the role had before: each resource keeps its state under the name that began with one of them. */
    readonly formerNames?: readonly string[];
}

/** Every resource of a role: what depends on it depends on all, because without its policies a role allows nothing. */
export interface RegisteredRole {
    readonly role: aws.iam.Role;
    readonly policies: readonly pulumi.Resource[];
}

export function registerRole(name: string, args: RoleToRegister, owner: RoleOwner): RegisteredRole {
    const { cluster, parent, options, formerNames = [] } = owner;
    const child = (logicalName: string): pulumi.CustomResourceOptions => ({
        parent,
        ...options,
        ...(formerNames.length > 0 && {
            aliases: formerNames.map(former => ({ name: former + logicalName.slice(name.length) })),
        }),
    });
    const subjects = args.subjects.map(subjectOf);
    const place = { cluster, subject: subjects.length === 1 ? subjects[0] : undefined };
    const given = withLocatedPolicies(name, roleWithDefaults(args, undefined), place);
    const role = new aws.iam.Role(
        name,
        {
            assumeRolePolicy: assumeRolePolicy(name, { ...given, subjects }, place, parent),
            ...roleSettings(
                name,
                given,
                place,
                cluster.apply(known => defaultDescription(args.subjects, known)),
            ),
        },
        child(name),
    );
    if (isAbsent(given.irsa)) {
        // With IRSA a missing path is a warning whatever exists.
        warnOfOtherPath(name, given, place, parent);
    }
    return { role, policies: registerPolicies(name, role, given, place, child) };
}

function defaultDescription(subjects: readonly string[], { name }: ClusterIdentity): string {
    const who = subjects.length === 1 ? subjects.join() : `${String(subjects.length)} service accounts`;
    return `For ${who} on the EKS cluster ${name}, through EKS Pod Identity`;
}

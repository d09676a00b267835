/** Registers the associations of a stack. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { permissionsPolicy } from "../access/permissions";
import type { KnownStatement } from "../access/permissions";
import { plainJson, policyText } from "../access/policyDocument";
import type { SessionPolicy } from "../args/sessionPolicy";
import { locationOf, targetRoleLocationProblems } from "../checks/fit/location";
import { policyReadsNoTags, tagNames } from "../checks/fit/readsNoTags";
import { sessionPolicyTextProblems } from "../checks/fit/sessionPolicy";
import { regionOf } from "../decisions/stack";
import type { DecidedAssociation, Decisions } from "../decisions/stack";
import { isDeferred } from "../rules/shapes";
import { subjectOf } from "../rules/subject";
import type { DescribedCluster } from "./cluster";
import { findAssociationOn, findRoleWith } from "./existing";
import { handedOn } from "./handedOn";
import { associationHook } from "./hooks";
import type { StackChange } from "./hooks";
import { newAssociationHook, watch } from "./propagation";
import type { Propagation } from "./propagation";
import { explainRole } from "./refusedRole";
import { checkedText, refuseProblems, Place } from "./resolve";
import { resourcesOf } from "./roleResources";
import type { RegisteredRole } from "./roleResources";
import { roleArnOn } from "./roleTrust";

/** The stack that registers the associations. */
export interface Registering {
    readonly name: string;
    readonly cluster: pulumi.Output<DescribedCluster>;
    readonly parent: pulumi.ComponentResource;
    readonly opts: pulumi.ComponentResourceOptions | undefined;
    readonly propagation: Propagation;
    readonly change: StackChange;
}

/** Each association waits for the agent, and for its role with all policies. */
export function registerAssociations(
    decisions: Decisions,
    roles: ReadonlyMap<string, RegisteredRole>,
    agent: pulumi.Resource,
    { name, cluster, parent, opts, propagation, change }: Registering,
): ReadonlyMap<string, aws.eks.PodIdentityAssociation> {
    const refusedRole = explainRole(cluster, findRoleWith(parent));
    const hooks = pulumi.mergeOptions(
        associationHook(name, opts, findAssociationOn(cluster, parent), refusedRole, change),
        newAssociationHook(name, opts, propagation),
    );
    return new Map(
        decisions.associations.map(association => {
            const role = roles.get(association.role?.name ?? "");
            const registered = new aws.eks.PodIdentityAssociation(
                association.name,
                {
                    clusterName: cluster.name,
                    ...regionOf(decisions),
                    ...associationArgs(association, role, cluster),
                },
                pulumi.mergeOptions(
                    {
                        parent,
                        // EKS allows one association for each subject: the old one has to be deleted first.
                        deleteBeforeReplace: true,
                        replacementTrigger: clearableFields(association),
                        dependsOn: [agent, ...resourcesOf(role)],
                        ...hooks,
                    },
                    handedOn(opts),
                ),
            );
            return [association.key, watch(registered, propagation)];
        }),
    );
}

function associationArgs(
    association: DecidedAssociation,
    role: RegisteredRole | undefined,
    cluster: pulumi.Output<DescribedCluster>,
): Omit<aws.eks.PodIdentityAssociationArgs, "clusterName"> {
    const subject = subjectOf(association.key);
    const place = new Place(cluster, subject);
    return {
        ...subject,
        roleArn:
            role?.role.arn ?? place.resolvedIn(association.roleArn ?? "", (arn, identity) => roleArnOn(identity, arn)),
        ...sessionArgs(association, place),
        ...(association.tags && { tags: place.filled(association.tags) }),
    };
}

function sessionArgs(association: DecidedAssociation, place: Place): Partial<aws.eks.PodIdentityAssociationArgs> {
    const { targetRoleArn, disableSessionTags, sessionPolicy } = association;
    return {
        ...(targetRoleArn && { targetRoleArn: targetRoleArnOf(association.name, targetRoleArn, place) }),
        ...(disableSessionTags && { disableSessionTags }),
        ...(sessionPolicy && { policy: sessionPolicyText(association, sessionPolicy, place) }),
    };
}

function targetRoleArnOf(name: string, targetRoleArn: pulumi.Input<string>, place: Place): pulumi.Input<string> {
    return isDeferred(targetRoleArn)
        ? place.resolvedIn(targetRoleArn, (arn, cluster) => {
              refuseProblems(targetRoleLocationProblems(arn, ["targetRoleArn"], locationOf(cluster)), name);
              return arn;
          })
        : place.filled(targetRoleArn);
}

function sessionPolicyText(
    { name, role }: DecidedAssociation,
    { statements, document }: SessionPolicy,
    place: Place,
): pulumi.Input<string> {
    const text = document
        ? // EKS counts white space. The rule below reports text that is not JSON.
          place.resolved(document, full => plainJson(full) ?? full)
        : place.resolved(statements ?? [], full => policyText(permissionsPolicy(full as KnownStatement[])));
    const path = ["sessionPolicy"];
    return checkedText(
        text,
        known => [
            ...sessionPolicyTextProblems(known, path),
            // The tags of an existing role are unknown.
            ...(role === undefined ? [] : policyReadsNoTags(known, tagNames(role.role.tags), path)),
        ],
        name,
    );
}

/**
 * The fields of an association that AWS's provider cannot remove: it omits them from the request, and AWS keeps the old
 * value. A change of this text replaces the association.
 */
function clearableFields({ targetRoleArn, sessionPolicy }: DecidedAssociation): string {
    return [...(targetRoleArn ? ["targetRoleArn"] : []), ...(sessionPolicy ? ["policy"] : [])].join();
}

/** What a stack decided, registered. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { permissionsPolicy } from "../access/permissions";
import type { KnownStatement } from "../access/permissions";
import { plainJson, policyText } from "../access/policyDocument";
import { PodIdentityAddon } from "../addon";
import type { PodIdentityAgent } from "../agent";
import type { SessionPolicy } from "../args/sessionPolicy";
import { locationOf, targetRoleLocationProblems } from "../checks/fit/location";
import { sessionPolicyTextProblems } from "../checks/fit/sessionPolicy";
import { policyReadsNoTags, tagNames } from "../checks/fit/readsNoTags";
import { isDeferred } from "../rules/shapes";
import type { DescribedCluster } from "./cluster";
import { rolesToMake } from "../decisions/stack";
import type { DecidedAddon, DecidedAssociation, Decisions } from "../decisions/stack";
import { findAssociationOn, findRoleWith } from "./existing";
import { handedOn } from "./handedOn";
import { associationHook } from "./hooks";
import type { HookOptions, StackChange } from "./hooks";
import { newAssociationHook, watch } from "./propagation";
import type { Propagation } from "./propagation";
import { explainRole } from "./refusedRole";
import { judged, mustHold, Place } from "./resolve";
import { registerRole } from "./roleResources";
import type { RegisteredRole } from "./roleResources";
import { roleArnOn } from "./roleTrust";
import { subjectOf } from "../rules/subject";
import { withWarningsGiven } from "./warningsGiven";

/** The stack that registers. */
export interface Registering {
    readonly name: string;
    readonly cluster: pulumi.Output<DescribedCluster>;
    readonly region: pulumi.Input<string> | undefined;
    readonly parent: pulumi.ComponentResource;
    readonly opts: pulumi.ComponentResourceOptions | undefined;
    readonly propagation: Propagation;
    readonly change: StackChange;
    /** The hooks of roles and their policies. */
    readonly roleHooks: HookOptions;
}

/** By logical name. */
export function registerRoles(
    decisions: Decisions,
    { cluster, parent, opts, roleHooks }: Registering,
): ReadonlyMap<string, RegisteredRole> {
    const options = { ...roleHooks, ...handedOn(opts) };
    return new Map(rolesToMake(decisions).map(role => [role.name, registerRole(role, { cluster, parent, options })]));
}

/** Each waits for the agent and for the whole of its role. */
export function registerAssociations(
    associations: readonly DecidedAssociation[],
    roles: ReadonlyMap<string, RegisteredRole>,
    agent: PodIdentityAgent,
    { name, cluster, region, parent, opts, propagation, change }: Registering,
): ReadonlyMap<string, aws.eks.PodIdentityAssociation> {
    const refusedRole = explainRole(cluster, findRoleWith(parent));
    const hooks = pulumi.mergeOptions(
        associationHook(name, opts, findAssociationOn(cluster, parent), refusedRole, change),
        newAssociationHook(name, opts, propagation),
    );
    const shared = { clusterName: cluster.name, ...(region && { region }) };
    return new Map(
        associations.map(association => {
            const role = roles.get(association.role?.name ?? "");
            const subject = subjectOf(association.key);
            const place = new Place(cluster, subject);
            const registered = new aws.eks.PodIdentityAssociation(
                association.name,
                {
                    ...shared,
                    ...subject,
                    roleArn:
                        role?.role.arn ??
                        place.resolvedIn(association.roleArn ?? "", (arn, identity) => roleArnOn(identity, arn)),
                    ...sessionArgs(association, place),
                    ...(association.tags && { tags: place.filled(association.tags) }),
                },
                pulumi.mergeOptions(
                    {
                        parent,
                        // EKS has one association for a subject: a second cannot be made before the first is gone.
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

/** The role ARNs of add-ons' service accounts, by subject. */
export function registerAddons(
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
              mustHold(targetRoleLocationProblems(arn, ["targetRoleArn"], locationOf(cluster)), name);
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
        ? // EKS counts white space; of what is no JSON, the rule below says so.
          place.resolved(document, full => plainJson(full) ?? full)
        : place.resolved(statements ?? [], full => policyText(permissionsPolicy(full as KnownStatement[])));
    const path = ["sessionPolicy"];
    return judged(
        text,
        known => [
            ...sessionPolicyTextProblems(known, path),
            // The tags of a role that exists are not known here.
            ...(role === undefined ? [] : policyReadsNoTags(known, tagNames(role.role.tags), path)),
        ],
        name,
    );
}

/**
 * Which of the fields an association has that AWS's provider cannot take away again: it leaves them out of the request, and
 * AWS keeps the old value. A change of this text makes the association anew.
 */
function clearableFields({ targetRoleArn, sessionPolicy }: DecidedAssociation): string {
    return [...(targetRoleArn ? ["targetRoleArn"] : []), ...(sessionPolicy ? ["policy"] : [])].join();
}

function resourcesOf(registered: RegisteredRole | undefined): pulumi.Resource[] {
    return registered === undefined ? [] : [registered.role, ...registered.policies];
}

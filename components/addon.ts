import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { addonVersion, stableJson } from "./registering/addonInputs";
import { ConflictResolution } from "./args/addon";
import type { EksAddon } from "./args/addon";
import { checkedAddon } from "./checks/addon";
import { locationOf, locationProblems } from "./checks/fit/location";
import { addonWarnings } from "./checks/fit/addonWarnings";
import { singleRoleWarnings } from "./checks/fit/warnings";
import { checked } from "./registering/checked";
import { giveWarnings } from "./registering/warningsGiven";
import type { AddonDecisions } from "./decisions/single";
import { regionOf } from "./decisions/stack";
import { describeCluster } from "./registering/cluster";
import type { DescribedCluster } from "./registering/cluster";
import { findRoleWith } from "./registering/existing";
import { handedOn } from "./registering/handedOn";
import { addonChange } from "./registering/changes";
import { addonHook, isInStack, roleHook } from "./registering/hooks";
import { newAddonAssociationsHook, propagated, propagationOf, watch } from "./registering/propagation";
import { explainRole } from "./registering/refusedRole";
import { Place } from "./registering/resolve";
import { registerRole, resourcesOf } from "./registering/roleResources";
import type { RoleOwner } from "./registering/roleResources";
import { roleArnOn } from "./registering/roleTrust";

/** Args of a `PodIdentityAddon`. */
export interface PodIdentityAddonArgs extends EksAddon {
    /** Name of the EKS cluster, at most 100 characters. It has to exist, or be an Output of a cluster in the same program. */
    readonly clusterName: pulumi.Input<string>;
    /** AWS Region of the cluster, such as `eu-west-1`. @default - the provider's Region */
    readonly region?: pulumi.Input<string>;
    /** Name of the add-on, such as `aws-ebs-csi-driver`. Changing it replaces the add-on. */
    readonly addonName: string;
    /**
     * Seconds that dependents of this component wait after the newest association of the add-on, 0–300; 0 turns the wait
     * off. Associations are eventually consistent, with a delay of several seconds that no API reports. A pod that is created
     * too early gets no credentials until it restarts. There is no wait in previews, on destroy, or if no association is
     * created, replaced or given another role.
     * https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html
     * @default 5
     */
    readonly propagationSeconds?: number;
}

/**
 * An EKS add-on, the Pod Identity associations that it owns, and the roles of its service accounts. An add-on cannot take
 * over an existing association: delete the association first.
 * https://docs.aws.amazon.com/eks/latest/userguide/add-ons-iam.html
 *
 * @example The Amazon EBS CSI driver with the managed policy of AWS
 * ```ts
 * import { PodIdentityAddon } from "eks-pod-identity";
 *
 * new PodIdentityAddon("ebs-csi", {
 *     clusterName: "dev",
 *     addonName: "aws-ebs-csi-driver",
 *     associations: { "ebs-csi-controller-sa": { role: { presets: { ebsCsiManaged: {} } } } },
 * });
 * ```
 * @example ExternalDNS in a fixed version, with configuration and an existing role
 * ```ts
 * import { PodIdentityAddon } from "eks-pod-identity";
 *
 * const externalDns = new PodIdentityAddon("external-dns", {
 *     clusterName: "dev",
 *     addonName: "external-dns",
 *     version: "v0.19.0-eksbuild.2",
 *     configuration: { domainFilters: ["example.com"] },
 *     associations: { "external-dns": { roleArn: "arn:aws:iam::111122223333:role/external-dns" } },
 * });
 *
 * export const externalDnsVersion = externalDns.addonVersion;
 * ```
 */
export class PodIdentityAddon extends pulumi.ComponentResource {
    /** ARN of the add-on. */
    public readonly addonArn: pulumi.Output<string>;
    /** Version of the add-on. */
    public readonly addonVersion: pulumi.Output<string>;
    /** ARN of each role, keyed by the name of the service account. Using this output also waits for the add-on. */
    public readonly roleArns: Record<string, pulumi.Output<string>>;

    /**
     * @throws pulumi.InputPropertiesError with every problem in `args`, before any resource is registered.
     */
    constructor(name: string, args: PodIdentityAddonArgs, opts?: pulumi.ComponentResourceOptions) {
        const decisions = checked(`PodIdentityAddon "${name}"`, checkedAddon(name, args));
        super(
            "eks-pod-identity:index:PodIdentityAddon",
            name,
            args,
            pulumi.mergeOptions(opts, addonChange(name, opts)),
        );
        giveWarnings(this, args, () => [
            ...decisions.addons.flatMap(addonWarnings),
            ...decisions.roles.flatMap(singleRoleWarnings),
        ]);
        const cluster = describeCluster(decisions.query, this, opts?.parent, found =>
            locationProblems(decisions, locationOf(found)),
        );
        const hasRoles = decisions.roles.length > 0 || !isInStack(opts);
        const roleOptions = { ...(hasRoles && roleHook(this, "addonRole", name, opts)), ...handedOn(opts) };
        const roles = rolesOf(decisions, { cluster, parent: this, options: roleOptions });
        const propagation = propagationOf(this, decisions.propagationSeconds, opts?.parent);
        const hooks = pulumi.mergeOptions(
            addonHook(name, opts, explainRole(cluster, findRoleWith(this))),
            newAddonAssociationsHook(name, opts, propagation),
        );
        const addon = new aws.eks.Addon(
            name,
            addonArgs(decisions, cluster, roles, this),
            pulumi.mergeOptions(
                {
                    parent: this,
                    // A cluster can have an add-on only once: the old one has to be deleted first.
                    deleteBeforeReplace: true,
                    dependsOn: roles.flatMap(({ resources }) => resources),
                    ...hooks,
                },
                handedOn(opts),
            ),
        );
        watch(addon, propagation);

        this.addonArn = addon.arn;
        this.addonVersion = addon.addonVersion;
        this.roleArns = Object.fromEntries(
            roles.map(({ serviceAccount, roleArn }) => [
                serviceAccount,
                pulumi.all([roleArn, addon.arn]).apply(([arn]) => arn),
            ]),
        );
        this.registerOutputs({
            addonArn: this.addonArn,
            addonVersion: this.addonVersion,
            roleArns: this.roleArns,
        });
    }

    /** The SDK awaits this before it registers dependents of the component. */
    protected override initialize(): Promise<void> {
        return propagated(this);
    }
}

interface AddonRole {
    readonly serviceAccount: string;
    readonly roleArn: pulumi.Input<string>;
    /** The role and its policies, if they are registered here. */
    readonly resources: readonly pulumi.Resource[];
}

/** Sorted by name, so that reordering the args changes nothing. */
function rolesOf({ addons }: AddonDecisions, owner: RoleOwner): AddonRole[] {
    return addons
        .flatMap(({ associations }) => associations)
        .sort((a, b) => (a.serviceAccount < b.serviceAccount ? -1 : 1))
        .map(({ serviceAccount, subject, role: decided, roleArn: given = "" }) => {
            if (decided === undefined) {
                const place = new Place(owner.cluster, subject);
                const roleArn = place.resolvedIn(given, (arn, known) => roleArnOn(known, arn));
                return { serviceAccount, roleArn, resources: [] };
            }
            const registered = registerRole(decided, owner);
            return { serviceAccount, roleArn: registered.role.arn, resources: resourcesOf(registered) };
        });
}

function addonArgs(
    decisions: AddonDecisions,
    cluster: pulumi.Output<DescribedCluster>,
    roles: readonly AddonRole[],
    parent: PodIdentityAddon,
): aws.eks.AddonArgs {
    const [{ addonName, addon, otherNamespace }] = decisions.addons;
    const { version, configuration, preserve, tags } = addon;
    return {
        addonName,
        clusterName: cluster.name,
        resolveConflictsOnCreate: addon.resolveConflictsOnCreate ?? ConflictResolution.None,
        resolveConflictsOnUpdate: addon.resolveConflictsOnUpdate ?? ConflictResolution.Preserve,
        ...regionOf(decisions),
        ...(version && { addonVersion: addonVersion(addonName, version, cluster, decisions.query.region, parent) }),
        ...(configuration && { configurationValues: stableJson(configuration) }),
        ...(otherNamespace && { namespaceConfig: { namespace: otherNamespace } }),
        ...(preserve && { preserve }),
        ...(roles.length > 0 && {
            podIdentityAssociations: roles.map(({ serviceAccount, roleArn }) => ({ serviceAccount, roleArn })),
        }),
        ...(tags &&
            Object.keys(tags).length > 0 && {
                tags: new Place(cluster).filled(tags),
            }),
    };
}

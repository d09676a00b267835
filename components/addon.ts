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
import type { Decisions } from "./decisions/stack";
import { describeCluster } from "./registering/cluster";
import type { DescribedCluster } from "./registering/cluster";
import { findRoleWith } from "./registering/existing";
import { handedOn } from "./registering/handedOn";
import { addonHook, roleHook } from "./registering/hooks";
import { newAddonAssociationsHook, propagated, propagationOf, watch } from "./registering/propagation";
import { explainRole } from "./registering/refusedRole";
import { Place } from "./registering/resolve";
import { registerRole } from "./registering/roleResources";
import type { RoleOwner } from "./registering/roleResources";
import { roleArnOn } from "./registering/roleTrust";

/** Args of a `PodIdentityAddon`. */
export interface PodIdentityAddonArgs extends EksAddon {
    /** Name of the EKS cluster. It has to exist, or be created by the same program and given as an Output. */
    readonly clusterName: pulumi.Input<string>;
    /** AWS Region of the cluster. @default - the provider's region */
    readonly region?: pulumi.Input<string>;
    /** Name of the add-on, such as `aws-ebs-csi-driver`. Changing it replaces the add-on. */
    readonly addonName: string;
    /**
     * How long a workload that depends on this component waits after the newest association that a deployment gives the add-on, in seconds, 0
     * to 300; 0 turns it off. Associations are eventually consistent: AWS speaks of several seconds, no API says when one has
     * arrived, and a pod that is created earlier gets no credentials until it is restarted. Nothing is waited for in previews,
     * on destroy, or where no association is created, replaced or given another role.
     * https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html @default 5
     */
    readonly propagationSeconds?: number;
}

/**
 * An EKS add-on with the Pod Identity associations that it owns, and the roles of its service accounts. AWS cannot hand an
 * existing association to an add-on: delete it first.
 * https://docs.aws.amazon.com/eks/latest/userguide/add-ons-iam.html
 */
export class PodIdentityAddon extends pulumi.ComponentResource {
    /** ARN of the add-on. */
    public readonly addonArn: pulumi.Output<string>;
    /** Version of the add-on. */
    public readonly addonVersion: pulumi.Output<string>;
    /** ARN of each service account's role, by the name of the service account. What uses one waits for the add-on too. */
    public readonly roleArns: Record<string, pulumi.Output<string>>;

    /**
     * @throws pulumi.InputPropertiesError with everything that is wrong with `args`, before anything is registered.
     */
    constructor(name: string, args: PodIdentityAddonArgs, opts?: pulumi.ComponentResourceOptions) {
        const decisions = checked(`PodIdentityAddon "${name}"`, checkedAddon(name, args));
        super("eks-pod-identity:index:PodIdentityAddon", name, args, opts);
        giveWarnings(this, args, () => [
            ...decisions.addons.flatMap(addonWarnings),
            ...decisions.roles.flatMap(singleRoleWarnings),
        ]);
        const cluster = describeCluster(args, this, opts?.parent, found =>
            locationProblems(decisions, locationOf(found)),
        );
        const roleOptions = { ...roleHook(this, "addonRole", name, opts), ...handedOn(opts) };
        const roles = rolesOf(decisions, { cluster, parent: this, options: roleOptions });
        const propagation = propagationOf(this, args.propagationSeconds, opts?.parent);
        const hooks = pulumi.mergeOptions(
            addonHook(name, opts, explainRole(cluster, findRoleWith(this))),
            newAddonAssociationsHook(name, opts, propagation),
        );
        const addon = new aws.eks.Addon(
            name,
            addonArgs(args, decisions, cluster, roles, this),
            pulumi.mergeOptions(
                { parent: this, dependsOn: roles.flatMap(({ resources }) => resources), ...hooks },
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

    /** The SDK awaits it before it registers what depends on the component. */
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

/** In the order of their names, so that the order in which they are written is no change. */
function rolesOf({ addons }: Decisions, owner: RoleOwner): AddonRole[] {
    return addons
        .flatMap(({ associations }) => associations)
        .sort((a, b) => (a.serviceAccount < b.serviceAccount ? -1 : 1))
        .map(({ serviceAccount, subject, role: decided, roleArn: given = "" }) => {
            if (decided === undefined) {
                const place = new Place(owner.cluster, subject);
                const roleArn = place.resolvedIn(given, (arn, known) => roleArnOn(known, arn));
                return { serviceAccount, roleArn, resources: [] };
            }
            const { role, policies } = registerRole(decided, owner);
            return { serviceAccount, roleArn: role.arn, resources: [role, ...policies] };
        });
}

function addonArgs(
    args: PodIdentityAddonArgs,
    { addons: [decided] }: Decisions,
    cluster: pulumi.Output<DescribedCluster>,
    roles: readonly AddonRole[],
    parent: PodIdentityAddon,
): aws.eks.AddonArgs {
    const { addonName, region, version, configuration, preserve, tags } = args;
    return {
        addonName,
        clusterName: cluster.name,
        resolveConflictsOnCreate: args.resolveConflictsOnCreate ?? ConflictResolution.None,
        resolveConflictsOnUpdate: args.resolveConflictsOnUpdate ?? ConflictResolution.Preserve,
        ...(region && { region }),
        ...(version && { addonVersion: addonVersion(addonName, version, cluster, region, parent) }),
        ...(configuration && { configurationValues: stableJson(configuration) }),
        ...(decided?.otherNamespace && { namespaceConfig: { namespace: decided.otherNamespace } }),
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

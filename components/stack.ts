import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { EksAddon } from "./args/addon";
import type { Agent } from "./args/agent";
import type { Association } from "./args/association";
import type { Defaults } from "./args/defaults";
import type { SharedRole } from "./args/role";
import { stackHints } from "./checks/fit/hints";
import { locationOf } from "./checks/fit/location";
import { problemText } from "./rules/problem";
import { checkedStack, clusterFits } from "./checks/stack";
import { stackWarnings } from "./checks/fit/warnings";
import { checked } from "./registering/checked";
import { describeCluster } from "./registering/cluster";
import { findRoleWith } from "./registering/existing";
import { stackChange } from "./registering/changes";
import { stackAddonHook } from "./registering/hooks";
import { logMessage } from "./registering/logs";
import { propagated, propagationOf } from "./registering/propagation";
import { explainRole } from "./registering/refusedRole";
import { giveWarnings } from "./registering/warningsGiven";
import { registerStack } from "./registering/stackResources";

/** Args of a `PodIdentityStack`. */
export interface PodIdentityStackArgs {
    /** Name of the EKS cluster, at most 100 characters. It has to exist, or be an Output of a cluster in the same program. */
    readonly clusterName: pulumi.Input<string>;
    /** AWS Region of the cluster, such as `eu-west-1`. @default - the provider's Region */
    readonly region?: pulumi.Input<string>;
    /** The EKS Pod Identity Agent. @default - installed, in the version that AWS chooses */
    readonly agent?: Agent;
    /**
     * Associations of service accounts with roles, at most 5,000, keyed by subject: `namespace/serviceAccount`. The key names
     * the association in outputs, messages and the state. @default - none
     */
    readonly associations?: Record<string, Association>;
    /**
     * Other EKS add-ons and the associations that they own, keyed by name:
     * `{ "aws-ebs-csi-driver": { associations: { … } } }`. A subject is either here or in `associations`. @default - none
     */
    readonly eksAddons?: Record<string, EksAddon>;
    /** Roles that associations share through `roleRef`. A role that no association uses is not created. @default - none */
    readonly roles?: Record<string, SharedRole>;
    /** Settings for roles and associations that do not set their own. @default - none */
    readonly defaults?: Defaults;
    /**
     * Seconds that dependents of this component wait after the newest association of a deployment, 0–300; 0 turns the wait
     * off. Associations are eventually consistent, with a delay of several seconds that no API reports. A pod that is created
     * too early gets no credentials until it restarts. There is no wait in previews, on destroy, or if no association is
     * created, replaced or given another role.
     * https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html
     * @default 5
     */
    readonly propagationSeconds?: number;
}

/**
 * EKS Pod Identity on one cluster: the agent, the IAM roles, and the associations of service accounts with roles. Dependents
 * of this component wait a few seconds, so that associations take effect first.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html
 *
 * @example A preset for a controller, and a role that two teams share
 * ```ts
 * import { PodIdentityStack } from "eks-pod-identity";
 *
 * const identity = new PodIdentityStack("identity", {
 *     clusterName: "dev",
 *     associations: {
 *         "external-dns/external-dns": {
 *             role: { presets: { externalDns: { hostedZoneArns: ["arn:aws:route53:::hostedzone/Z0123456789ABC"] } } },
 *         },
 *         "team-a/reader": { roleRef: "reader" },
 *         "team-b/reader": { roleRef: "reader" },
 *     },
 *     roles: {
 *         reader: { statements: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::reports-{cluster}/*"] }] },
 *     },
 * });
 *
 * export const readerArn = identity.roleArns["team-a/reader"];
 * ```
 * @example A cluster in EKS Auto Mode, with a role of another account as target
 * ```ts
 * import { PodIdentityStack } from "eks-pod-identity";
 *
 * new PodIdentityStack("identity", {
 *     clusterName: "auto",
 *     agent: { mode: "builtIn" },
 *     associations: {
 *         "shop/orders": {
 *             role: { name: "{cluster}-orders" },
 *             targetRoleArn: "arn:aws:iam::444455556666:role/pod-identity/orders",
 *         },
 *     },
 * });
 * ```
 * @example An EKS add-on that owns the association of its controller
 * ```ts
 * import { PodIdentityStack } from "eks-pod-identity";
 *
 * new PodIdentityStack("identity", {
 *     clusterName: "dev",
 *     eksAddons: {
 *         "aws-ebs-csi-driver": {
 *             associations: { "ebs-csi-controller-sa": { role: { presets: { ebsCsiManaged: {} } } } },
 *         },
 *     },
 * });
 * ```
 */
export class PodIdentityStack extends pulumi.ComponentResource {
    /** Name of the cluster. */
    public readonly clusterName: pulumi.Output<string>;
    /** ARN of the cluster. */
    public readonly clusterArn: pulumi.Output<string>;
    /** ARN of the agent's add-on. Empty if the agent is built in (EKS Auto Mode). */
    public readonly agentArn: pulumi.Output<string>;
    /** Version of the agent's add-on. Empty if the agent is built in (EKS Auto Mode). */
    public readonly agentVersion: pulumi.Output<string>;
    /** ARN of each subject's role, keyed by subject, add-ons included. Using this output also waits for the association. */
    public readonly roleArns: Record<string, pulumi.Output<string>>;
    /** ID of each subject's association, `a-…`, keyed by subject. */
    public readonly associationIds: Record<string, pulumi.Output<string>>;
    /** External ID that EKS sends to the target role, keyed by subject. Empty if EKS sends none. */
    public readonly externalIds: Record<string, pulumi.Output<string>>;

    /**
     * @throws pulumi.InputPropertiesError with every problem in `args`, before any resource is registered.
     */
    constructor(name: string, args: PodIdentityStackArgs, opts?: pulumi.ComponentResourceOptions) {
        const decisions = checked(`PodIdentityStack "${name}"`, checkedStack(name, args));
        const change = stackChange(name, opts);
        super(
            "eks-pod-identity:index:PodIdentityStack",
            name,
            args,
            pulumi.mergeOptions(opts, change.hooks && { hooks: change.hooks }),
        );
        giveWarnings(this, args, () => stackWarnings(decisions));
        for (const hint of stackHints(decisions)) {
            logMessage("info", problemText(hint), this);
        }
        const cluster = describeCluster(decisions.query, this, undefined, found =>
            clusterFits(decisions, locationOf(found)),
        );
        const propagation = propagationOf(this, decisions.propagationSeconds, opts?.parent);
        stackAddonHook(this, name, opts, explainRole(cluster, findRoleWith(this)));
        const context = { name, cluster, parent: this, opts, propagation, change };
        const { agent, associations, addonRoleArns } = registerStack(decisions, context);

        this.clusterName = cluster.name;
        this.clusterArn = cluster.arn;
        this.agentArn = agent.addonArn;
        this.agentVersion = agent.addonVersion;
        this.roleArns = { ...bySubject(associations, ({ roleArn }) => roleArn), ...addonRoleArns };
        this.associationIds = bySubject(associations, ({ associationId }) => associationId);
        this.externalIds = bySubject(associations, ({ externalId }) => externalId);
        this.registerOutputs({
            clusterName: this.clusterName,
            clusterArn: this.clusterArn,
            agentArn: this.agentArn,
            agentVersion: this.agentVersion,
            roleArns: this.roleArns,
            associationIds: this.associationIds,
            externalIds: this.externalIds,
        });
    }

    /** The SDK awaits this before it registers dependents of the component. */
    protected override initialize(): Promise<void> {
        return propagated(this);
    }
}

function bySubject<T>(
    associations: ReadonlyMap<string, aws.eks.PodIdentityAssociation>,
    pick: (association: aws.eks.PodIdentityAssociation) => T,
): Record<string, T> {
    return Object.fromEntries([...associations].map(([subject, association]) => [subject, pick(association)]));
}

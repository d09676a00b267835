import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { EksAddon } from "./args/addon";
import type { Agent } from "./args/agent";
import type { Association } from "./args/association";
import type { Defaults } from "./args/defaults";
import type { SharedRole } from "./args/role";
import { stackHints } from "./checks/fit/hints";
import { locationOf, locationProblems } from "./checks/fit/location";
import { problemText } from "./rules/problem";
import { checkedStack } from "./checks/stack";
import { stackWarnings } from "./checks/fit/warnings";
import { checked } from "./registering/checked";
import { describeCluster } from "./registering/cluster";
import { findRoleWith } from "./registering/existing";
import { stackAddonHook, stackChange } from "./registering/hooks";
import { logMessage } from "./registering/logs";
import { propagated, propagationOf } from "./registering/propagation";
import { explainRole } from "./registering/refusedRole";
import { giveWarnings } from "./registering/warningsGiven";
import { registerStack } from "./registering/stackResources";

/** Args of a `PodIdentityStack`. */
export interface PodIdentityStackArgs {
    /** Name of the EKS cluster. It has to exist, or be created by the same program and given as an Output. */
    readonly clusterName: pulumi.Input<string>;
    /** AWS Region of the cluster. @default - the provider's region */
    readonly region?: pulumi.Input<string>;
    /** The EKS Pod Identity Agent. @default - installed, at a version that AWS chooses once */
    readonly agent?: Agent;
    /**
     * Which service account gets which role. A key is the subject, `namespace/serviceAccount`; it names the association in
     * outputs, messages and the state. At most 5,000. @default - none
     */
    readonly associations?: Record<string, Association>;
    /**
     * Other EKS add-ons, by name, with the associations they own: `{ "aws-ebs-csi-driver": { associations: { … } } }`. A
     * subject is either here or in `associations`. @default - none
     */
    readonly eksAddons?: Record<string, EksAddon>;
    /** Roles that associations share through `roleRef`. One that none uses is not created. @default - none */
    readonly roles?: Record<string, SharedRole>;
    /** What roles and associations leave out. @default - none */
    readonly defaults?: Defaults;
    /**
     * How long a workload that depends on this component waits after the newest association of a deployment, in seconds, 0
     * to 300; 0 turns it off. Associations are eventually consistent: AWS speaks of several seconds, no API says when one has
     * arrived, and a pod that is created earlier gets no credentials until it is restarted. Nothing is waited for in previews,
     * on destroy, or where no association is created, replaced or given another role.
     * https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html @default 5
     */
    readonly propagationSeconds?: number;
}

/**
 * Everything EKS Pod Identity needs on one cluster: the agent, the IAM roles and the associations of service accounts with
 * roles. A workload that depends on this component is created once EKS has had time to pass its association on.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html
 */
export class PodIdentityStack extends pulumi.ComponentResource {
    /** Name of the cluster. */
    public readonly clusterName: pulumi.Output<string>;
    /** ARN of the cluster. */
    public readonly clusterArn: pulumi.Output<string>;
    /** ARN of the agent's add-on; empty where the agent is built in. */
    public readonly agentArn: pulumi.Output<string>;
    /** Version of the agent's add-on; empty where the agent is built in. */
    public readonly agentVersion: pulumi.Output<string>;
    /** ARN of each subject's role, those of add-ons included. What uses one waits for the subject's association too. */
    public readonly roleArns: Record<string, pulumi.Output<string>>;
    /** ID of each subject's association, `a-…`. */
    public readonly associationIds: Record<string, pulumi.Output<string>>;
    /** External ID of each subject's association, as EKS passes it to a target role; empty where it passes none. */
    public readonly externalIds: Record<string, pulumi.Output<string>>;

    /**
     * @throws pulumi.InputPropertiesError with everything that is wrong with `args`, before anything is registered.
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
        const cluster = describeCluster(args, this, undefined, found => locationProblems(decisions, locationOf(found)));
        const propagation = propagationOf(this, args.propagationSeconds, opts?.parent);
        stackAddonHook(this, name, opts, explainRole(cluster, findRoleWith(this)));
        const context = { name, cluster, region: args.region, parent: this, opts, propagation, change };
        const { agent, associations, addonRoleArns } = registerStack(decisions, args.agent, context);

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

    /** The SDK awaits it before it registers what depends on the component. */
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

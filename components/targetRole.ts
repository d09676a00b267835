import * as pulumi from "@pulumi/pulumi";
import { policyText } from "./access/policyDocument";
import { targetTrustPolicy } from "./access/targetTrust";
import type { TargetRole } from "./args/targetRole";
import { checkedTargetRole } from "./checks/targetRole";
import { fewerSources } from "./checks/fit/targetTrustLength";
import { singleRoleWarnings } from "./checks/fit/warnings";
import { targetRoleChange } from "./registering/changes";
import { checked } from "./registering/checked";
import { giveWarnings } from "./registering/warningsGiven";
import { handedOn } from "./registering/handedOn";
import { roleHook } from "./registering/hooks";
import { applied, Place } from "./registering/resolve";
import { registerResources } from "./registering/roleResources";
import { checkedTrust, knownCluster, roleArnOn } from "./registering/roleTrust";
import { subjectOf } from "./rules/subject";

/** Args of a `PodIdentityTargetRole`. */
export interface PodIdentityTargetRoleArgs extends TargetRole {}

/**
 * The role that an association's `targetRoleArn` names, usually in another account. It trusts the role of each source, for
 * the subject of that source only. Either side can be deployed first.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html
 *
 * @example A role in the data account, for a service account on a cluster in another account
 * ```ts
 * import * as aws from "@pulumi/aws";
 * import { PodIdentityTargetRole } from "eks-pod-identity";
 *
 * const dataAccount = new aws.Provider("data", { region: "eu-west-1", profile: "data" });
 *
 * new PodIdentityTargetRole(
 *     "orders",
 *     {
 *         name: "orders",
 *         sources: [
 *             {
 *                 cluster: "arn:aws:eks:eu-west-1:111122223333:cluster/dev",
 *                 subject: "shop/orders",
 *                 roleArn: "arn:aws:iam::111122223333:role/pod-identity/dev-orders",
 *             },
 *         ],
 *         statements: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::orders/*"] }],
 *     },
 *     { provider: dataAccount },
 * );
 * ```
 * @example A source whose association disables session tags
 * ```ts
 * import { PodIdentityTargetRole } from "eks-pod-identity";
 *
 * const reports = new PodIdentityTargetRole("reports", {
 *     name: "reports",
 *     sources: [
 *         {
 *             cluster: "arn:aws:eks:eu-west-1:111122223333:cluster/dev",
 *             subject: "shop/reports",
 *             roleArn: "arn:aws:iam::111122223333:role/pod-identity/dev-reports",
 *             disableSessionTags: true,
 *         },
 *     ],
 *     managedPolicies: ["AmazonS3ReadOnlyAccess"],
 * });
 *
 * export const targetRoleArn = reports.roleArn;
 * ```
 */
export class PodIdentityTargetRole extends pulumi.ComponentResource {
    /** ARN of the role, for the association's `targetRoleArn`. */
    public readonly roleArn: pulumi.Output<string>;
    /** Name of the role. */
    public readonly roleName: pulumi.Output<string>;

    /**
     * @throws pulumi.InputPropertiesError with every problem in `args`, before any resource is registered.
     */
    constructor(name: string, args: PodIdentityTargetRoleArgs, opts?: pulumi.ComponentResourceOptions) {
        const decided = checked(`PodIdentityTargetRole "${name}"`, checkedTargetRole(name, args));
        super(
            "eks-pod-identity:index:PodIdentityTargetRole",
            name,
            args,
            pulumi.mergeOptions(opts, targetRoleChange(name, opts)),
        );
        const child = { parent: this, ...roleHook(this, "targetRole", name, opts), ...handedOn(opts) };
        const sources = decided.sources.map(({ cluster, subject, roleArn, disableSessionTags = false }) =>
            applied(pulumi.all([cluster, roleArn]), ([clusterArn, sourceArn]) => {
                const identity = knownCluster(clusterArn);
                const known = { subject: subjectOf(subject), disableSessionTags };
                return { ...known, cluster: identity, roleArn: roleArnOn(identity, sourceArn) };
            }),
        );
        const known = pulumi.all(sources);
        const [first] = decided.sources;
        // All sources have the partition of the first cluster. The rest of it is used only if there is one source.
        const place = new Place(applied(pulumi.output(first?.cluster ?? ""), knownCluster), decided.subject);
        giveWarnings(this, args, () => singleRoleWarnings(decided));
        const { role } = registerResources(decided, place, {
            parent: this,
            child: () => child,
            trust: known.apply(every =>
                checkedTrust(name, policyText(targetTrustPolicy(every)), () => fewerSources, this),
            ),
            description: "Target role of EKS Pod Identity associations",
        });

        this.roleArn = role.arn;
        this.roleName = role.name;
        this.registerOutputs({ roleArn: this.roleArn, roleName: this.roleName });
    }
}

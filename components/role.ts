import * as pulumi from "@pulumi/pulumi";
import type { Role } from "./args/role";
import { locationOf, roleLocationProblems } from "./checks/fit/location";
import { singleRoleWarnings } from "./checks/fit/warnings";
import { checkedRole } from "./checks/role";
import { checked } from "./registering/checked";
import { handedOn } from "./registering/handedOn";
import { roleChange } from "./registering/changes";
import { roleHook } from "./registering/hooks";
import { applied, refuseProblems } from "./registering/resolve";
import { registerRole } from "./registering/roleResources";
import { knownCluster } from "./registering/roleTrust";
import { giveWarnings } from "./registering/warningsGiven";

/** Args of a `PodIdentityRole`. */
export interface PodIdentityRoleArgs extends Role {
    /** ARN of the EKS cluster whose pods use the role. */
    readonly clusterArn: pulumi.Input<string>;
    /** The subjects that use the role, each `namespace/serviceAccount`, at least one. The role trusts only these. */
    readonly subjects: string[];
    /**
     * Prefix of the physical name: 1–38 letters, digits and `+=,.@_-`, before a unique suffix. Ignored if `name` is set.
     * Changing it replaces the role. @default pod-identity-
     */
    readonly namePrefix?: string;
    /**
     * Whether the associations that use the role disable session tags. The scope of `trust` then has to be `account`, or
     * `cluster` with `sourceArn`. @default false
     */
    readonly disableSessionTags?: boolean;
    /** ARNs of the target roles that this role is allowed to assume for its associations. @default - none */
    readonly targetRoleArns?: pulumi.Input<string>[];
}

/**
 * An IAM role for pods. Through EKS Pod Identity, it trusts exactly its subjects on one cluster.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 *
 * @example One role for the same service account on a blue and a green cluster
 * ```ts
 * import { PodIdentityRole, PodIdentityStack } from "eks-pod-identity";
 *
 * const orders = new PodIdentityRole("orders", {
 *     clusterArn: "arn:aws:eks:eu-west-1:111122223333:cluster/blue",
 *     subjects: ["shop/orders"],
 *     trust: { clusters: ["arn:aws:eks:eu-west-1:111122223333:cluster/green"] },
 *     statements: [{ actions: ["sqs:ReceiveMessage"], resources: ["arn:aws:sqs:eu-west-1:111122223333:orders"] }],
 * });
 * for (const clusterName of ["blue", "green"]) {
 *     new PodIdentityStack(clusterName, { clusterName, associations: { "shop/orders": { roleArn: orders.roleArn } } });
 * }
 * ```
 * @example A role with a managed policy of the same program, for a cluster of the same program
 * ```ts
 * import * as aws from "@pulumi/aws";
 * import { PodIdentityRole } from "eks-pod-identity";
 *
 * export function ordersRole(cluster: aws.eks.Cluster, queueReader: aws.iam.Policy): PodIdentityRole {
 *     return new PodIdentityRole("orders", {
 *         clusterArn: cluster.arn,
 *         subjects: ["shop/orders"],
 *         managedPolicyArns: { queueReader: queueReader.arn },
 *     });
 * }
 * ```
 */
export class PodIdentityRole extends pulumi.ComponentResource {
    /** ARN of the role. To also wait for its policies, depend on the component. */
    public readonly roleArn: pulumi.Output<string>;
    /** Name of the role. */
    public readonly roleName: pulumi.Output<string>;

    /**
     * @throws pulumi.InputPropertiesError with every problem in `args`, before any resource is registered.
     */
    constructor(name: string, args: PodIdentityRoleArgs, opts?: pulumi.ComponentResourceOptions) {
        const decided = checked(`PodIdentityRole "${name}"`, checkedRole(name, args));
        super("eks-pod-identity:index:PodIdentityRole", name, args, pulumi.mergeOptions(opts, roleChange(name, opts)));
        giveWarnings(this, args, () => singleRoleWarnings(decided));
        const cluster = applied(pulumi.output(args.clusterArn), arn => {
            const found = knownCluster(arn);
            refuseProblems(roleLocationProblems(decided, locationOf(found)));
            return found;
        });
        const { role } = registerRole(decided, {
            cluster,
            parent: this,
            options: { ...roleHook(this, "role", name, opts), ...handedOn(opts) },
        });

        this.roleArn = role.arn;
        this.roleName = role.name;
        this.registerOutputs({ roleArn: this.roleArn, roleName: this.roleName });
    }
}

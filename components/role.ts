import * as pulumi from "@pulumi/pulumi";
import type { Role } from "./args/role";
import { locationOf, roleLocationProblems } from "./checks/fit/location";
import { singleRoleWarnings } from "./checks/fit/warnings";
import { checkedRole } from "./checks/role";
import { checked } from "./registering/checked";
import { handedOn } from "./registering/handedOn";
import { roleHook } from "./registering/hooks";
import { applied, refuseProblems } from "./registering/resolve";
import { registerRole } from "./registering/roleResources";
import { knownCluster } from "./registering/roleTrust";
import { giveWarnings } from "./registering/warningsGiven";

/** Args of a `PodIdentityRole`. */
export interface PodIdentityRoleArgs extends Role {
    /** ARN of the EKS cluster whose pods use the role. */
    readonly clusterArn: pulumi.Input<string>;
    /** The subjects that use the role, each `namespace/serviceAccount`. At least one; the role trusts these and nobody else. */
    readonly subjects: string[];
    /**
     * Beginning of the physical name, at most 38 characters; AWS's provider adds a unique suffix. It has no effect where
     * `name` is given. Changing it replaces the role. @default pod-identity-
     */
    readonly namePrefix?: string;
    /**
     * The associations that use the role disable session tags; its trust then has to be `account`, or `cluster` with
     * `sourceArn`. @default false
     */
    readonly disableSessionTags?: boolean;
    /** ARNs of the roles that associations of this role name as their target: it may assume these. @default - none */
    readonly targetRoleArns?: pulumi.Input<string>[];
}

/**
 * An IAM role for pods: trusted for exactly its subjects on one cluster, through EKS Pod Identity.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 */
export class PodIdentityRole extends pulumi.ComponentResource {
    /** ARN of the role. To wait for its policies too, depend on the component. */
    public readonly roleArn: pulumi.Output<string>;
    /** Name of the role. */
    public readonly roleName: pulumi.Output<string>;

    /**
     * @throws pulumi.InputPropertiesError with everything that is wrong with `args`, before anything is registered.
     */
    constructor(name: string, args: PodIdentityRoleArgs, opts?: pulumi.ComponentResourceOptions) {
        const decided = checked(`PodIdentityRole "${name}"`, checkedRole(name, args));
        super("eks-pod-identity:index:PodIdentityRole", name, args, opts);
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

import * as pulumi from "@pulumi/pulumi";
import type { Role } from "./args/role";
import { locationOf, roleLocationProblems } from "./checks/fit/location";
import { checked, problemText } from "./rules/problem";
import { roleComponentProblems } from "./checks/role";
import { roleWarningsToGive } from "./checks/fit/warnings";
import { roleHook } from "./registering/hooks";
import { applied, mustHold } from "./registering/validated";
import { logMessage } from "./registering/logs";
import { handedOn } from "./registering/handedOn";
import { registerRole } from "./registering/roleResources";
import { knownCluster } from "./registering/roleTrust";
import { subjectOf } from "./rules/subject";

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
        super(
            "eks-pod-identity:index:PodIdentityRole",
            name,
            checked(`PodIdentityRole "${name}"`, args, roleComponentProblems),
            opts,
        );
        const { subjects } = args;
        const [subject] = subjects.length === 1 ? subjects.map(subjectOf) : [];
        for (const warning of roleWarningsToGive(args, subject)) {
            logMessage("warn", problemText(warning), this);
        }
        const cluster = applied(pulumi.output(args.clusterArn), arn => {
            const found = knownCluster(arn);
            mustHold(roleLocationProblems(args, subject, locationOf(found)));
            return found;
        });
        const { role } = registerRole(name, args, {
            cluster,
            parent: this,
            options: { ...roleHook(this, "role", name, opts), ...handedOn(opts) },
        });

        this.roleArn = role.arn;
        this.roleName = role.name;
        this.registerOutputs({ roleArn: this.roleArn, roleName: this.roleName });
    }
}

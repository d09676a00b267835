import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ClusterIdentity } from "./rules/arn";
import type { Role } from "./args/role";
import { locationOf, roleLocationProblems } from "./checks/fit/location";
import { checked, problemText } from "./rules/problem";
import { roleComponentProblems } from "./checks/role";
import { isAbsent } from "./rules/shapes";
import { roleWarningsToGive } from "./checks/fit/warnings";
import { roleWithDefaults } from "./decisions/defaults";
import { warnOfOtherPath } from "./registering/existingRole";
import { roleHook } from "./registering/hooks";
import { applied, mustHold } from "./registering/validated";
import { withLocatedPolicies } from "./registering/locatedRole";
import { logMessage } from "./registering/logs";
import { registerPolicies } from "./registering/rolePolicies";
import { roleSettings } from "./registering/roleSettings";
import { assumeRolePolicy, knownCluster } from "./registering/roleTrust";
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
        const child = {
            parent: this,
            ...roleHook(this, "role", name, opts),
            ...(opts?.dependsOn && { dependsOn: opts.dependsOn }),
        };
        const subjects = args.subjects.map(subjectOf);
        const subject = subjects.length === 1 ? subjects[0] : undefined;
        const cluster = applied(pulumi.output(args.clusterArn), arn => {
            const found = knownCluster(arn);
            mustHold(roleLocationProblems(args, subject, locationOf(found)));
            return found;
        });
        const place = { cluster, subject };
        const given = withLocatedPolicies(name, roleWithDefaults(args, undefined), place);
        for (const warning of roleWarningsToGive(args, place.subject)) {
            logMessage("warn", problemText(warning), this);
        }

        const role = new aws.iam.Role(
            name,
            {
                assumeRolePolicy: assumeRolePolicy(name, { ...given, subjects }, place, this),
                ...roleSettings(
                    name,
                    given,
                    place,
                    cluster.apply(known => defaultDescription(args.subjects, known)),
                ),
            },
            child,
        );
        if (isAbsent(given.irsa)) {
            // With IRSA a missing path is a warning whatever exists.
            warnOfOtherPath(name, given, place, this);
        }
        registerPolicies(name, role, given, place, child);

        this.roleArn = role.arn;
        this.roleName = role.name;
        this.registerOutputs({ roleArn: this.roleArn, roleName: this.roleName });
    }
}

function defaultDescription(subjects: readonly string[], { name }: ClusterIdentity): string {
    const who = subjects.length === 1 ? subjects.join() : `${String(subjects.length)} service accounts`;
    return `For ${who} on the EKS cluster ${name}, through EKS Pod Identity`;
}

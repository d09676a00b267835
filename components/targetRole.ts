import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyText } from "./access/policyDocument";
import { targetTrustPolicy } from "./access/targetTrust";
import type { TargetRole } from "./args/targetRole";
import { checked, problemText } from "./rules/problem";
import { targetRoleProblems } from "./checks/targetRole";
import { roleWarningsToGive } from "./checks/fit/warnings";
import { roleWithDefaults } from "./decisions/defaults";
import { warnOfOtherPath } from "./registering/existingRole";
import { handedOn } from "./registering/handedOn";
import { roleHook } from "./registering/hooks";
import { applied } from "./registering/validated";
import { logMessage } from "./registering/logs";
import { registerPolicies } from "./registering/rolePolicies";
import { roleSettings } from "./registering/roleSettings";
import { judgedTrust, knownCluster, roleArnOn } from "./registering/roleTrust";
import { subjectOf } from "./rules/subject";

/** Args of a `PodIdentityTargetRole`. */
export interface PodIdentityTargetRoleArgs extends TargetRole {}

/**
 * The role at the other end of an association's `targetRoleArn`, usually in another account: trusted for the role of each
 * source, for that source's subject only. Nothing in it refers back to the association, so either side may be made first.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html
 */
export class PodIdentityTargetRole extends pulumi.ComponentResource {
    /** ARN of the role: what the association names as `targetRoleArn`. */
    public readonly roleArn: pulumi.Output<string>;
    /** Name of the role. */
    public readonly roleName: pulumi.Output<string>;

    /**
     * @throws pulumi.InputPropertiesError with everything that is wrong with `args`, before anything is registered.
     */
    constructor(name: string, args: PodIdentityTargetRoleArgs, opts?: pulumi.ComponentResourceOptions) {
        super(
            "eks-pod-identity:index:PodIdentityTargetRole",
            name,
            checked(`PodIdentityTargetRole "${name}"`, args, targetRoleProblems),
            opts,
        );
        const child = { parent: this, ...roleHook(this, "targetRole", name, opts), ...handedOn(opts) };
        const sources = args.sources.map(({ cluster, subject, roleArn, disableSessionTags = false }) =>
            applied(pulumi.all([cluster, roleArn]), ([clusterArn, sourceArn]) => {
                const identity = knownCluster(clusterArn);
                const known = { subject: subjectOf(subject), disableSessionTags };
                return { ...known, cluster: identity, roleArn: roleArnOn(identity, sourceArn) };
            }),
        );
        const known = pulumi.all(sources);
        const given = roleWithDefaults(args, undefined);
        const [only, ...others] = args.sources;
        const place = {
            // The first cluster tells the partition, which all have in common; the rest is used where it is the only one.
            cluster: applied(pulumi.output(only?.cluster ?? ""), knownCluster),
            subject: only !== undefined && others.length === 0 ? subjectOf(only.subject) : undefined,
        };
        for (const warning of roleWarningsToGive(args, place.subject)) {
            logMessage("warn", problemText(warning), this);
        }
        const role = new aws.iam.Role(
            name,
            {
                assumeRolePolicy: known.apply(every =>
                    judgedTrust(
                        name,
                        policyText(targetTrustPolicy(every)),
                        () => "give the sources several target roles",
                        this,
                    ),
                ),
                ...roleSettings(name, given, place, "Target role of EKS Pod Identity associations"),
            },
            child,
        );
        warnOfOtherPath(name, given, place, this);
        registerPolicies(name, role, given, place, () => child);

        this.roleArn = role.arn;
        this.roleName = role.name;
        this.registerOutputs({ roleArn: this.roleArn, roleName: this.roleName });
    }
}

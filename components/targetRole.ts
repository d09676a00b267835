import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyText } from "./access/policyDocument";
import { targetTrustPolicy } from "./access/targetTrust";
import type { TargetRole } from "./args/targetRole";
import { checkedTargetRole } from "./checks/targetRole";
import { singleRoleWarnings } from "./checks/fit/warnings";
import { checked } from "./registering/checked";
import { giveWarnings } from "./registering/warningsGiven";
import { warnOfOtherPath } from "./registering/existingRole";
import { handedOn } from "./registering/handedOn";
import { roleHook } from "./registering/hooks";
import { applied, Place } from "./registering/resolve";
import { registerPolicies } from "./registering/rolePolicies";
import { roleSettings } from "./registering/roleSettings";
import { checkedTrust, knownCluster, roleArnOn } from "./registering/roleTrust";
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
        const decided = checked(`PodIdentityTargetRole "${name}"`, checkedTargetRole(name, args));
        super("eks-pod-identity:index:PodIdentityTargetRole", name, args, opts);
        const child = { parent: this, ...roleHook(this, "targetRole", name, opts), ...handedOn(opts) };
        const sources = args.sources.map(({ cluster, subject, roleArn, disableSessionTags = false }) =>
            applied(pulumi.all([cluster, roleArn]), ([clusterArn, sourceArn]) => {
                const identity = knownCluster(clusterArn);
                const known = { subject: subjectOf(subject), disableSessionTags };
                return { ...known, cluster: identity, roleArn: roleArnOn(identity, sourceArn) };
            }),
        );
        const known = pulumi.all(sources);
        const [first] = args.sources;
        // The first cluster tells the partition, which all have in common; the rest is used where it is the only one.
        const place = new Place(applied(pulumi.output(first?.cluster ?? ""), knownCluster), decided.subject);
        giveWarnings(this, args, () => singleRoleWarnings(decided));
        const role = new aws.iam.Role(
            name,
            {
                assumeRolePolicy: known.apply(every =>
                    checkedTrust(
                        name,
                        policyText(targetTrustPolicy(every)),
                        () => "give the sources several target roles",
                        this,
                    ),
                ),
                ...roleSettings(decided, place, "Target role of EKS Pod Identity associations"),
            },
            child,
        );
        warnOfOtherPath(name, decided.role, place, this);
        registerPolicies(role, decided, place, () => child);

        this.roleArn = role.arn;
        this.roleName = role.name;
        this.registerOutputs({ roleArn: this.roleArn, roleName: this.roleName });
    }
}

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { clusterIdentity } from "./access/arn";
import type { ClusterIdentity } from "./access/arn";
import { managedPolicyArn } from "./access/managedPolicies";
import { placeholderValues, resolvePlaceholders } from "./access/placeholders";
import { permissionsPolicy } from "./access/permissions";
import type { KnownStatement } from "./access/permissions";
import { policyText } from "./access/policyDocument";
import { trustPolicy } from "./access/trust";
import type { Role } from "./args/role";
import { checked, problemText } from "./checks/problem";
import type { Problem } from "./checks/problem";
import { resolvedNameProblems, roleComponentProblems } from "./checks/role";
import { trustLengthProblems, trustLengthWarnings } from "./checks/trust";
import { userError } from "./errors";
import { commonNamePrefix, inlinePolicyName, managedPolicyArnName, managedPolicyKey, managedPolicyName } from "./names";
import { presetAttachments, presetRegistrations } from "./presets/registrations";
import { resolved } from "./resolve";
import type { Place } from "./resolve";
import { subjectOf } from "./subject";

/** Path of the roles made here: the permission to deploy can be confined to `role/pod-identity/*`. */
const defaultPath = "/pod-identity/";

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
        const child = { parent: this, ...(opts?.dependsOn && { dependsOn: opts.dependsOn }) };
        const subjects = args.subjects.map(subjectOf);
        const cluster = pulumi.output(args.clusterArn).apply(knownCluster);
        const place = { cluster, subject: subjects.length === 1 ? subjects[0] : undefined };

        const role = new aws.iam.Role(
            name,
            {
                assumeRolePolicy: cluster.apply(identity => {
                    const trust = policyText(trustPolicy(subjects, identity));
                    for (const warning of trustLengthWarnings(trust, name)) {
                        void pulumi.log.warn(problemText(warning), this);
                    }
                    return accepted(trust, trustLengthProblems(trust, name));
                }),
                ...settings(name, args, place),
            },
            child,
        );
        attachPolicies(name, role, args, place, child);

        this.roleArn = role.arn;
        this.roleName = role.name;
        this.registerOutputs({ roleArn: this.roleArn, roleName: this.roleName });
    }
}

function settings(name: string, args: PodIdentityRoleArgs, place: Place): Partial<aws.iam.RoleArgs> {
    const { path = defaultPath, permissionsBoundary, maxSessionDuration, tags } = args;
    return {
        ...(args.name === undefined
            ? { namePrefix: args.namePrefix ?? commonNamePrefix }
            : { name: resolved(args.name, place, full => accepted(full, resolvedNameProblems(full, name))) }),
        path: resolved(path, place, full => full),
        description:
            args.description === undefined
                ? place.cluster.apply(cluster => defaultDescription(args.subjects, cluster))
                : resolved(args.description, place, full => full),
        ...(permissionsBoundary && { permissionsBoundary: resolved(permissionsBoundary, place, arn => arn) }),
        ...(maxSessionDuration && { maxSessionDuration }),
        ...(tags && Object.keys(tags).length > 0 && { tags: resolved(tags, place, full => full) }),
    };
}

/** The policies are resources of their own, in state under names that say which policy it is. */
function attachPolicies(
    name: string,
    role: aws.iam.Role,
    args: PodIdentityRoleArgs,
    place: Place,
    child: pulumi.CustomResourceOptions,
): void {
    const attach = (logicalName: string, policyArn: pulumi.Input<string>): aws.iam.RolePolicyAttachment =>
        new aws.iam.RolePolicyAttachment(logicalName, { role: role.name, policyArn }, child);
    const embed = (policyName: string, policy: pulumi.Input<string>): aws.iam.RolePolicy =>
        new aws.iam.RolePolicy(
            inlinePolicyName(name, policyName),
            { name: policyName, role: role.name, policy },
            child,
        );

    const presets = args.presets ?? {};
    for (const policy of eachOnce([...(args.managedPolicies ?? []), ...presetAttachments(presets)])) {
        attach(
            managedPolicyName(name, policy),
            place.cluster.apply(cluster =>
                managedPolicyArn(
                    resolvePlaceholders(policy, placeholderValues(cluster, place.subject)),
                    cluster.partition,
                ),
            ),
        );
    }
    for (const [key, arn] of Object.entries(args.managedPolicyArns ?? {})) {
        attach(
            managedPolicyArnName(name, key),
            resolved(arn, place, full => full),
        );
    }
    if (args.statements && args.statements.length > 0) {
        embed(
            "statements",
            resolved(args.statements, place, full => policyText(permissionsPolicy(full as KnownStatement[]))),
        );
    }
    for (const { policyName, policy } of presetRegistrations(presets, place)) {
        embed(policyName, policy);
    }
    if (args.document !== undefined) {
        embed(
            "document",
            resolved(args.document, place, full => full),
        );
    }
}

/** A policy that a preset needs and the user names too is attached once, whatever its spelling. */
function eachOnce(policies: readonly string[]): readonly string[] {
    return [...new Map(policies.map(policy => [managedPolicyKey(policy), policy])).values()];
}

function knownCluster(arn: string): ClusterIdentity {
    const identity = clusterIdentity(arn);
    if (identity === undefined) {
        throw userError(`"${arn}" is not the ARN of an EKS cluster.`);
    }
    return identity;
}

function defaultDescription(subjects: readonly string[], { name }: ClusterIdentity): string {
    const who = subjects.length === 1 ? subjects.join() : `${String(subjects.length)} service accounts`;
    return `For ${who} on the EKS cluster ${name}, through EKS Pod Identity`;
}

/** A value that can be judged only once its placeholders are filled in. */
function accepted(value: string, problems: readonly Problem[]): string {
    if (problems.length > 0) {
        throw userError(...problems.map(problemText));
    }
    return value;
}

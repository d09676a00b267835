/** The trust policy of a role, as text for AWS. */
import type * as pulumi from "@pulumi/pulumi";
import { arnParts, clusterIdentity } from "../rules/arn";
import type { ClusterIdentity } from "../rules/arn";
import { answered } from "./answers";
import { irsaStatement } from "../access/irsa";
import { trustMaximum, trustQuota } from "../access/trust";
import type { TrustStatement } from "../args/trust";
import type { DecidedRole } from "../decisions/roles";
import { clusterArnIsLegal, roleArnIsLegal, roleIsOnClusterOf } from "../rules/awsRules";
import { problemTextIn } from "../rules/problem";
import { ruleProblems } from "../rules/checkRule";
import { oidcProviderIsLegal } from "../checks/shape/trust";
import {
    otherStatement,
    shorterTrust,
    trustLengthProblems,
    trustLengthWarnings,
    trustPolicyText,
} from "../checks/fit/trustLength";
import type { Trust as TrustParts } from "../checks/fit/trustLength";
import { trustStatements } from "../checks/shape/trustStatement";
import { userError } from "./errors";
import { logMessage } from "./logs";
import { refuseProblems } from "./resolve";
import type { Place } from "./resolve";

/** The trust policy of a role. Warnings are logged for `role`. */
export function assumeRolePolicy(decided: DecidedRole, place: Place, role: pulumi.Resource): pulumi.Output<string> {
    const { name, role: args } = decided;
    // In a stack file, `null` is the same as a missing key.
    const [clusters, statements] = [args.trust?.clusters ?? [], args.trust?.statements ?? []];
    const oidcProviderArn = args.irsa?.oidcProviderArn;
    const isPlain = clusters.length === 0 && statements.length === 0 && oidcProviderArn === undefined;
    return isPlain
        ? place.cluster.apply(cluster => podTrust(name, trustParts(decided, [cluster], [], undefined), role))
        : place.resolvedIn({ clusters, statements, oidcProviderArn }, (known, cluster) =>
              podTrust(
                  name,
                  trustParts(
                      decided,
                      [cluster, ...known.clusters.map(knownCluster)],
                      known.statements as unknown as readonly TrustStatement[],
                      known.oidcProviderArn,
                  ),
                  role,
              ),
          );
}

function podTrust(name: string, parts: TrustParts, role: pulumi.Resource): string {
    return checkedTrust(name, trustPolicyText(parts), limit => shorterTrust(parts, limit), role);
}

/** The cluster of an ARN, or an error for the user. */
export function knownCluster(arn: string): ClusterIdentity {
    const identity = clusterIdentity(arn);
    if (identity === undefined) {
        refuseProblems(clusterArnIsLegal(arn, ["clusterArn"]));
        throw userError("clusterArn is not the ARN of an EKS cluster.");
    }
    return identity;
}

/** The ARN of one role. An Output with a wildcard, or without a role, is an error for the user. */
export function knownRoleArn(arn: string): string {
    // A mock of a role made here may have none.
    refuseProblems(roleArnIsLegal(answered("aws:iam/role:Role", { arn }).arn, []));
    return arn;
}

/** The same for the role of an association, which EKS accepts only from the cluster's account. */
export function roleArnOn(cluster: ClusterIdentity, arn: string): string {
    refuseProblems(roleIsOnClusterOf(knownRoleArn(arn), cluster, []));
    return arn;
}

function trustParts(
    { users, role: { trust }, disableSessionTags }: DecidedRole,
    clusters: readonly [ClusterIdentity, ...ClusterIdentity[]],
    statements: readonly TrustStatement[],
    oidcProviderArn: string | undefined,
): TrustParts {
    const [{ account, partition }] = clusters;
    const foreign = clusters.find(cluster => cluster.account !== account || cluster.partition !== partition);
    if (foreign !== undefined) {
        throw userError(
            `trust.clusters: "${foreign.arn}" is not in the account ${account} (${partition}) of the role: only clusters of this account can use it.`,
        );
    }
    const { scope, organization = false, sourceArn = false } = trust ?? {};
    const terms = {
        subjects: users.flatMap(({ subject }) => subject ?? []),
        clusters,
        ...(scope && { scope }),
        sessionTags: !disableSessionTags,
        organization,
        sourceArn,
    };
    const provider = oidcProviderArn === undefined ? undefined : knownProvider(oidcProviderArn, clusters[0]);
    return {
        terms,
        irsaOf: admitted => (provider === undefined ? [] : [irsaStatement(admitted, provider)]),
        statements: knownStatements(statements).map(otherStatement),
    };
}

/** An OIDC provider serves only roles of its own account. An Output can be another ARN. */
function knownProvider(oidcProviderArn: string, { account, partition }: ClusterIdentity): string {
    refuseProblems(oidcProviderIsLegal(oidcProviderArn, ["irsa", "oidcProviderArn"]));
    const provider = arnParts(oidcProviderArn);
    if (provider?.account !== account || provider.partition !== partition) {
        throw userError(
            `irsa.oidcProviderArn: "${oidcProviderArn}" is not in the account ${account} (${partition}) of the role: IRSA requires the OIDC provider of the role's account.`,
        );
    }
    return oidcProviderArn;
}

/** Checks principals and conditions that were Outputs, like all others before. */
function knownStatements(statements: readonly TrustStatement[]): readonly TrustStatement[] {
    refuseProblems(ruleProblems(trustStatements, statements, ["trust", "statements"]));
    return statements;
}

/**
 * Checks the length, which is known as soon as the clusters are. `advice` makes a policy shorter than a limit, and is
 * called only if it is too long. Warnings are logged for `role`.
 */
export function checkedTrust(
    name: string,
    text: string,
    advice: (limit: number) => string,
    role: pulumi.Resource,
): string {
    if (text.length > trustMaximum) {
        refuseProblems(trustLengthProblems(text.length, [], advice(trustMaximum)), name);
    } else if (text.length > trustQuota) {
        for (const warning of trustLengthWarnings(text.length, [], advice(trustQuota))) {
            logMessage("warn", problemTextIn(name, warning), role);
        }
    }
    return text;
}

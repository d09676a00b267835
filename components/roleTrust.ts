/** Who may use a role, as the text that AWS gets. */
import * as pulumi from "@pulumi/pulumi";
import { clusterIdentity } from "./access/arn";
import type { ClusterIdentity } from "./access/arn";
import { irsaStatement } from "./access/irsa";
import { policyDocument, policyText } from "./access/policyDocument";
import type { Statement } from "./access/policyDocument";
import { trustPolicy } from "./access/trust";
import type { Irsa, Trust, TrustStatement } from "./args/trust";
import { roleArnIsLegal } from "./checks/awsRules";
import { problemText } from "./checks/problem";
import { trustLengthProblems, trustLengthWarnings } from "./checks/trust";
import { userError } from "./errors";
import { resolvedIn } from "./resolve";
import type { Place } from "./resolve";
import type { Subject } from "./subject";

export interface RoleTrust {
    readonly subjects: readonly Subject[];
    readonly trust?: Trust | undefined;
    readonly irsa?: Irsa | undefined;
    readonly disableSessionTags?: boolean | undefined;
}

/** The trust policy of a role; `role` is where warnings go. */
export function assumeRolePolicy(
    name: string,
    args: RoleTrust,
    place: Place,
    role: pulumi.Resource,
): pulumi.Output<string> {
    // `null` in a stack file stands for nothing, as a missing key does.
    const [clusters, statements] = [args.trust?.clusters ?? [], args.trust?.statements ?? []];
    const oidcProviderArn = args.irsa?.oidcProviderArn;
    const isPlain = clusters.length === 0 && statements.length === 0 && oidcProviderArn === undefined;
    return isPlain
        ? place.cluster.apply(cluster => judged(name, trustText(args, [cluster], [], undefined), role))
        : resolvedIn({ clusters, statements, oidcProviderArn }, place, (known, cluster) =>
              judged(
                  name,
                  trustText(
                      args,
                      [cluster, ...known.clusters.map(knownCluster)],
                      known.statements as unknown as readonly TrustStatement[],
                      known.oidcProviderArn,
                  ),
                  role,
              ),
          );
}

/** The cluster an ARN names, or an error that the user reads. */
export function knownCluster(arn: string): ClusterIdentity {
    const identity = clusterIdentity(arn);
    if (identity === undefined) {
        throw userError(`"${arn}" is not the ARN of an EKS cluster.`);
    }
    return identity;
}

/** The ARN of one role, or an error that the user reads: one with a wildcard in it, or none, was an Output until now. */
export function knownRoleArn(arn: string): string {
    const problems = roleArnIsLegal(arn, "");
    if (problems.length > 0) {
        throw userError(...problems.map(problemText));
    }
    return arn;
}

function trustText(
    { subjects, trust, disableSessionTags = false }: RoleTrust,
    clusters: readonly [ClusterIdentity, ...ClusterIdentity[]],
    statements: readonly TrustStatement[],
    oidcProviderArn: string | undefined,
): string {
    const foreign = clusters.find(({ account }) => account !== clusters[0].account);
    if (foreign !== undefined) {
        throw userError(
            `trust.clusters: "${foreign.arn}" is not in the account ${clusters[0].account} of the role, where alone it can be used.`,
        );
    }
    const { scope, organization = false, sourceArn = false } = trust ?? {};
    const pods = trustPolicy({
        subjects,
        clusters,
        ...(scope && { scope }),
        sessionTags: !disableSessionTags,
        organization,
        sourceArn,
    });
    return policyText(
        policyDocument([
            ...pods.Statement,
            ...(oidcProviderArn === undefined ? [] : [irsaStatement(subjects, oidcProviderArn)]),
            ...statements.map(otherStatement),
        ]),
    );
}

function otherStatement({ sid, effect, principals, actions, conditions }: TrustStatement): Statement {
    return {
        ...(sid && { Sid: sid }),
        Effect: effect ?? "Allow",
        Principal: principals as Record<string, string[]>,
        Action: actions as string[],
        ...(conditions && { Condition: conditions as NonNullable<Statement["Condition"]> }),
    };
}

/** Its length is known only now that the cluster is. */
function judged(name: string, text: string, role: pulumi.Resource): string {
    for (const warning of trustLengthWarnings(text.length, name)) {
        void pulumi.log.warn(problemText(warning), role);
    }
    const problems = trustLengthProblems(text.length, name);
    if (problems.length > 0) {
        throw userError(...problems.map(problemText));
    }
    return text;
}

import type { TrustScope } from "../args/trust";
import type { Subject } from "../rules/subject";
import type { ClusterIdentity } from "../rules/arn";
import { policyDocument, policyText } from "./policyDocument";
import type { PolicyDocument, Statement } from "./policyDocument";
import { productsOf } from "./products";

/** The service principal of EKS Pod Identity, the same in every partition. */
export const podIdentityPrincipal = "pods.eks.amazonaws.com";

/** Both are required: without `sts:TagSession`, EKS refuses the association. */
export const podIdentityActions = ["sts:AssumeRole", "sts:TagSession"] as const;

/** IAM quotas on a trust policy in characters, without white space: the default, and the maximum after an increase. */
export const trustQuota = 2_048;
export const trustMaximum = 8_192;

/** The settings that decide who may use a role. */
export interface TrustTerms {
    readonly subjects: readonly Subject[];
    /** The role's clusters, all in one account. The first is its own cluster. */
    readonly clusters: readonly [ClusterIdentity, ...ClusterIdentity[]];
    readonly scope?: TrustScope;
    /**
     * Whether sessions have the tags of EKS. Without tags, only the account, or the cluster by its ARN, can be
     * distinguished.
     */
    readonly sessionTags?: boolean;
    readonly organization?: boolean;
    readonly sourceArn?: boolean;
}

/**
 * The trust policy that lets exactly `subjects` use a role, unless the scope is wider. It has one statement per
 * subject, never lists whose combinations would admit other subjects. If it exceeds the default quota, subjects are
 * grouped, but only into combinations that are all subjects. Statements are in subject order, so that the text is
 * stable. `others` come last.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 */
export function trustPolicy(terms: TrustTerms, others: readonly Statement[] = []): PolicyDocument {
    const policy = (compact: boolean): PolicyDocument =>
        policyDocument([...scopeKeys(terms, compact).map(keys => podStatement(keys, terms)), ...others]);
    const oneEach = policy(false);
    return policyText(oneEach).length <= trustQuota ? oneEach : policy(true);
}

type Keys = Readonly<Record<string, string | readonly string[]>>;

const clusterTag = "aws:RequestTag/eks-cluster-arn";
const namespaceTag = "aws:RequestTag/kubernetes-namespace";
const serviceAccountTag = "aws:RequestTag/kubernetes-service-account";

/** The tags that each statement requires. */
function scopeKeys(
    { subjects, clusters, scope = "subject", sessionTags = true }: TrustTerms,
    compact: boolean,
): Keys[] {
    if (!sessionTags || scope === "account") {
        return [{}];
    }
    const cluster = { [clusterTag]: oneOrMore(clusters.map(({ arn }) => arn)) };
    switch (scope) {
        case "cluster":
            return [cluster];
        case "namespace":
            return [{ ...cluster, [namespaceTag]: oneOrMore(sorted(subjects.map(({ namespace }) => namespace))) }];
        case "subject":
            return productsOf(subjects, compact).map(({ namespaces, serviceAccounts }) => ({
                ...cluster,
                [namespaceTag]: oneOrMore(namespaces),
                [serviceAccountTag]: oneOrMore(serviceAccounts),
            }));
    }
}

function podStatement(
    keys: Keys,
    { clusters, sessionTags = true, organization = false, sourceArn = false }: TrustTerms,
): Statement {
    const equals: Keys = {
        "aws:SourceAccount": clusters[0].account,
        ...(sourceArn && { "aws:SourceArn": oneOrMore(clusters.map(({ arn }) => arn)) }),
        // EKS sends the organization of the cluster's account.
        ...(organization && { "aws:SourceOrgID": "${aws:ResourceOrgId}" }),
        ...keys,
    };
    return {
        Effect: "Allow",
        Principal: { Service: podIdentityPrincipal },
        Action: podIdentityActions,
        // The statement that requires no tags must not admit tagged sessions of other subjects.
        Condition: { StringEquals: equals, ...(!sessionTags && { Null: { [clusterTag]: "true" } }) },
    };
}

function oneOrMore(values: readonly string[]): string | readonly string[] {
    const [first, ...rest] = sorted(values);
    return rest.length === 0 && first !== undefined ? first : sorted(values);
}

/** Sorted by code unit, without duplicates: the order must not depend on the locale of the machine. */
function sorted(values: readonly string[]): readonly string[] {
    return [...new Set(values)].sort();
}

import type { Subject } from "../rules/subject";
import { arnParts } from "../rules/arn";
import type { ClusterIdentity } from "../rules/arn";
import { policyDocument } from "./policyDocument";
import type { PolicyDocument, Statement } from "./policyDocument";
import { podIdentityActions } from "./trust";

/** An association whose pods get the credentials of the target role. */
export interface KnownSource {
    readonly cluster: ClusterIdentity;
    readonly subject: Subject;
    /** Role of the association. It may not exist yet. */
    readonly roleArn: string;
    readonly disableSessionTags: boolean;
}

/**
 * The trust policy of a target role: the role of each source, for the subject of that source only. IAM does not look up
 * ARNs in conditions, so the source role can be created later. The principal is its account, which exists.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html
 */
export function targetTrustPolicy(sources: readonly KnownSource[]): PolicyDocument {
    return policyDocument(sources.flatMap(source => (source.disableSessionTags ? untagged(source) : tagged(source))));
}

function tagged({ cluster, subject, roleArn }: KnownSource): Statement[] {
    return [
        {
            Effect: "Allow",
            Principal: { AWS: accountRoot(roleArn) },
            Action: podIdentityActions,
            Condition: {
                StringEquals: {
                    "aws:RequestTag/eks-cluster-arn": cluster.arn,
                    "aws:RequestTag/kubernetes-namespace": subject.namespace,
                    "aws:RequestTag/kubernetes-service-account": subject.serviceAccount,
                },
                ArnEquals: { "aws:PrincipalArn": roleArn },
            },
        },
    ];
}

/** Without session tags, EKS sends an external ID that identifies the subject. */
function untagged(source: KnownSource): Statement[] {
    const principal = { Effect: "Allow" as const, Principal: { AWS: accountRoot(source.roleArn) } };
    const fromRole = { ArnEquals: { "aws:PrincipalArn": source.roleArn } };
    return [
        {
            ...principal,
            Action: ["sts:AssumeRole"],
            Condition: { StringEquals: { "sts:ExternalId": externalId(source.cluster, source.subject) }, ...fromRole },
        },
        { ...principal, Action: ["sts:TagSession"], Condition: fromRole },
    ];
}

/** `region/account/cluster/namespace/service-account`, the documented format of AWS. */
export function externalId({ region, account, name }: ClusterIdentity, { namespace, serviceAccount }: Subject): string {
    return [region, account, name, namespace, serviceAccount].join("/");
}

function accountRoot(roleArn: string): string {
    const { partition = "aws", account = "" } = arnParts(roleArn) ?? {};
    return `arn:${partition}:iam::${account}:root`;
}

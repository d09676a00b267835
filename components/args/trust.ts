import type * as pulumi from "@pulumi/pulumi";
import type { Effect } from "./statement";

/** Which pods may use a role. Every scope except `subject` admits pods that are not listed. */
export const TrustScope = {
    /** Exactly the subjects that use the role. */
    Subject: "subject",
    /** Every service account in the namespaces of the subjects, on the role's clusters. */
    Namespace: "namespace",
    /** Every service account on the role's clusters. */
    Cluster: "cluster",
    /** Every service account on every EKS cluster in the account. */
    Account: "account",
} as const;
export type TrustScope = (typeof TrustScope)[keyof typeof TrustScope];

/**
 * Who else may use a role, besides the subjects that use it on this cluster.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 */
export interface Trust {
    /**
     * Which pods the role trusts: `subject`, `namespace`, `cluster` or `account`. `namespace` trusts every service account in
     * the namespaces of the subjects, `cluster` every one on the cluster, `account` every one on every cluster in the account.
     * A pod also needs an association: anyone who can create associations can give these pods the role. @default subject
     */
    readonly scope?: TrustScope;
    /**
     * ARNs of more clusters in the same account whose pods the role trusts on the same terms. For a blue/green upgrade, or for
     * one role on several clusters. @default - this cluster only
     */
    readonly clusters?: pulumi.Input<string>[];
    /**
     * Whether the cluster's account also has to be in the role's AWS organization (`aws:SourceOrgID`).
     * https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
     * @default false
     */
    readonly organization?: boolean;
    /**
     * Whether requests also have to come from one of the clusters (`aws:SourceArn`). AWS does not document this key for EKS
     * Pod Identity. Without session tags it is the only way to distinguish clusters. @default false
     */
    readonly sourceArn?: boolean;
    /** More statements, for principals other than pods. @default - none */
    readonly statements?: TrustStatement[];
}

/**
 * One statement of a trust policy, for principals other than pods.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export interface TrustStatement {
    /** Statement ID: letters and digits only, unique in the policy. @default - none */
    readonly sid?: string;
    /** `Allow` or `Deny`. @default Allow */
    readonly effect?: Effect;
    /** Kind → principals, such as `{ AWS: ["arn:aws:iam::111122223333:role/deploy"] }`. Kinds are AWS, Service and Federated. */
    readonly principals: Record<string, pulumi.Input<string>[]>;
    /** Actions of STS, such as `sts:AssumeRole`, at least one. */
    readonly actions: pulumi.Input<string>[];
    /** Operator → condition key → values. All keys must match; of the values of one key, any. @default - no condition */
    readonly conditions?: Record<string, Record<string, pulumi.Input<string>[]>>;
}

/**
 * Also trusts the same subjects through IAM roles for service accounts (IRSA), while their pods migrate.
 * https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
 */
export interface Irsa {
    /** ARN of the cluster's IAM OIDC provider, `arn:aws:iam::111122223333:oidc-provider/oidc.eks.…/id/…`. */
    readonly oidcProviderArn: pulumi.Input<string>;
}

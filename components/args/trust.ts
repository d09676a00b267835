import type * as pulumi from "@pulumi/pulumi";
import type { Effect } from "./statement";

/** Who may use a role, of the pods of its account. Everything beyond `subject` lets in pods that nobody named. */
export const TrustScope = {
    /** Exactly the subjects that use the role. */
    Subject: "subject",
    /** Every service account in the namespaces of the subjects, on the role's clusters. */
    Namespace: "namespace",
    /** Every service account on the role's clusters. */
    Cluster: "cluster",
    /** Every service account on every EKS cluster of the account. */
    Account: "account",
} as const;
export type TrustScope = (typeof TrustScope)[keyof typeof TrustScope];

/**
 * Who may use a role, where that is not exactly the subjects that use it on this cluster.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 */
export interface Trust {
    /**
     * `subject`, `namespace`, `cluster` or `account`: what a pod has to have in common with a subject of the role. `namespace`
     * opens the role to every service account in those namespaces, `cluster` to every one on the cluster, `account` to every
     * one on every cluster of the account. An association to the role is still needed, so this is what whoever may create
     * associations could give away. @default subject
     */
    readonly scope?: TrustScope;
    /**
     * ARNs of further clusters, in the same account, whose pods may use the role under the same terms: the other side of a
     * blue/green upgrade, or one role for several clusters. @default - this cluster only
     */
    readonly clusters?: pulumi.Input<string>[];
    /**
     * Demands besides that the cluster's account is in the role's AWS organization (`aws:SourceOrgID`).
     * https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
     * @default false
     */
    readonly organization?: boolean;
    /**
     * Demands besides that the request comes from one of the clusters, by `aws:SourceArn`. AWS does not document this key
     * for EKS Pod Identity; it is the only way to tell clusters apart where session tags are off. @default false
     */
    readonly sourceArn?: boolean;
    /** Further statements, for principals that are no pods. @default - none */
    readonly statements?: TrustStatement[];
}

/** One statement of a trust policy, for somebody else than pods. */
export interface TrustStatement {
    /** An identifier, letters and digits only. @default - none */
    readonly sid?: string;
    /** `Allow` or `Deny`. @default Allow */
    readonly effect?: Effect;
    /** Kind → principals, such as `{ AWS: ["arn:aws:iam::111122223333:role/deploy"] }`; kinds are AWS, Service, Federated. */
    readonly principals: Record<string, pulumi.Input<string>[]>;
    /** Actions such as `sts:AssumeRole`, at least one. */
    readonly actions: pulumi.Input<string>[];
    /** Operator → condition key → values; all must hold. @default - no condition */
    readonly conditions?: Record<string, Record<string, pulumi.Input<string>[]>>;
}

/**
 * Lets the same subjects use the role through IAM roles for service accounts (IRSA) as well, while their pods move over.
 * https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
 */
export interface Irsa {
    /** ARN of the cluster's IAM OIDC provider, `arn:aws:iam::111122223333:oidc-provider/oidc.eks.…/id/…`. */
    readonly oidcProviderArn: pulumi.Input<string>;
}

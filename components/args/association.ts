import type * as pulumi from "@pulumi/pulumi";
import type { Role } from "./role";

/**
 * What one service account of the cluster gets. Its role is named in exactly one way: `role`, `roleRef` or `roleArn`.
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_CreatePodIdentityAssociation.html
 */
export interface Association {
    /** A new role, trusted for this subject on this cluster only. */
    readonly role?: Role;
    /** The key of one of `roles`; its trust then covers this subject too. */
    readonly roleRef?: string;
    /** ARN of a role that exists, in the cluster's account. Its trust is its owner's business. */
    readonly roleArn?: pulumi.Input<string>;
    /** Tags of the association, at most 50. @default - no tags */
    readonly tags?: Record<string, pulumi.Input<string>>;
}

import type * as pulumi from "@pulumi/pulumi";
import type { Role } from "./role";
import type { SessionPolicy } from "./sessionPolicy";

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
    /**
     * ARN of a role, usually in another account, that the pod gets the credentials of: EKS uses the role of the association
     * to assume it. The role of the association is given permission for exactly this one; it needs a `name`, so that the
     * other account can trust it before it exists.
     * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html
     * @default - the pod gets the credentials of the role itself
     */
    readonly targetRoleArn?: pulumi.Input<string>;
    /**
     * Leaves out the session tags (cluster, namespace, service account, pod) that trust and ABAC rest on. The role then has
     * to say the wider trust that remains: `trust: { scope: account }`, or `{ scope: cluster, sourceArn: true }`.
     * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
     * @default false
     */
    readonly disableSessionTags?: boolean;
    /** Narrows what this association's sessions may do. It needs `disableSessionTags`. @default - the role's permissions */
    readonly sessionPolicy?: SessionPolicy;
    /** Tags of the association, at most 50. @default - no tags */
    readonly tags?: Record<string, pulumi.Input<string>>;
}

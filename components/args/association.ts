import type * as pulumi from "@pulumi/pulumi";
import type { Role } from "./role";
import type { SessionPolicy } from "./sessionPolicy";

/**
 * The role and the session settings of one service account: exactly one of `role`, `roleRef` and `roleArn`.
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_CreatePodIdentityAssociation.html
 */
export interface Association {
    /** A new role, trusted for this subject on this cluster only. @default - none */
    readonly role?: Role;
    /** Key of one of the stack's `roles`. Its trust then includes this subject. @default - none */
    readonly roleRef?: string;
    /** ARN of an existing role, in the cluster's account. Its trust is not changed. @default - none */
    readonly roleArn?: pulumi.Input<string>;
    /**
     * ARN of a target role, usually in another account. EKS uses the role of the association to assume it, and the pod gets
     * its credentials. The role of the association is allowed to assume exactly this role. If it is created
     * here, it needs a `name`, so that the target role can trust it before it exists.
     * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html
     * @default - the pod gets the credentials of the association's role
     */
    readonly targetRoleArn?: pulumi.Input<string>;
    /**
     * Whether sessions have no session tags (cluster, namespace, service account, pod). Trust policies and ABAC rely on these
     * tags, so a role created here also needs `trust: { scope: account }`, or `trust: { scope: cluster, sourceArn: true }`.
     * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
     * @default false
     */
    readonly disableSessionTags?: boolean;
    /** Restricts the permissions of this association's sessions. Requires `disableSessionTags`. @default - the role's permissions */
    readonly sessionPolicy?: SessionPolicy;
    /** Tags of the association, at most 50. @default - no tags */
    readonly tags?: Record<string, pulumi.Input<string>>;
}

import type * as pulumi from "@pulumi/pulumi";
import type { Role } from "./role";

/**
 * How EKS resolves conflicts between the fields of an add-on and those in the cluster.
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_UpdateAddon.html
 */
export const ConflictResolution = {
    /** Fails if there are conflicts. */
    None: "NONE",
    /** Overwrites the cluster's values with those of the add-on. */
    Overwrite: "OVERWRITE",
    /** Keeps the cluster's values. For updates only. */
    Preserve: "PRESERVE",
} as const;
export type ConflictResolution = (typeof ConflictResolution)[keyof typeof ConflictResolution];

/**
 * An EKS add-on and the Pod Identity associations that it owns. EKS creates and deletes them with the add-on.
 * https://docs.aws.amazon.com/eks/latest/userguide/add-ons-iam.html
 */
export interface EksAddon {
    /**
     * Version of the add-on, such as `v1.44.0-eksbuild.1`. `latest` is looked up at every deployment, so any deployment can
     * update the add-on. @default - AWS chooses one at installation, and it stays
     */
    readonly version?: pulumi.Input<string>;
    /**
     * Configuration of the add-on. The schema depends on the version: `aws eks describe-addon-configuration`. If you remove
     * it, AWS keeps the last one; `{}` resets it. @default - the add-on's own
     */
    readonly configuration?: Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- free form; `unknown` has no schema type
    /**
     * If the installation finds fields with other values in the cluster: `NONE` keeps them, and the installation can fail;
     * `OVERWRITE` replaces them. @default NONE
     */
    readonly resolveConflictsOnCreate?: ConflictResolution;
    /**
     * If an update finds fields that were changed in the cluster: `PRESERVE` keeps them, `OVERWRITE` replaces them, and `NONE`
     * keeps them, but the update can fail. @default PRESERVE
     */
    readonly resolveConflictsOnUpdate?: ConflictResolution;
    /** Whether the add-on's software keeps running in the cluster after the add-on is deleted. @default false */
    readonly preserve?: pulumi.Input<boolean>;
    /**
     * Namespace of the add-on and of its service accounts, at most 63 characters. Required for associations of an add-on
     * whose namespace this package does not know. Changing it replaces the add-on. @default - the add-on's own
     */
    readonly namespace?: string;
    /** Roles of the add-on's service accounts, keyed by the name of the service account. @default - none */
    readonly associations?: Record<string, AddonAssociation>;
    /** Tags of the add-on, at most 50. @default - no tags */
    readonly tags?: Record<string, pulumi.Input<string>>;
}

/**
 * The role of one service account of an add-on: exactly one of `role`, `roleRef` and `roleArn`. Add-on associations support
 * only a role: no tags, target role or session policy.
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_AddonPodIdentityAssociations.html
 */
export interface AddonAssociation {
    /** A new role, trusted for this service account on this cluster only. @default - none */
    readonly role?: Role;
    /** Key of one of the stack's `roles`. Its trust then includes this service account. @default - none */
    readonly roleRef?: string;
    /** ARN of an existing role, in the cluster's account. Its trust is not changed. @default - none */
    readonly roleArn?: pulumi.Input<string>;
}

import type * as pulumi from "@pulumi/pulumi";
import type { Role } from "./role";

/** What an update of an add-on does with fields that somebody changed in the cluster. */
export const ConflictResolution = {
    /** Fails where there are conflicts. */
    None: "NONE",
    /** Takes the add-on's values. */
    Overwrite: "OVERWRITE",
    /** Keeps the cluster's values; for updates only. */
    Preserve: "PRESERVE",
} as const;
export type ConflictResolution = (typeof ConflictResolution)[keyof typeof ConflictResolution];

/**
 * An EKS add-on and the Pod Identity associations it owns: they come and go with it.
 * https://docs.aws.amazon.com/eks/latest/userguide/add-ons-iam.html
 */
export interface EksAddon {
    /** Version of the add-on, such as `v1.44.0-eksbuild.1`. Unset, AWS chooses once; `latest` is looked up and floats. @default - chosen once by AWS */
    readonly version?: pulumi.Input<string>;
    /** Configuration of the add-on; what it may hold is the schema of the version. @default - the add-on's own */
    readonly configuration?: Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- free form; `unknown` has no schema type
    /** What installing does with what is in the cluster already: `NONE` or `OVERWRITE`. @default NONE */
    readonly resolveConflictsOnCreate?: ConflictResolution;
    /** What an update does with what somebody changed in the cluster: `NONE`, `OVERWRITE` or `PRESERVE`. @default PRESERVE */
    readonly resolveConflictsOnUpdate?: ConflictResolution;
    /** Keep what the add-on runs when it is deleted. @default false */
    readonly preserve?: pulumi.Input<boolean>;
    /**
     * Namespace of the add-on and of its service accounts. Changing it replaces the add-on. It has to be given for add-ons
     * whose namespace is not known here. @default - the add-on's own
     */
    readonly namespace?: string;
    /** Roles of the add-on's service accounts, by the name of the service account. @default - none */
    readonly associations?: Record<string, AddonAssociation>;
    /** Tags of the add-on, at most 50. @default - no tags */
    readonly tags?: Record<string, pulumi.Input<string>>;
}

/** What one service account of an add-on gets. Its role is named in exactly one way. AWS knows no more of these associations. */
export interface AddonAssociation {
    /** A new role, trusted for this service account on this cluster only. */
    readonly role?: Role;
    /** The key of one of the `roles` of the stack. */
    readonly roleRef?: string;
    /** ARN of a role that exists, in the cluster's account. */
    readonly roleArn?: pulumi.Input<string>;
}

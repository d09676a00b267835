import type * as pulumi from "@pulumi/pulumi";
import type { Presets } from "../presets/presets";
import type { PolicyStatement } from "./statement";
import type { Irsa, Trust } from "./trust";

/** Settings of a role created here, apart from its permissions. */
export interface RoleSettings {
    /**
     * Physical name of the role: 1–64 letters, digits and `+=,.@_-`, unique in the account regardless of case. Placeholders
     * such as `{namespace}` are replaced. Set a name only if something outside the program needs it in advance. The name can
     * be taken. A replacement deletes the role before it creates the new one: pods have no access in between.
     * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
     * @default - a unique suffix after the subject (`shop-orders-`) or the `namePrefix` of a shared role (`pod-identity-`)
     */
    readonly name?: pulumi.Input<string>;
    /**
     * Path of the role, at most 512 characters, beginning and ending with `/`. Changing it replaces the role.
     * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-friendly-names
     * @default /pod-identity/
     */
    readonly path?: pulumi.Input<string>;
    /** Description of the role, at most 1,000 characters of Latin-1. @default - names the subjects and the cluster */
    readonly description?: pulumi.Input<string>;
    /**
     * ARN of the managed policy that sets the maximum permissions of the role.
     * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
     * @default - no boundary
     */
    readonly permissionsBoundary?: pulumi.Input<string>;
    /** Maximum session duration in seconds, 3,600–43,200. @default 3600 */
    readonly maxSessionDuration?: pulumi.Input<number>;
    /** Tags of the role, at most 50. They override tags with the same key in `defaults`. @default - no tags */
    readonly tags?: Record<string, pulumi.Input<string>>;
    /**
     * Whether the role has only the policies declared here. They are attached, and all others removed, before an association
     * gets the role. Otherwise Pulumi removes policies last. Policies that your own program attaches are removed too: declare
     * them in `managedPolicyArns`, or set `false`. It grants nothing, so it is allowed in `defaults`. For the shared roles of
     * a stack the default is `true`.
     * @default false
     */
    readonly exclusive?: boolean;
}

/** Permissions of a role created here. All kinds are optional and can be combined. */
export interface RolePermissions {
    /** Statements of an inline policy named `statements`. @default - none */
    readonly statements?: PolicyStatement[];
    /**
     * Permissions of common controllers, keyed by preset: `{ externalDns: { hostedZoneArns: […] } }`. Each preset becomes
     * inline policies named `preset-<key>`, or attachments of managed policies. @default - none
     */
    readonly presets?: Presets;
    /**
     * A policy as JSON text, for an inline policy named `document`. Placeholders such as `{cluster}` are replaced; IAM's own
     * variables, `${aws:…}`, are not.
     * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
     * @default - none
     */
    readonly document?: pulumi.Input<string>;
    /**
     * Managed policies: the name of an AWS managed policy (`AmazonS3ReadOnlyAccess`), or the ARN of any managed policy. The
     * path and partition of a name are looked up. They name the attachments, so they must be known when the program runs.
     * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
     * @default - none
     */
    readonly managedPolicies?: string[];
    /**
     * ARNs of managed policies that are known only at deployment, such as those that the same program creates. Choose a key
     * for each, at most 128 characters: the key names the attachment, so that reordering replaces nothing. A policy cannot
     * change its key in one deployment: remove it first. @default - none
     */
    readonly managedPolicyArns?: Record<string, pulumi.Input<string>>;
}

/** A role created here. It trusts exactly the subjects that use it. */
export interface Role extends RoleSettings, RolePermissions {
    /** Who else may use the role, besides its subjects on this cluster. @default - only its subjects */
    readonly trust?: Trust;
    /** Also trusts the same subjects through IRSA, during a migration. Remove it to end the migration. @default - no IRSA */
    readonly irsa?: Irsa;
}

/** A role that several associations use through `roleRef`. Its key in `roles` is its name. */
export interface SharedRole extends Role {
    /**
     * Prefix of the physical name: 1–38 letters, digits and `+=,.@_-`, before a unique suffix. It identifies the role in
     * CloudTrail. It does not depend on the key, so that renaming the role replaces nothing. Ignored if `name` is set.
     * Changing it replaces the role. @default pod-identity-
     */
    readonly namePrefix?: string;
    /** Former keys of this role. With them, renaming the role replaces nothing. @default - none */
    readonly formerly?: string[];
    /**
     * Whether the role has only the policies declared here. They are attached, and all others removed, before an association
     * gets the role. A subject that joins never gets a permission that the same deployment removes. Policies that your own
     * program attaches are removed too: declare them in `managedPolicyArns`, or set `false`.
     * @default true
     */
    readonly exclusive?: boolean;
}

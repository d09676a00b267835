import type * as pulumi from "@pulumi/pulumi";
import type { Presets } from "../presets/presets";
import type { PolicyStatement } from "./statement";
import type { Irsa, Trust } from "./trust";

/** What a role created here is called and carries, apart from its permissions. */
export interface RoleSettings {
    /**
     * Physical name of the role: 1–64 letters, digits and `+=,.@_-`, unique in the account whatever the case. Placeholders
     * such as `{namespace}` are filled in. A name of your own can collide with another role and cannot be replaced without
     * a gap, so give one only where something outside must know it beforehand.
     * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
     * @default - the subject, `shop-orders-`, or the `namePrefix` of a shared role, `pod-identity-`, and a unique suffix
     */
    readonly name?: pulumi.Input<string>;
    /**
     * Path of the role, beginning and ending with `/`, at most 512 characters. Changing it replaces the role.
     * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-friendly-names
     * @default /pod-identity/
     */
    readonly path?: pulumi.Input<string>;
    /** Description of the role, at most 1,000 characters. @default - says which subjects and which cluster it is for */
    readonly description?: pulumi.Input<string>;
    /**
     * ARN of the managed policy that bounds what the role may ever do.
     * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
     * @default - no boundary
     */
    readonly permissionsBoundary?: pulumi.Input<string>;
    /** Longest session, in seconds, 3,600–43,200. @default 3600 */
    readonly maxSessionDuration?: pulumi.Input<number>;
    /** Tags of the role, at most 50. A tag of the same key in `defaults` gives way. @default - no tags */
    readonly tags?: Record<string, pulumi.Input<string>>;
    /**
     * Only the policies declared here stay on the role. They are attached, and all others removed, before an association
     * gets the role; without it Pulumi removes policies last. A policy that your own program attaches is removed too:
     * declare it in `managedPolicyArns`, or write `false`. It grants nothing, so `defaults` may have it. The shared roles
     * of a stack have it unless they, or `defaults`, say `false`.
     * @default false
     */
    readonly exclusive?: boolean;
}

/** What a role created here may do. Each kind is optional; they add up. */
export interface RolePermissions {
    /** Typed statements; they become one inline policy named `statements`. @default - none */
    readonly statements?: PolicyStatement[];
    /**
     * What common controllers need, by the key of the preset: `{ externalDns: { hostedZoneArns: […] } }`. Each becomes
     * inline policies named `preset-<key>`, or attachments of managed policies. The subject stays the association's key.
     * @default - none
     */
    readonly presets?: Presets;
    /**
     * A policy document as JSON text; it becomes an inline policy named `document`. Placeholders such as `{cluster}` are
     * filled in, IAM's own `${aws:…}` pass untouched.
     * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
     * @default - none
     */
    readonly document?: pulumi.Input<string>;
    /**
     * Managed policies: the name of an AWS managed policy (`AmazonS3ReadOnlyAccess`; its path and the partition are found)
     * or the ARN of any managed policy. They name the attachments, so they must be known when the program runs.
     * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
     * @default - none
     */
    readonly managedPolicies?: string[];
    /**
     * Managed policies whose ARN is known only at deployment, such as one that the same program creates, each under a key
     * of your choice: the key names the attachment, so that reordering replaces nothing. @default - none
     */
    readonly managedPolicyArns?: Record<string, pulumi.Input<string>>;
}

/** A role that is created here: trusted for exactly the subjects that use it, with these permissions. */
export interface Role extends RoleSettings, RolePermissions {
    /** Who may use the role besides its subjects on this cluster. @default - nobody */
    readonly trust?: Trust;
    /** Also trusts the same subjects through IRSA, during a migration. Taking it out ends the migration. @default - no IRSA */
    readonly irsa?: Irsa;
}

/** A role that several associations use through `roleRef`. Its key in `roles` is its name. */
export interface SharedRole extends Role {
    /**
     * Beginning of the physical name, 1–38 letters, digits and `+=,.@_-`; AWS's provider adds a unique suffix. It says in
     * CloudTrail which role it is. It is not derived from the key, so that renaming the role replaces nothing. It has no effect
     * where `name` is given. Changing it replaces the role. @default pod-identity-
     */
    readonly namePrefix?: string;
    /** Keys this role had before: renaming it then replaces nothing. @default - none */
    readonly formerly?: string[];
    /**
     * Only the policies declared here stay on the role. They are attached, and all others removed, before an association
     * gets the role: a subject that joins gets nothing that the same deployment removes. A policy that your own program
     * attaches is removed too: declare it in `managedPolicyArns`, or write `false`.
     * @default true
     */
    readonly exclusive?: boolean;
}

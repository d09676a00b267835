import type * as pulumi from "@pulumi/pulumi";

/** Whether a statement grants or forbids. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_effect.html */
export const Effect = {
    /** Grants what the statement names. */
    Allow: "Allow",
    /** Forbids what the statement names, whatever else allows it. */
    Deny: "Deny",
} as const;
export type Effect = (typeof Effect)[keyof typeof Effect];

/**
 * One statement of a permissions policy. Lists are always lists, so that the shape is the same in every language.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html
 */
export interface PolicyStatement {
    /** An identifier, letters and digits only, unique in the policy. @default - none */
    readonly sid?: string;
    /** `Allow` or `Deny`. @default Allow */
    readonly effect?: Effect;
    /** Actions such as `s3:GetObject`; `*` and `?` match. Exactly one of `actions` and `notActions`, with at least one entry. */
    readonly actions?: pulumi.Input<string>[];
    /** Every action but these. With `Allow` this grants far more than it names. */
    readonly notActions?: pulumi.Input<string>[];
    /** ARNs, or `*`. Exactly one of `resources` and `notResources`, with at least one entry. Placeholders such as `{cluster}` are filled in. */
    readonly resources?: pulumi.Input<string>[];
    /** Every resource but these. */
    readonly notResources?: pulumi.Input<string>[];
    /**
     * Operator → condition key → values, for example `{ StringEquals: { "aws:PrincipalTag/kubernetes-namespace": ["shop"] } }`.
     * All must hold; of the values of one key, one. Booleans and numbers are written as text.
     * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
     * @default - no condition
     */
    readonly conditions?: Record<string, Record<string, pulumi.Input<string>[]>>;
}

import type * as pulumi from "@pulumi/pulumi";

/**
 * Whether a statement allows or denies access.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_effect.html
 */
export const Effect = {
    /** Allows the actions of the statement. */
    Allow: "Allow",
    /** Denies the actions of the statement. An explicit deny overrides every allow. */
    Deny: "Deny",
} as const;
export type Effect = (typeof Effect)[keyof typeof Effect];

/**
 * One statement of a permissions policy. A list is always written as a list, so that the shape is the same in every language.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html
 */
export interface PolicyStatement {
    /** Statement ID: letters and digits only, unique in the policy. @default - none */
    readonly sid?: string;
    /** `Allow` or `Deny`. @default Allow */
    readonly effect?: Effect;
    /**
     * Actions such as `s3:GetObject`, at least one. `*` and `?` are wildcards. Set exactly one of `actions` and `notActions`.
     * @default - none
     */
    readonly actions?: pulumi.Input<string>[];
    /** Every action except these, at least one. With `Allow`, this grants far more than the list shows. @default - none */
    readonly notActions?: pulumi.Input<string>[];
    /**
     * ARNs, or `*`, at least one. Placeholders such as `{cluster}` are replaced. Set exactly one of `resources` and
     * `notResources`. @default - none
     */
    readonly resources?: pulumi.Input<string>[];
    /** Every resource except these, at least one. @default - none */
    readonly notResources?: pulumi.Input<string>[];
    /**
     * Operator → condition key → values, for example `{ StringEquals: { "aws:PrincipalTag/kubernetes-namespace": ["shop"] } }`.
     * All keys must match; of the values of one key, any. Write booleans and numbers as text.
     * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
     * @default - no condition
     */
    readonly conditions?: Record<string, Record<string, pulumi.Input<string>[]>>;
}

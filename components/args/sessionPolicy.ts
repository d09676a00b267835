import type * as pulumi from "@pulumi/pulumi";
import type { PolicyStatement } from "./statement";

/**
 * Restricts the permissions of one association's sessions to those that both the role and this policy allow. It grants
 * nothing. At most 2,048 characters of JSON. Set exactly one of `statements` and `document`.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html
 */
export interface SessionPolicy {
    /** Statements of the policy. @default - none */
    readonly statements?: PolicyStatement[];
    /** The policy as JSON text. @default - none */
    readonly document?: pulumi.Input<string>;
}

import type * as pulumi from "@pulumi/pulumi";
import type { PolicyStatement } from "./statement";

/**
 * Narrows what the sessions of one association may do: of the role's permissions, only those that are allowed here too. It
 * never widens. At most 2,048 characters. Give either `statements` or `document`.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html
 */
export interface SessionPolicy {
    /** Typed statements. */
    readonly statements?: PolicyStatement[];
    /** A policy document as JSON text. */
    readonly document?: pulumi.Input<string>;
}

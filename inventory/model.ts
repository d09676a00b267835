/**
 * Who has which access: the one model that sources fill and reports read. Its JSON form has a committed schema,
 * schemas/inventory.schema.json.
 */
import type { PolicyDocument } from "../components/access/policyDocument";

/** Of the JSON form. A new number where a reader of the old form would misread the new one. */
export const inventoryVersion = 1;

/** Where something comes from: a resource, and the position in a stack file where that is known. */
export interface Origin {
    /** URN of the resource that says it. */
    readonly urn?: string;
    /** As it is shown, with lines and columns from 1. */
    readonly file?: string;
    readonly line?: number;
    readonly column?: number;
}

export interface Inventory {
    readonly version: typeof inventoryVersion;
    /** What was read: "Pulumi.dev.yaml", "preview.json (after)". */
    readonly source: string;
    /** What the source took for granted, one sentence each. */
    readonly assumptions: readonly string[];
    readonly associations: readonly InventoryAssociation[];
    readonly roles: readonly InventoryRole[];
    /** What the source cannot know, one sentence each. */
    readonly unknowns: readonly string[];
}

export interface InventoryAssociation {
    /** `namespace/serviceAccount` */
    readonly subject: string;
    /** Name of the cluster; `undefined` where it is not known yet. */
    readonly cluster: string | undefined;
    /** `id` of one of the roles. */
    readonly role: string;
    /** ARN of the role that EKS assumes with the first one. */
    readonly targetRoleArn?: string;
    readonly sessionTags: boolean;
    readonly sessionPolicy?: InventoryPolicy;
    /** The add-on that owns it; left out for an association of its own. */
    readonly addon?: string;
    readonly origin: Origin;
}

export interface InventoryRole {
    /** URN of the role, or its ARN where the source has no resource for it. */
    readonly id: string;
    /** The shortest name that says which role it is. */
    readonly label: string;
    readonly arn?: string;
    /** Left out where the role is not in the source: then nothing of it is known. */
    readonly trust?: InventoryPolicy;
    readonly policies: readonly InventoryPolicy[];
    readonly boundary?: InventoryPolicy;
    readonly isExternal: boolean;
    readonly origin: Origin;
}

/** A policy document, or the reason why it is not known. */
export interface InventoryPolicy {
    readonly kind: "trust" | "inline" | "managed" | "session policy" | "boundary";
    /** Name of an inline policy, ARN of a managed one. */
    readonly name: string;
    readonly document?: PolicyDocument;
    /** Why there is no document: one clause, without a full stop. */
    readonly unknown?: string;
    readonly origin: Origin;
    /** Of each statement, where that is more than the origin of the policy. */
    readonly statementOrigins?: readonly Origin[];
}

/** Where a statement of a policy comes from. */
export function statementOrigin({ origin, statementOrigins }: InventoryPolicy, index: number): Origin {
    return statementOrigins?.[index] ?? origin;
}

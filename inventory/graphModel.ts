/** The access graph: what the Mermaid text and the page in the browser show. Plain data, without types of other folders. */

export interface AccessGraph {
    /** What was read, such as "Pulumi.dev.yaml". */
    readonly source: string;
    /** What is assumed and what is not known, one sentence each. */
    readonly notes: readonly string[];
    readonly roles: readonly GraphRole[];
    /** Sorted by their first subject. */
    readonly ways: readonly AccessWay[];
}

/** The way of some subjects to their permissions: the associations with the same role, target role and session policy. */
export interface AccessWay {
    readonly subjects: readonly GraphSubject[];
    /** Index in `roles`. */
    readonly role: number;
    /** Index in `roles` of the target role, whose permissions the pods have. */
    readonly targetRole?: number;
    /**
     * What statements allow, without what others deny, and then what they deny: by service and resource. Empty where
     * nothing is allowed or nothing is known.
     */
    readonly access: readonly GraphAccess[];
    /** Why the access is not all known; empty where it is. */
    readonly unknowns: readonly string[];
}

export interface GraphSubject {
    /** `namespace/serviceAccount` */
    readonly subject: string;
    readonly cluster?: string;
    readonly sessionTags: boolean;
    readonly sessionPolicy?: GraphPolicy;
    readonly addon?: string;
    /** File and line, or URN. */
    readonly origin: string;
}

export interface GraphAccess {
    readonly effect: "Allow" | "Deny";
    /** `s3`, or `every service`. */
    readonly service: string;
    /** An ARN as in the policy. */
    readonly resource: string;
    /** "Read, Write". */
    readonly levels: string;
    /** Only statements with conditions allow or deny it. */
    readonly isConditional: boolean;
    /** A denial, the permissions boundary or the session policy takes a part of it away, or can do so under conditions. */
    readonly isLimited: boolean;
}

export interface GraphRole {
    readonly label: string;
    readonly arn?: string;
    readonly isExternal: boolean;
    readonly origin: string;
    readonly trust?: GraphPolicy;
    readonly policies: readonly GraphPolicy[];
    readonly boundary?: GraphPolicy;
}

export interface GraphPolicy {
    /** "inline policy orders". */
    readonly title: string;
    readonly statements: readonly GraphStatement[];
    /** Why there are no statements. */
    readonly unknown?: string;
}

/** A statement in words, one value a line. */
export interface GraphStatement {
    readonly sid?: string;
    readonly effect: "Allow" | "Deny";
    readonly principals: readonly string[];
    readonly actions: readonly string[];
    readonly resources: readonly string[];
    readonly conditions: readonly string[];
}

/** "Read, Write, with conditions, partly denied" */
export function graphAccessText({ effect, levels, isConditional, isLimited }: GraphAccess): string {
    return `${effect === "Deny" ? "denied: " : ""}${levels}${isConditional ? ", with conditions" : ""}${isLimited ? ", partly denied" : ""}`;
}

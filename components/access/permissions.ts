import type { Conditions, PolicyDocument, Statement } from "./policyDocument";
import { policyDocument } from "./policyDocument";

/** A statement without Outputs. */
export interface KnownStatement {
    readonly sid?: string;
    readonly effect?: "Allow" | "Deny";
    readonly actions?: readonly string[];
    readonly notActions?: readonly string[];
    readonly resources?: readonly string[];
    readonly notResources?: readonly string[];
    readonly conditions?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** The policy with these statements, in the order of the args: IAM ignores the order, but a diff shows it. */
export function permissionsPolicy(statements: readonly KnownStatement[]): PolicyDocument {
    return policyDocument(statements.map(permissionsStatement));
}

function permissionsStatement(statement: KnownStatement): Statement {
    const { sid, effect, actions, notActions, resources, notResources, conditions } = statement;
    return {
        ...(sid && { Sid: sid }),
        Effect: effect ?? "Allow",
        ...(actions && { Action: actions }),
        ...(notActions && { NotAction: notActions }),
        ...(resources && { Resource: resources }),
        ...(notResources && { NotResource: notResources }),
        ...(conditions && Object.keys(conditions).length > 0 && { Condition: conditions satisfies Conditions }),
    };
}

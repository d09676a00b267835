import type { Context } from "./condition";
import { holds } from "./condition";
import { contains } from "./statement";
import type { ReadStatement } from "./statement";

/**
 * The permissions of a session. Each layer is one kind: the role's permissions, its boundary, a session policy. A
 * request is allowed if a statement of every layer allows it and no statement denies it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export interface Session<Origin> {
    readonly layers: readonly Layer<Origin>[];
    /** Condition keys with the same value in every request, such as session tags. In lower case. */
    readonly context: Context;
}

export interface Layer<Origin> {
    readonly kind: "permissions" | "boundary" | "session policy";
    readonly statements: readonly ReadStatement<Origin>[];
}

export interface Request {
    readonly action: string;
    readonly resource: string;
    /** Condition keys of the request, in lower case. Keys of the session override them. */
    readonly context: Context;
}

export type Decision<Origin> =
    | { readonly verdict: "allowed"; readonly by: readonly ReadStatement<Origin>[] }
    | { readonly verdict: "denied"; readonly by: ReadStatement<Origin> }
    | { readonly verdict: "not allowed"; readonly missing: Layer<Origin>["kind"] }
    | { readonly verdict: "undecided"; readonly cause: string };

/** The decision on one request. */
export function decideRequest<Origin>(session: Session<Origin>, request: Request): Decision<Origin> {
    const context = new Map([...request.context, ...session.context]);
    const applies = ({ actions, resources, clauses }: ReadStatement<Origin>): boolean | undefined =>
        contains(actions, request.action.toLowerCase()) && contains(resources, request.resource)
            ? clauses?.every(clause => holds(clause, context))
            : false;
    const allowing: ReadStatement<Origin>[] = [];
    for (const { statements } of session.layers) {
        for (const statement of statements) {
            const applied = applies(statement);
            if (applied === undefined) {
                return { verdict: "undecided", cause: unknownOperator(statement) };
            }
            if (applied && statement.effect === "Deny") {
                return { verdict: "denied", by: statement };
            }
        }
    }
    for (const { kind, statements } of session.layers) {
        const found = statements.find(statement => statement.effect === "Allow" && applies(statement) === true);
        if (found === undefined) {
            return { verdict: "not allowed", missing: kind };
        }
        allowing.push(found);
    }
    return { verdict: "allowed", by: allowing };
}

export function unknownOperator<Origin>({ statement }: ReadStatement<Origin>): string {
    return `a condition operator that is not known here: ${Object.keys(statement.Condition ?? {}).join(", ")}`;
}

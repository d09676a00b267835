/** What a statement says about a request of which only a part is known. */
import { holds } from "../components/access/evaluation/condition";
import type { Clause, Context } from "../components/access/evaluation/condition";
import { unknownOperator } from "../components/access/evaluation/session";
import { containsCertainly, listOf } from "../components/access/evaluation/statement";
import type { ReadStatement } from "../components/access/evaluation/statement";
import type { StatementOrigin } from "./sessions";

export type Read = ReadStatement<StatementOrigin>;

/** A statement that matters for a request, and which of its conditions are met. */
export interface Relevant {
    readonly statement: Read;
    /** Conditions that the subject does not meet, whatever the request. */
    readonly failing: readonly string[];
    /** Conditions that depend on the request, and resources that depend on a policy variable. */
    readonly open: readonly string[];
}

export interface KnownRequest {
    readonly context: Context;
    /** Whether the request always has the value of a key that `context` says, or none. @default - keys of `context` */
    readonly isFixed?: (key: string) => boolean;
    /** @default - any resource */
    readonly resource?: string | undefined;
}

export function relevance(statement: Read, { context, isFixed, resource }: KnownRequest): Relevant {
    const { clauses, resources, statement: written } = statement;
    const isKnown = ({ key }: Clause): boolean => isFixed?.(key) ?? context.has(key);
    const isVariable = resource !== undefined && containsCertainly(resources, resource) === undefined;
    return {
        statement,
        failing: (clauses ?? []).filter(clause => isKnown(clause) && !holds(clause, context)).map(({ text }) => text),
        open: [
            ...(isVariable
                ? [`the variables in ${listOf(written.Resource ?? written.NotResource ?? []).join(", ")}`]
                : []),
            ...(clauses?.filter(clause => !isKnown(clause)).map(({ text }) => text) ?? [unknownOperator(statement)]),
        ],
    };
}

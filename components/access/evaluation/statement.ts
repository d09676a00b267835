import type { PolicyDocument, Statement } from "../policyDocument";
import { clausesOf } from "./condition";
import type { Clause } from "./condition";
import { matches, patternOf } from "./pattern";
import type { Pattern, Variables } from "./pattern";

/** A set of texts: those that match one of the patterns, or all others. */
export interface Matcher {
    readonly patterns: readonly Pattern[];
    readonly isComplement: boolean;
    /** Whether a pattern has a policy variable with an unknown value. */
    readonly isOpen: boolean;
}

/** A statement prepared for evaluation, with its origin. */
export interface ReadStatement<Origin> {
    readonly effect: "Allow" | "Deny";
    readonly actions: Matcher;
    readonly resources: Matcher;
    /** All have to match; `undefined` if an operator is unknown. */
    readonly clauses: readonly Clause[] | undefined;
    readonly statement: Statement;
    readonly origin: Origin;
}

/** The statements of a permissions policy. `Variables` are the values of policy variables in the session. */
export function readPolicy<Origin>(
    document: PolicyDocument,
    variables: Variables,
    origin: (statement: Statement, index: number) => Origin,
): ReadStatement<Origin>[] {
    // Before 2012-10-17, IAM takes variables literally.
    const known = (document.Version as string | undefined) === "2012-10-17" ? variables : undefined;
    const statements = listOf(document.Statement);
    return statements.map((statement, index) => ({
        effect: statement.Effect,
        actions: matcherOf(lowerCase(statement.Action), lowerCase(statement.NotAction), undefined),
        resources: matcherOf(statement.Resource, statement.NotResource, known),
        clauses: clausesOf(statement.Condition, known),
        statement,
        origin: origin(statement, index),
    }));
}

/** Actions are not case-sensitive. */
function lowerCase(texts: string | readonly string[] | undefined): readonly string[] | undefined {
    return texts === undefined ? undefined : listOf(texts).map(text => text.toLowerCase());
}

function matcherOf(
    positive: string | readonly string[] | undefined,
    negative: string | readonly string[] | undefined,
    variables: Variables | undefined,
): Matcher {
    const parsed = listOf(positive ?? negative ?? []).map(text => patternOf(text, variables));
    return {
        patterns: parsed.map(({ pattern }) => pattern),
        isComplement: positive === undefined,
        isOpen: parsed.some(({ isOpen }) => isOpen),
    };
}

/** In JSON policies, a list with one item can be the item. */
export function listOf<T>(value: T | readonly T[]): readonly T[] {
    return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

/** Whether the set contains a text. */
export function contains({ patterns, isComplement }: Matcher, text: string): boolean {
    return patterns.some(pattern => matches(pattern, text)) !== isComplement;
}

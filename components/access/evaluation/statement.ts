import type { PolicyDocument, Statement } from "../policyDocument";
import { clausesOf } from "./condition";
import type { Clause } from "./condition";
import { matches, patternOf } from "./pattern";
import type { Pattern, Variables } from "./pattern";

/** A set of texts: those that match one of the patterns, or all others. */
export interface Matcher {
    readonly patterns: readonly Pattern[];
    readonly isComplement: boolean;
    /** The patterns with policy variables whose values are unknown. */
    readonly open: readonly OpenPattern[];
}

export interface OpenPattern {
    readonly pattern: Pattern;
    /** With any values of the variables. */
    readonly widest: Pattern;
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
        open: parsed.flatMap(({ pattern, widest }) => (widest === undefined ? [] : [{ pattern, widest }])),
    };
}

/** In JSON policies, a list with one item can be the item. */
export function listOf<T>(value: T | readonly T[]): readonly T[] {
    return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

/** Whether the set contains a text; `undefined` if that depends on policy variables with unknown values. */
export function containsCertainly(matcher: Matcher, text: string): boolean | undefined {
    const isMatch = matcher.patterns.some(pattern => matches(pattern, text));
    return !isMatch && matcher.open.some(({ widest }) => matches(widest, text)) ? undefined : contains(matcher, text);
}

/** The indexes of the patterns that match a text: for certain, or else for some values of policy variables. */
export function matchingPatterns({ patterns, open }: Matcher, text: string): number[] {
    const indexes = (isMatch: (pattern: Pattern) => boolean): number[] =>
        patterns.flatMap((pattern, index) => (isMatch(pattern) ? [index] : []));
    const certain = indexes(pattern => matches(pattern, text));
    return certain.length > 0
        ? certain
        : indexes(pattern => open.some(each => each.pattern === pattern && matches(each.widest, text)));
}

/** Whether the set contains a text. A variable with an unknown value matches only its own text. */
export function contains({ patterns, isComplement }: Matcher, text: string): boolean {
    return patterns.some(pattern => matches(pattern, text)) !== isComplement;
}

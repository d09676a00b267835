import type { Path, Problem } from "./problem";

/**
 * A rule about a text: what is wrong with it. `written` is the text as the user wrote it, where `value` has its placeholders
 * filled in.
 */
export interface TextRule {
    (value: string, path: Path, written?: string): Problem[];
    /** For editors, which know no more than an expression: a text that it refuses is refused by the rule as well. */
    readonly pattern?: TextPattern;
}

export interface TextPattern {
    /** An expression without flags but `u`. */
    readonly expression: RegExp;
    /** What an editor says of a text that it refuses. */
    readonly words: string;
}

/**
 * A rule from an expression or a condition, which can have an expression for editors. The message quotes the value, so only
 * for what cannot be secret.
 */
export function rule(
    legal: RegExp | ((value: string) => boolean),
    problem: string,
    remedy: string,
    expression = legal instanceof RegExp ? legal : undefined,
): TextRule {
    const holds = legal instanceof RegExp ? (value: string): boolean => legal.test(value) : legal;
    const check: TextRule = (value, path) =>
        holds(value) ? [] : [{ path, problem: `${JSON.stringify(value)} ${problem}`, unquoted: problem, remedy }];
    return expression === undefined ? check : patterned(check, expression, `This ${problem}: ${remedy}`);
}

/** The same rule, with an expression for editors. */
export function patterned(check: TextRule, expression: RegExp, words: string): TextRule {
    const copy = (...args: Parameters<TextRule>): Problem[] => check(...args);
    return Object.assign(copy, { pattern: { expression, words } });
}

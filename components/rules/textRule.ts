import type { Path, Problem } from "./problem";

/**
 * A rule about a text: what is wrong with it. `written` is the text as the user wrote it, where `value` has its placeholders
 * filled in.
 */
export type TextRule = (value: string, path: Path, written?: string) => Problem[];

/** A rule from a condition. The message quotes the value, so only for what cannot be secret. */
export function rule(holds: (value: string) => boolean, problem: string, remedy: string): TextRule {
    return (value, path) =>
        holds(value) ? [] : [{ path, problem: `${JSON.stringify(value)} ${problem}`, unquoted: problem, remedy }];
}

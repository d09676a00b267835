/**
 * Nesting that no config has. The parser makes documents by recursion, and V8 may end the process, not throw, where the
 * stack runs out inside of a regular expression: so how deep it would go is looked at first.
 */
import { Lexer } from "yaml"; // see yamlText.ts
import type { CST } from "yaml";

/** Levels of nesting that no config needs. */
export const maxDepth = 100;

/** Whether a look is enough: by brackets, indentation and indicators there is no deep nesting, in texts or otherwise. */
export function isShallow(source: string): boolean {
    return (
        bracketDepth(source) <= 30 && indentsTooDeepAt(source, 20) === undefined && !/(?:[-?:][ \t]+){20}/.test(source)
    );
}

/**
 * Where flow collections get deeper than any config is, before the parser, which takes seconds for thousands of them, looks
 * at it. Brackets in texts count at first; only where there are too many, the lexer tells which are which.
 */
export function bracketsTooDeepAt(source: string): number | undefined {
    if (bracketDepth(source) <= maxDepth) {
        return undefined;
    }
    let [offset, isText, depth] = [0, false, 0];
    for (const token of new Lexer().lex(source)) {
        const character = token.length === 1 && !isText ? token.charCodeAt(0) : 0;
        depth += isOpening(character) ? 1 : isClosing(character) && depth > 0 ? -1 : 0;
        if (depth > maxDepth) {
            return offset;
        }
        // Marks of the lexer itself, which are not in the source; the last announces a text.
        const isMark = /^[\u0002\u0018\u001F]$/.test(token);
        isText = isMark && token === "\u001F";
        offset += isMark ? 0 : token.length;
    }
    return undefined;
}

/** As deep as brackets go, those in texts included. */
function bracketDepth(source: string): number {
    let [depth, deepest] = [0, 0];
    for (let index = 0; index < source.length; index++) {
        const character = source.charCodeAt(index);
        depth += isOpening(character) ? 1 : isClosing(character) && depth > 0 ? -1 : 0;
        deepest = Math.max(deepest, depth);
    }
    return deepest;
}

function isOpening(character: number): boolean {
    return character === 0x5b || character === 0x7b;
}

function isClosing(character: number): boolean {
    return character === 0x5d || character === 0x7d;
}

/** What parser and composer bear; the indentation of texts may reach `maxDepth` without being nesting. */
const maxIndents = 500;

/** Where the lines of block style get deeper than the parser bears, by their indentation and by indicators such as `- - -`. */
export function indentsTooDeepAt(source: string, limit = maxIndents): number | undefined {
    const compact = source.search(manyIndicators);
    if (compact >= 0) {
        return compact;
    }
    const indents: number[] = [];
    for (const { 0: spaces, index } of source.matchAll(/^ *(?=\S)/gm)) {
        while ((indents.at(-1) ?? -1) >= spaces.length) {
            indents.pop();
        }
        indents.push(spaces.length);
        if (indents.length > limit) {
            return index + spaces.length;
        }
    }
    return undefined;
}

const manyIndicators = new RegExp(`(?:[-?:][ \\t]+){${String(maxDepth)}}`);

/** Where the parser's tokens nest deeper than any config is, in whatever style. */
export function tokensTooDeepAt(tokens: readonly CST.Token[]): number | undefined {
    const open: { readonly token: CST.Token; readonly depth: number }[] = tokens.map(token => ({ token, depth: 0 }));
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
        const { token, depth } = next;
        if (depth > maxDepth) {
            return token.offset;
        }
        for (const inner of within(token)) {
            open.push({ token: inner, depth: depth + 1 });
        }
    }
    return undefined;
}

function within(token: CST.Token): CST.Token[] {
    if (token.type === "document") {
        return token.value ? [token.value] : [];
    }
    return "items" in token
        ? token.items.flatMap(({ key, value }) => [...(key ? [key] : []), ...(value ? [value] : [])])
        : [];
}

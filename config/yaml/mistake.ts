/** What the YAML library calls a mistake, at the line where Pulumi's reader stops and in words that say what to do. */
import type { YAMLError } from "yaml"; // see yamlText.ts

export interface YamlMistake {
    readonly remedy: string;
    readonly offset: number;
}

/** One mistake for each line: what follows on the same line is a consequence of the first. */
export function yamlMistakes(errors: readonly YAMLError[], source: string): YamlMistake[] {
    const byLine = new Map<number, YamlMistake>();
    for (const { code, message, pos } of errors) {
        const mistake = described(code, message, Math.min(pos[0], source.length), source);
        const line = lineStart(source, mistake.offset);
        const known = byLine.get(line);
        if (known === undefined || mistake.offset < known.offset) {
            byLine.set(line, mistake);
        }
    }
    return [...byLine.values()];
}

function described(code: YAMLError["code"], message: string, offset: number, source: string): YamlMistake {
    const found = unquotedPlaceholder(source, offset);
    const isAtFault =
        flowCodes.includes(code) ||
        (found?.text.startsWith("{") && !indentCodes.includes(code) && !colonBelow(offset, source));
    const unquoted = found?.isInFlow || isAtFault ? found : undefined;
    if (unquoted !== undefined) {
        return { offset: unquoted.offset, remedy: `quote text with a placeholder in it: "${unquoted.text}"` };
    }
    switch (code) {
        case "BLOCK_AS_IMPLICIT_KEY":
        case "MULTILINE_IMPLICIT_KEY":
            return wrongKey(message, offset, source);
        case "BAD_INDENT":
            return message.startsWith("All ")
                ? {
                      offset: firstOnLine(source, offset),
                      remedy: "indent this line as the other entries of its map or list",
                  }
                : { offset, remedy: sentence(message) };
        case "BAD_ALIAS":
            return { offset: source.lastIndexOf("*", offset), remedy: 'quote text that begins with "*"' };
        default:
            return { offset, remedy: sentence(message) };
    }
}

/** Faults inside of flow lists and maps. Elsewhere a placeholder needs quotes only at the beginning of a text. */
const flowCodes: readonly YAMLError["code"][] = ["BLOCK_IN_FLOW", "MISSING_CHAR"];
const indentCodes: readonly YAMLError["code"][] = ["BAD_INDENT", "TAB_AS_INDENT"];

/** A value that the next line seems to continue, because that line is indented more, or because a colon is missing. */
function wrongKey(message: string, offset: number, source: string): YamlMistake {
    const colon = colonFrom(offset, source);
    if (colon === undefined) {
        return { offset, remedy: sentence(message) };
    }
    return colonBelow(offset, source)
        ? {
              offset: firstOnLine(source, colon),
              remedy: 'indent this line as the keys of its map, or end the key above it with ":"',
          }
        : { offset, remedy: 'put text with ": " in it in quotes, and write one key on a line' };
}

/** Where the next key ends. */
function colonFrom(offset: number, source: string): number | undefined {
    const colon = /:(?=\s|$)/m.exec(source.slice(offset));
    return colon === null ? undefined : offset + colon.index;
}

function colonBelow(offset: number, source: string): boolean {
    const colon = colonFrom(offset, source);
    return colon !== undefined && lineStart(source, colon) > lineStart(source, offset);
}

interface Unquoted {
    readonly text: string;
    readonly offset: number;
    /** Whether a list or map in brackets begins before it on the line. */
    readonly isInFlow: boolean;
}

/** A placeholder outside of quotes on the line: in a flow list or map its brace is one of YAML's. */
function unquotedPlaceholder(source: string, offset: number): Unquoted | undefined {
    const start = lineStart(source, offset);
    const line = source.slice(start).split("\n", 1)[0] ?? "";
    // Quoted text is blanked out, so that offsets stay.
    const bare = line
        .replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, text => " ".repeat(text.length))
        .replace(/(^|\s)#.*$/, "$1");
    const found =
        /(?<=^|[\s,[{])(?:[^\s,[\]{}"'#]+\{[A-Za-z]+\}|\{[A-Za-z]+\}[^\s,[\]{}"'#])(?:[^\s,[\]{}"']|\{[A-Za-z]+\})*/.exec(
            bare,
        );
    return found === null
        ? undefined
        : {
              text: found[0],
              offset: start + found.index,
              isInFlow: /[[{]/.test(bare.slice(0, found.index)),
          };
}

function lineStart(source: string, offset: number): number {
    return source.lastIndexOf("\n", offset - 1) + 1;
}

function firstOnLine(source: string, offset: number): number {
    const start = lineStart(source, offset);
    return start + (/^ */.exec(source.slice(start))?.[0].length ?? 0);
}

/** The library's messages begin with a capital and may end with a colon or a stop. */
function sentence(message: string): string {
    const text = message.split("\n")[0]?.trim().replace(/[.:]$/, "") ?? "";
    return text.charAt(0).toLowerCase() + text.slice(1);
}

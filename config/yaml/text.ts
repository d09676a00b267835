/** YAML text to located values: anchors, merges, both styles, any line ends, and every mistake of syntax where it is. */
import { Composer, LineCounter, Parser } from "yaml"; // the one parser that keeps positions and recovers from errors
import type { CST } from "yaml";
import type { Entry, LocatedMap, LocatedProblem, Place } from "./located";
import { placeText } from "../message";
import { unreadableCharacters } from "./characters";
import { bracketsTooDeepAt, indentsTooDeepAt, isShallow, maxDepth, tokensTooDeepAt } from "./depth";
import { yamlMistakes } from "./mistake";
import { Unreadable, YamlReader } from "./reader";

export interface YamlText {
    readonly root: Entry;
    readonly problems: readonly LocatedProblem[];
    /** Whether all that the text says is in `root`, whatever is wrong with it. */
    readonly isWhole: boolean;
}

export function parseYaml(text: string, file: string): YamlText {
    const start = { file, line: 1, column: 1 };
    const problem = (what: string, remedy: string, place: Place = start): LocatedProblem => ({
        path: [],
        problem: what,
        remedy,
        place,
    });
    const failed = (...problems: LocatedProblem[]): YamlText => ({
        root: { place: start, node: emptyAt() },
        problems,
        isWhole: false,
    });
    const lines = new LineCounter();
    // A carriage return alone ends a line too; the parser does not know.
    const source = (text.startsWith("\uFEFF") ? text.slice(1) : text).replace(/\r(?!\n)/g, "\n");
    const placeAt = (offset: number): Place => {
        const { line, col } = lines.linePos(offset);
        return { file, line: Math.max(1, line), column: Math.max(1, col) };
    };
    const tooDeep = problem("is nested too deeply", `${String(maxDepth)} levels are more than any config needs`);
    const shallow = isShallow(source);
    const tooDeepAt = shallow ? undefined : (bracketsTooDeepAt(source) ?? indentsTooDeepAt(source));
    if (tooDeepAt !== undefined) {
        lines.lineStarts = lineStarts(source);
        return failed({ ...tooDeep, place: placeAt(tooDeepAt) });
    }
    const tokens = tokensOf(source, lines);
    if (tokens === undefined) {
        return failed(tooDeep);
    }
    const deepest = shallow ? undefined : tokensTooDeepAt(tokens);
    if (deepest !== undefined) {
        return failed({ ...tooDeep, place: placeAt(deepest) });
    }
    // Duplicate keys are found below, because the library compares each with each.
    const composer = new Composer({ prettyErrors: false, uniqueKeys: false, merge: true });
    const [document, second] = composer.compose(tokens, true, source.length);
    const errors = [...(document?.errors ?? []), ...(document?.warnings ?? [])]
        // What a tag means is the reader's business.
        .filter(({ code }) => code !== "TAG_RESOLVE_FAILED");
    const mistakes = yamlMistakes(errors, source).map(({ remedy, offset }) =>
        problem("this is not YAML", remedy, placeAt(offset)),
    );
    if (second !== undefined) {
        const remedy = "a second document starts here; a file can have only one";
        mistakes.push(problem("this is not YAML", remedy, placeAt(second.range[0])));
    }
    const characters = unreadableCharacters(source).map(found => ({
        ...problem(found.problem, found.remedy),
        place: placeAt(found.offset),
    }));
    if (mistakes.length > 0) {
        const known = new Set(mistakes.map(({ place }) => place && placeText(place)));
        return failed(...[...mistakes, ...characters.filter(({ place }) => !known.has(placeText(place)))].slice(0, 20));
    }
    const reader = new YamlReader(placeAt, source);
    const found = (): LocatedProblem[] => [
        ...characters.slice(0, 20),
        ...reader.problems
            .slice(0, 100)
            .map(({ offset, ...each }) => ({ ...problem(each.problem, each.remedy), place: placeAt(offset) })),
    ];
    try {
        const node = reader.read(document?.contents, 0);
        return { root: { place: start, node }, problems: found(), isWhole: true };
    } catch (error) {
        if (error instanceof Unreadable) {
            return failed(...found(), problem(error.problem, error.remedy, placeAt(error.offset)));
        }
        throw error;
    }
}

/** `undefined` where the parser's own recursion gives up. */
function tokensOf(source: string, lines: LineCounter): CST.Token[] | undefined {
    try {
        return [...new Parser(lines.addNewLine).parse(source)];
    } catch (error) {
        if (error instanceof RangeError) {
            return undefined;
        }
        throw error;
    }
}

function lineStarts(source: string): number[] {
    return [0, ...Array.from(source.matchAll(/\n/g), ({ index }) => index + 1)];
}

function emptyAt(): LocatedMap {
    return { kind: "map", entries: new Map() };
}

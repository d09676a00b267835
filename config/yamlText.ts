/** YAML text to located values: anchors, merges, both styles, any line ends, and every mistake of syntax where it is. */
import { Composer, isAlias, isMap, isScalar, isSeq, LineCounter, Parser } from "yaml"; // the one parser that keeps positions and recovers from errors
import type { CST, ParsedNode, YAMLMap, YAMLSeq } from "yaml";
import type { Problem } from "../components/checks/problem";
import type { Entry, Located, LocatedMap, Place } from "./located";
import { bracketsTooDeepAt, indentsTooDeepAt, isShallow, maxDepth, tokensTooDeepAt } from "./yamlDepth";
import { plainScalar } from "./yamlScalar";

/** A problem with its place, or without one where the value comes from no file. */
export interface LocatedProblem extends Problem {
    readonly place: Place | undefined;
}

export interface YamlText {
    readonly root: Entry;
    readonly problems: readonly LocatedProblem[];
}

/** More than any stack needs; an alias of aliases of aliases reaches it in ten lines. */
const maxValues = 2_000_000;

export function parseYaml(text: string, file: string): YamlText {
    const start = { file, line: 1, column: 1 };
    const problem = (what: string, remedy: string, place: Place = start): LocatedProblem => ({
        path: "",
        problem: what,
        remedy,
        place,
    });
    const failed = (...problems: LocatedProblem[]): YamlText => ({ root: { place: start, node: emptyAt() }, problems });
    const lines = new LineCounter();
    const source = text.startsWith("\uFEFF") ? text.slice(1) : text;
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
    // Whether a key stands twice is looked for below: the library compares each with each.
    const composer = new Composer({ prettyErrors: false, uniqueKeys: false, merge: true });
    const [document, second] = composer.compose(tokens, true, source.length);
    const mistakes = [...(document?.errors ?? []), ...(document?.warnings ?? [])].map(({ message, pos }) =>
        problem("this is not YAML", sentence(message), placeAt(Math.min(pos[0], source.length))),
    );
    if (second !== undefined) {
        const remedy = "a second document begins here; one file holds one";
        mistakes.push(problem("this is not YAML", remedy, placeAt(second.range[0])));
    }
    if (mistakes.length > 0) {
        return failed(...mistakes.slice(0, 20));
    }
    const reader = new Reader(placeAt);
    try {
        const node = reader.read(document?.contents, 0);
        const problems = reader.problems.slice(0, 100);
        return problems.length > 0 ? failed(...problems) : { root: { place: start, node }, problems: [] };
    } catch (error) {
        if (error instanceof Unreadable) {
            return failed(problem(error.problem, error.remedy, placeAt(error.offset)));
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

/** The library's messages begin with a capital and may end with a colon or a stop. */
function sentence(message: string): string {
    const text = message.split("\n")[0]?.trim().replace(/[.:]$/, "") ?? "";
    return text.charAt(0).toLowerCase() + text.slice(1);
}

/** Reading cannot go on. */
class Unreadable extends Error {
    constructor(
        readonly problem: string,
        readonly remedy: string,
        readonly offset: number,
    ) {
        super(problem);
    }
}

class Reader {
    readonly problems: LocatedProblem[] = [];
    /** What an anchor stands for, and how many values that is; neither while what it is on is still being read. */
    private readonly anchored = new Map<string, { readonly node: Located; readonly size: number } | undefined>();
    private size = 0;

    constructor(private readonly placeAt: (offset: number) => Place) {}

    read(yaml: unknown, depth: number): Located {
        const offset = offsetOf(yaml);
        this.count(1, offset);
        if (depth > maxDepth) {
            throw new Unreadable(
                "is nested too deeply",
                `${String(maxDepth)} levels are more than any config needs`,
                offset,
            );
        }
        if (isAlias(yaml)) {
            return this.alias(yaml.source, offset);
        }
        const anchor = isMap(yaml) || isSeq(yaml) || isScalar(yaml) ? yaml.anchor : undefined;
        if (anchor === undefined) {
            return this.content(yaml, depth);
        }
        const before = this.size;
        this.anchored.set(anchor, undefined);
        const node = this.content(yaml, depth);
        this.anchored.set(anchor, { node, size: this.size - before });
        return node;
    }

    private content(yaml: unknown, depth: number): Located {
        if (isMap<ParsedNode, ParsedNode | null>(yaml)) {
            return this.map(yaml, depth);
        }
        return isSeq<ParsedNode>(yaml) ? this.list(yaml, depth) : scalar(yaml);
    }

    private alias(name: string, offset: number): Located {
        const anchored = this.anchored.get(name);
        if (anchored === undefined) {
            const problem = this.anchored.has(name)
                ? `the anchor "${name}" contains itself`
                : `there is no anchor "${name}" before this alias`;
            throw new Unreadable(problem, "an alias stands for a value that was written before it", offset);
        }
        this.count(anchored.size, offset);
        return anchored.node;
    }

    private count(values: number, offset: number): void {
        this.size += values;
        if (this.size > maxValues) {
            throw new Unreadable(
                `stands for more than ${String(maxValues)} values`,
                "aliases that contain aliases multiply: write out what is meant",
                offset,
            );
        }
    }

    private list(yaml: YAMLSeq<ParsedNode>, depth: number): Located {
        const items = yaml.items.map(item => ({
            place: this.placeAt(offsetOf(item)),
            node: this.read(item, depth + 1),
        }));
        return { kind: "list", items };
    }

    private map(yaml: YAMLMap<ParsedNode, ParsedNode | null>, depth: number): Located {
        const own = new Map<string, Entry>();
        const merged: LocatedMap[] = [];
        for (const { key, value } of yaml.items) {
            const place = this.placeAt(offsetOf(key));
            const name = keyText(key);
            if (name === undefined) {
                this.problems.push({
                    path: "",
                    problem: "a key is not a word",
                    remedy: "keys are text; quote it",
                    place,
                });
            } else if (name === "<<" && isScalar(key) && key.type === "PLAIN") {
                merged.push(...this.merged(value, depth, place));
            } else {
                const first = own.get(name);
                if (first === undefined) {
                    own.set(name, { place, node: this.read(value, depth + 1) });
                } else {
                    const where = first.place === undefined ? "" : ` in line ${String(first.place.line)}`;
                    this.problems.push({
                        path: "",
                        problem: `the key "${name}" is written twice`,
                        remedy: `it stands${where} already; keep one`,
                        place,
                    });
                }
            }
        }
        const inherited = merged.reverse().flatMap(map => [...map.entries]);
        const entries = inherited.length === 0 ? own : new Map([...inherited, ...own]);
        return entries.size === 1 && entries.get("secure")?.node.kind === "scalar"
            ? { kind: "secret" }
            : { kind: "map", entries };
    }

    /** What `<<` brings: one map or a list of maps, the first the strongest. */
    private merged(yaml: unknown, depth: number, place: Place): LocatedMap[] {
        const node = this.read(yaml, depth + 1);
        const nodes = node.kind === "list" ? node.items.map(item => item.node) : [node];
        const maps = nodes.filter(item => item.kind === "map");
        if (maps.length < nodes.length) {
            this.problems.push({
                path: "",
                problem: '"<<" merges maps only',
                remedy: "write an alias of a map behind it, or a list of such",
                place,
            });
        }
        return maps;
    }
}

function keyText(key: unknown): string | undefined {
    if (!isScalar(key)) {
        return undefined;
    }
    return typeof key.value === "string" ? key.value : (key.source ?? String(key.value));
}

function scalar(yaml: unknown): Located {
    if (!isScalar(yaml)) {
        return { kind: "scalar", value: null };
    }
    const { value, source, type, tag } = yaml;
    if (type === "PLAIN" && tag === undefined) {
        return plainScalar(source ?? "");
    }
    return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
        ? { kind: "scalar", value }
        : { kind: "scalar", value: value === null || value === undefined ? null : (source ?? "") };
}

function offsetOf(yaml: unknown): number {
    return (isScalar(yaml) || isMap(yaml) || isSeq(yaml) || isAlias(yaml)) && yaml.range ? yaml.range[0] : 0;
}

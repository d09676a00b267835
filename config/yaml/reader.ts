/** Converts a composed YAML document to located values, like Pulumi's reader (gopkg.in/yaml.v3). */
import { isAlias, isMap, isScalar, isSeq } from "yaml"; // see yamlText.ts
import type { ParsedNode, YAMLMap, YAMLSeq } from "yaml";
import type { Entry, Flaw, Located, LocatedMap, LocatedScalar, Place } from "./located";
import { maxDepth } from "./depth";
import { isPlainText, keyText, plainScalar } from "./scalar";
import { taggedScalar } from "./tag";

/** More than any stack needs. Nested aliases reach it in ten lines. */
const maxValues = 2_000_000;

/** Reading cannot continue. */
export class Unreadable extends Error {
    constructor(
        readonly problem: string,
        readonly remedy: string,
        readonly offset: number,
    ) {
        super(problem);
    }
}

export interface ReaderProblem extends Flaw {
    readonly offset: number;
}

interface Key {
    readonly name: string;
    readonly flaw?: Flaw;
    readonly oddKey?: string;
}

export class YamlReader {
    /** Problems after which reading continues. */
    readonly problems: ReaderProblem[] = [];
    /** The value of an anchor, and its number of values. Absent while its node is being read. */
    private readonly anchored = new Map<string, { readonly node: Located; readonly size: number } | undefined>();
    private size = 0;

    constructor(
        private readonly placeAt: (offset: number) => Place,
        private readonly source: string,
    ) {}

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
        // A nested anchor of the same name is the later one.
        if (this.anchored.get(anchor) === undefined) {
            this.anchored.set(anchor, { node, size: this.size - before });
        }
        return node;
    }

    private content(yaml: unknown, depth: number): Located {
        if (isMap<ParsedNode, ParsedNode | null>(yaml)) {
            return this.map(yaml, depth);
        }
        return isSeq<ParsedNode>(yaml) ? this.list(yaml, depth) : this.scalar(yaml);
    }

    private scalar(yaml: unknown): Located {
        if (!isScalar(yaml)) {
            return { kind: "scalar", value: null };
        }
        const { value, source, type, tag, range } = yaml;
        const text = typeof value === "string" ? value : (source ?? "");
        const isBare = tag === undefined || tag === "!";
        const read = !isBare
            ? taggedScalar(tag, text)
            : type === "PLAIN"
              ? plainScalar(source ?? "")
              : this.text(text, type, range ?? undefined);
        if (read === undefined) {
            this.problems.push({
                offset: offsetOf(yaml),
                problem: `${JSON.stringify(text)} is not what its tag says`,
                remedy: "remove the tag, and put text in quotes",
            });
            return { kind: "scalar", value: null };
        }
        if (typeof read.value === "number" && !Number.isFinite(read.value)) {
            this.problems.push({
                offset: offsetOf(yaml),
                problem: `${text} is not a JSON number, and Pulumi passes config as JSON`,
                remedy: `put text in quotes: "${text}"`,
            });
        }
        return read;
    }

    private text(value: string, type: string | undefined, range: readonly number[] | undefined): LocatedScalar {
        if (range === undefined || !/^\s*\{/.test(value)) {
            return { kind: "scalar", value };
        }
        const [start = 0, end = 0] = range;
        const isBlock = type === "BLOCK_LITERAL" || type === "BLOCK_FOLDED";
        // A comment can be after `|`.
        const first = isBlock ? this.source.indexOf("\n", start) : start;
        const braces = [...this.source.slice(first, end).matchAll(/\{/g)].map(({ index }) =>
            this.placeAt(first + index),
        );
        return { kind: "scalar", value, braces };
    }

    private alias(name: string, offset: number): Located {
        const anchored = this.anchored.get(name);
        if (anchored === undefined) {
            const problem = this.anchored.has(name)
                ? `the anchor "${name}" contains itself`
                : `there is no anchor "${name}" before this alias`;
            throw new Unreadable(problem, "an alias refers to an earlier value", offset);
        }
        this.count(anchored.size, offset);
        return anchored.node;
    }

    private count(values: number, offset: number): void {
        this.size += values;
        if (this.size > maxValues) {
            throw new Unreadable(
                `expands to more than ${String(maxValues)} values`,
                "aliases that contain aliases multiply: write the values instead",
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
        let merge: Place | undefined;
        for (const { key, value } of yaml.items) {
            const place = this.placeAt(offsetOf(key));
            const { name, ...odd } = this.key(key, depth) ?? {};
            // Also for its anchors and its own problems, if the value is unused.
            const node = this.read(value, depth + 1);
            if (name === undefined) {
                this.problems.push({
                    offset: offsetOf(key),
                    problem: "a key is not a word",
                    remedy: "keys are text; quote it",
                });
            } else if (name === "<<") {
                this.reportSecond(name, merge, offsetOf(key), "merge both in one: <<: [*a, *b]");
                merge ??= place;
                merged.push(...this.merged(node, isAlias(value), offsetOf(key)));
            } else if (own.has(name)) {
                this.reportSecond(name, own.get(name)?.place, offsetOf(key), "keep one");
            } else {
                own.set(name, { place, node, ...odd });
            }
        }
        const inherited = merged.reverse().flatMap(map => [...map.entries]);
        const entries = inherited.length === 0 ? own : new Map([...inherited, ...own]);
        return entries.size === 1 && entries.get("secure")?.node.kind === "scalar"
            ? { kind: "secret" }
            : { kind: "map", entries };
    }

    /** A key as Pulumi reads it. */
    private key(yaml: unknown, depth: number): Key | undefined {
        if (isScalar(yaml) && yaml.type === "PLAIN" && yaml.tag === undefined && yaml.anchor === undefined) {
            const { source = "" } = yaml;
            return isPlainText(source) ? { name: source } : keyOf(plainScalar(source));
        }
        const node = yaml === null ? plainScalar("") : this.read(yaml, depth + 1);
        return node.kind === "scalar" ? keyOf(node) : undefined;
    }

    /** The maps of `<<`: one map or a list of maps, the first overrides. An alias of a list is invalid. */
    private merged(node: Located, isAliased: boolean, offset: number): LocatedMap[] {
        const nodes = node.kind === "list" ? node.items.map(item => item.node) : [node];
        const maps = nodes.filter(item => item.kind === "map");
        if (maps.length < nodes.length || (isAliased && node.kind === "list")) {
            this.problems.push({
                offset,
                problem: '"<<" merges maps only',
                remedy: "write an alias of a map after it, or a list of aliases",
            });
        }
        return maps;
    }

    private reportSecond(name: string, first: Place | undefined, offset: number, remedy: string): void {
        if (first !== undefined) {
            this.problems.push({
                offset,
                problem: `the key "${name}" is written twice`,
                remedy: `it is already in line ${String(first.line)}; ${remedy}`,
            });
        }
    }
}

function keyOf(node: LocatedScalar): Key {
    const { value, source = "", isDate, tag } = node;
    const name = keyText(node);
    if (tag !== undefined) {
        const flaw = { problem: `the key has the tag ${tag}`, remedy: "remove it: keys are text" };
        return { name, oddKey: name, flaw };
    }
    if (typeof value === "string" && !isDate) {
        return { name };
    }
    const flaw = {
        problem: `${source === "" ? "an empty key" : `the key ${source}`} is read as ${isDate ? "a timestamp" : name}`,
        remedy: `put it in quotes: ${JSON.stringify(source)}`,
    };
    return { name, oddKey: source, ...(source !== name && { flaw }) };
}

function offsetOf(yaml: unknown): number {
    return (isScalar(yaml) || isMap(yaml) || isSeq(yaml) || isAlias(yaml)) && yaml.range ? yaml.range[0] : 0;
}

/** Values with their positions. Aliases in YAML share them, so they never change. */
import type { Problem } from "../../components/rules/problem";

/** A position: line and column as editors count them, from 1. */
export interface Place {
    /** The name in messages: relative to the user's folder. */
    readonly file: string;
    readonly line: number;
    readonly column: number;
}

/** A problem with its place, or without one where the value comes from no file. */
export interface LocatedProblem extends Problem {
    readonly place: Place | undefined;
}

export type Located = LocatedMap | LocatedList | LocatedScalar | LocatedSecret;

export interface LocatedMap {
    readonly kind: "map";
    readonly entries: ReadonlyMap<string, Entry>;
}

export interface LocatedList {
    readonly kind: "list";
    readonly items: readonly Entry[];
}

export interface LocatedScalar {
    readonly kind: "scalar";
    readonly value: string | number | boolean | null;
    /** The source, if it does not read as text: `0123`, `1.10`, `2026-11-23`. */
    readonly source?: string | undefined;
    /** Pulumi's reader converts an unquoted date to a timestamp, and prints that. */
    readonly isDate?: boolean;
    /** A tag with another meaning than plain or quoted text: `!env`, `!!binary`. */
    readonly tag?: string;
    /** The position of each `{` in a text that is JSON, such as a policy document. */
    readonly braces?: readonly Place[];
}

/** A value that Pulumi keeps encrypted. It is unknown here. */
export interface LocatedSecret {
    readonly kind: "secret";
}

/** A value with its position: that of its key, or of the item in a list. Absent if it is not from a file. */
export interface Entry {
    readonly place: Place | undefined;
    readonly node: Located;
    /** Problems of the key itself. The value is still checked. */
    readonly flaw?: Flaw;
    /** The source of the key, if it is a number, a boolean, a date or null in YAML. */
    readonly oddKey?: string;
}

export interface Flaw {
    readonly problem: string;
    readonly remedy: string;
}

export const emptyMap: LocatedMap = { kind: "map", entries: new Map() };

/** One step into a value: a key of a map, an index of a list. */
export type Segment = string | number;

export function child(node: Located | undefined, segment: Segment): Entry | undefined {
    if (node?.kind === "map") {
        return node.entries.get(String(segment));
    }
    return node?.kind === "list" && typeof segment === "number" ? node.items[segment] : undefined;
}

/** The position of the value at `path`, or of the nearest enclosing value with a position. */
export function placeOf(root: Entry, path: readonly Segment[]): Place | undefined {
    let [place, node]: [Place | undefined, Located] = [root.place, root.node];
    for (const segment of path) {
        const entry = child(node, segment);
        if (entry === undefined) {
            return place;
        }
        // A value that is not from a file has no position in one.
        [place, node] = [entry.place, entry.node];
    }
    return place;
}

/** The value at `path`. */
export function nodeOf(root: Entry, path: readonly Segment[]): Located | undefined {
    return path.reduce<Located | undefined>((node, segment) => child(node, segment)?.node, root.node);
}

/** The plain value, without secrets. */
export function plain(node: Located): unknown {
    switch (node.kind) {
        case "map":
            return Object.fromEntries(
                [...node.entries].flatMap(([key, entry]) =>
                    entry.node.kind === "secret" ? [] : [[key, plain(entry.node)]],
                ),
            );
        case "list":
            return node.items.map(item => plain(item.node));
        case "scalar":
            return node.value;
        case "secret":
            return undefined;
    }
}

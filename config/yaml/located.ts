/** Values that know where they were written. Shared by aliases in YAML, so never changed. */

/** Where something stands: lines and columns as editors count them, from 1. */
export interface Place {
    /** As it is shown: relative to the folder the user works in. */
    readonly file: string;
    readonly line: number;
    readonly column: number;
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
    /** As it was written, where that reads as something else than text: `0123`, `1.10`, `2026-11-23`. */
    readonly source?: string | undefined;
    /** Pulumi's reader takes an unquoted date for a moment and writes that out. */
    readonly isDate?: boolean;
    /** A tag that says something else than a plain word or quotes would: `!env`, `!!binary`. */
    readonly tag?: string;
}

/** A value that Pulumi keeps encrypted. What it is stays unknown here. */
export interface LocatedSecret {
    readonly kind: "secret";
}

/** A value where it stands: the place of its key, or of itself in a list; none where it comes from no file. */
export interface Entry {
    readonly place: Place | undefined;
    readonly node: Located;
    /** What is wrong with the key itself; the value can be looked at all the same. */
    readonly flaw?: Flaw;
    /** The key as it was written, where it is a number, a boolean, a date or null to YAML. */
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

/** The place of the value at `path`, or of the nearest around it that has one: what is missing is missing there. */
export function placeOf(root: Entry, path: readonly Segment[]): Place | undefined {
    let [place, node]: [Place | undefined, Located] = [root.place, root.node];
    for (const segment of path) {
        const entry = child(node, segment);
        if (entry === undefined) {
            return place;
        }
        // What does not come from a file must not be looked for in one.
        [place, node] = [entry.place, entry.node];
    }
    return place;
}

/** The plain value. Secrets are left out. */
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

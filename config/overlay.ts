/** Merges maps like ESC merges environments: JSON Merge Patch, https://www.rfc-editor.org/rfc/rfc7386 */
import type { Entry, Located } from "./yaml/located";

/**
 * `over` merged over `under`. A `null` removes the value in `under`. If `isKept` is true it stays, because it also
 * overrides `defaults`.
 */
export function overlaid(
    under: Located,
    over: Located,
    isKept: (path: readonly string[]) => boolean,
    path: readonly string[] = [],
): Located {
    if (under.kind !== "map" || over.kind !== "map") {
        return over;
    }
    const entries = new Map<string, Entry>(under.entries);
    for (const [key, entry] of over.entries) {
        const inherited = entries.get(key);
        const where = [...path, key];
        if (inherited === undefined || isNull(inherited.node)) {
            entries.set(key, entry);
        } else if (isNull(entry.node) && !isKept(where)) {
            entries.delete(key);
        } else {
            entries.set(key, { ...entry, node: overlaid(inherited.node, entry.node, isKept, where) });
        }
    }
    return { kind: "map", entries };
}

/** `node` without each `null` that has nothing to remove. */
export function withoutNulls(
    node: Located,
    isKept: (path: readonly string[]) => boolean,
    path: readonly string[] = [],
): Located {
    if (node.kind !== "map") {
        return node;
    }
    const entries = [...node.entries].flatMap(([key, entry]): [string, Entry][] => {
        const where = [...path, key];
        const isGone = isNull(entry.node) && !isKept(where);
        return isGone ? [] : [[key, { ...entry, node: withoutNulls(entry.node, isKept, where) }]];
    });
    return { kind: "map", entries: new Map(entries) };
}

function isNull(node: Located): boolean {
    return node.kind === "scalar" && node.value === null;
}

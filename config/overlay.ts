/** Maps laid over each other as ESC lays environments: JSON Merge Patch, https://www.rfc-editor.org/rfc/rfc7386 */
import type { Entry, Located } from "./located";

/**
 * `over` laid over `under`. A `null` that takes something away stays where it stands, for it also takes away what
 * `defaults` would give; in a map of the user's own keys (associations, roles) it takes the whole entry away.
 */
export function overlaid(
    under: Located,
    over: Located,
    isUsersMap: (path: readonly string[]) => boolean,
    path: readonly string[] = [],
): Located {
    if (under.kind !== "map" || over.kind !== "map") {
        return over;
    }
    const entries = new Map<string, Entry>(under.entries);
    for (const [key, entry] of over.entries) {
        const inherited = entries.get(key);
        if (inherited === undefined) {
            entries.set(key, entry);
        } else if (isNull(entry.node) && isUsersMap(path)) {
            entries.delete(key);
        } else {
            entries.set(key, {
                place: entry.place,
                node: overlaid(inherited.node, entry.node, isUsersMap, [...path, key]),
            });
        }
    }
    return { kind: "map", entries };
}

function isNull(node: Located): boolean {
    return node.kind === "scalar" && node.value === null;
}

import { at } from "./problem";
import type { Path, Problem } from "./problem";
import type { Words } from "./rule";
import { withEarlier } from "./sameKey";

/**
 * A check for duplicates in a list. `keyOf` returns what must be unique, `undefined` if it is unknown. `words` is the
 * problem of a duplicate, at the property `inside` of the entry.
 */
export function unique(
    keyOf: (entry: unknown) => string | undefined,
    words: (key: string) => Words,
    inside?: string,
): (entries: readonly unknown[], path: Path) => Problem[] {
    return (entries, path) =>
        withEarlier(
            entries.map((entry, index) => ({ key: keyOf(entry), index })),
            ({ key }) => key,
        ).flatMap(({ item: { key = "", index }, earlier }) =>
            earlier === undefined
                ? []
                : [{ path: at(path, index, ...(inside === undefined ? [] : [inside])), ...words(key) }],
        );
}

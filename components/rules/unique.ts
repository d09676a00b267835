import { at } from "./problem";
import type { Path, Problem } from "./problem";
import type { Words } from "./rule";
import { withEarlier } from "./sameKey";

/**
 * A check of a list whose entries have to differ. `keyOf` is what of an entry has to differ, `undefined` where that cannot be
 * known; `words` say it of a key that there is already, at the property `inside` of the entry.
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

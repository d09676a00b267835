import { at } from "./problem";
import type { Path, Problem } from "./problem";
import type { Words } from "./rule";

/**
 * A check of a list whose entries have to differ. `keyOf` is what of an entry has to differ, `undefined` where that cannot be
 * known; `words` say it of a key that there is already, at the property `inside` of the entry.
 */
export function unique(
    keyOf: (entry: unknown) => string | undefined,
    words: (key: string) => Words,
    inside?: string,
): (entries: readonly unknown[], path: Path) => Problem[] {
    return (entries, path) => {
        const seen = new Set<string>();
        return entries.flatMap((entry, index) => {
            const key = keyOf(entry);
            if (key === undefined || !seen.has(key)) {
                seen.add(key ?? "");
                return [];
            }
            return [{ path: at(path, index, ...(inside === undefined ? [] : [inside])), ...words(key) }];
        });
    };
}

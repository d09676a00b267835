import { at } from "../../rules/problem";
import type { Path } from "../../rules/problem";
import { isAbsent, isMap } from "../../rules/shapes";

/** A text of a value, and where it is. */
export interface TextIn {
    readonly path: Path;
    readonly text: string;
    /** It is the key of a map. */
    readonly isKey?: true;
}

/** All texts in a value that are known, however deep; a key comes before its value. */
export function textsIn(value: unknown, path: Path): TextIn[] {
    if (typeof value === "string") {
        return [{ path, text: value }];
    }
    if (Array.isArray(value)) {
        return value.flatMap((item: unknown, index) => textsIn(item, at(path, index)));
    }
    return isMap(value)
        ? Object.entries(value).flatMap(([key, item]): TextIn[] => {
              const where = at(path, key);
              return isAbsent(item) ? [] : [{ path: where, text: key, isKey: true }, ...textsIn(item, where)];
          })
        : [];
}

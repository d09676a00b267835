import { at } from "../../rules/problem";
import type { Path } from "../../rules/problem";
import { isAbsent, isMap } from "../../rules/shapes";

/** A text of a value, and its path. */
export interface TextIn {
    readonly path: Path;
    readonly text: string;
    /** Whether it is the key of a map. */
    readonly isKey?: true;
}

/** All known texts in a value. A key comes before its value. */
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

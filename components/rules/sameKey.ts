/** An item of a list, and the first item before it with the same key. */
export interface WithEarlier<T> {
    readonly item: T;
    readonly earlier: T | undefined;
}

/** Each item with the first item before it that has the same key. An item with the key `undefined` equals none. */
export function withEarlier<T>(items: readonly T[], keyOf: (item: T) => unknown): WithEarlier<T>[] {
    const first = new Map<unknown, T>();
    return items.map(item => {
        const key = keyOf(item);
        const earlier = key === undefined ? undefined : first.get(key);
        if (key !== undefined && earlier === undefined) {
            first.set(key, item);
        }
        return { item, earlier };
    });
}

/** The items by key, in their order. Items with the key `undefined` are omitted. */
export function grouped<T>(
    items: readonly T[],
    keyOf: (item: T) => string | undefined,
): ReadonlyMap<string, readonly T[]> {
    const groups = new Map<string, T[]>();
    for (const item of items) {
        const key = keyOf(item);
        const group = key === undefined ? undefined : groups.get(key);
        if (group !== undefined) {
            group.push(item);
        } else if (key !== undefined) {
            groups.set(key, [item]);
        }
    }
    return groups;
}

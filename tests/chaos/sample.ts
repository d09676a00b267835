/** So many of `all`, chosen by `seed`: the same ones every time, and spread over the whole list. */
export function sampled<Item>(all: readonly Item[], count: number | undefined, seed: number): readonly Item[] {
    if (count === undefined || count >= all.length) return all;
    // One of each of `count` equal parts.
    return Array.from({ length: count }, (_, part) => {
        const [from, to] = [part, part + 1].map(edge => Math.floor((edge * all.length) / count)) as [number, number];
        return all[from + ((Math.imul(seed + part, 2_654_435_761) >>> 0) % (to - from))];
    }).filter(item => item !== undefined);
}

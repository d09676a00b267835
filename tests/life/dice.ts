/** Random choices that a seed repeats. */
import * as fc from "fast-check";

export interface Dice {
    /** A whole number from 0 up to, not including, `limit`. */
    readonly below: (limit: number) => number;
    readonly chance: (probability: number) => boolean;
    /** `undefined` from an empty list. */
    readonly pick: <T>(list: readonly T[]) => T | undefined;
    readonly sample: <T>(values: fc.Arbitrary<T>) => T;
}

/** The generator Mulberry32. */
export function diceOf(seed: number): Dice {
    let state = seed >>> 0;
    const next = (): number => {
        state = (state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
    const below = (limit: number): number => Math.floor(next() * limit);
    return {
        below,
        chance: probability => next() < probability,
        pick: list => list[below(list.length)],
        sample: values => {
            // The first samples of a run are small.
            const sampled = fc.sample(values, { seed: below(2 ** 31), numRuns: 4 }).at(-1);
            if (sampled === undefined) throw new Error("fast-check gave no sample");
            return sampled;
        },
    };
}

/** One thing that is tried on a scenario. */
import type { Simulated } from "./simulate";

export interface Trial {
    readonly what: string;
    /** By what the args mean. */
    readonly shouldBeAllowed: boolean;
    /**
     * By what is registered: one request, or several of which each has to be allowed. `undefined` where that leads nowhere, so
     * that there is nothing to ask for.
     */
    readonly asked: Simulated | readonly Simulated[] | undefined;
}

/** How many of the requests that nobody is sure to be let through by are tried on one role. */
export const strangersTried = 14;

/** `count` of the items, by the salt: all get their turn over many scenarios. Without a salt all of them. */
export function chosen<T>(items: readonly T[], salt: number | undefined, count = strangersTried): T[] {
    if (salt === undefined) {
        return [...items];
    }
    const start = items.length === 0 ? 0 : salt % items.length;
    const step = [37, 31, 29, 23, 1].find(prime => items.length % prime !== 0) ?? 1;
    return Array.from(
        { length: Math.min(count, items.length) },
        (_, index) => items[(start + index * step) % items.length],
    ).filter(item => item !== undefined);
}

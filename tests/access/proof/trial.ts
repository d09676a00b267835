/** One trial on a scenario. */
import type { Simulated } from "./simulate";

export interface Trial {
    readonly what: string;
    /** The intended result, according to the args. */
    readonly shouldBeAllowed: boolean;
    /**
     * The registered result: one request, or several that must all be allowed. `undefined` if there is nothing to
     * request.
     */
    readonly asked: Simulated | readonly Simulated[] | undefined;
}

/** The number of tried requests on one role, among those without a certain result. */
export const strangersTried = 14;

/** `count` of the items, selected by the salt: over many scenarios, each is used. All items without a salt. */
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

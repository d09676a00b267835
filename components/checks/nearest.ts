import { distance } from "fastest-levenshtein"; // no dependencies, 2 KB; the usual choice for near misses

/** `Did you mean "x"?` for the nearest of `known`, or nothing where none is near. */
export function didYouMean(word: string, known: Iterable<string>): string {
    const nearest = nearestOf(word, known);
    return nearest === undefined ? "" : ` Did you mean "${nearest}"?`;
}

/** The nearest of `known`: at most a third of the word away, or the beginning of one another. */
export function nearestOf(word: string, known: Iterable<string>): string | undefined {
    const limit = Math.max(1, Math.floor(word.length / 3));
    let best: string | undefined;
    let bestDistance = limit + 1;
    for (const candidate of known) {
        const far = farness(word.toLowerCase(), candidate.toLowerCase());
        if (far < bestDistance) {
            [best, bestDistance] = [candidate, far];
        }
    }
    return best;
}

function farness(word: string, candidate: string): number {
    if (word === candidate) {
        return 0;
    }
    const [short, long] = word.length < candidate.length ? [word, candidate] : [candidate, word];
    return short.length >= 3 && long.startsWith(short) ? 1 : distance(word, candidate);
}

import { distance } from "fastest-levenshtein"; // no dependencies, 2 KB; widely used for spelling suggestions

/**
 * The fix for a word that is not among `known`: a suggestion first, then `advice`. Without a similar word, only
 * `advice`.
 */
export function suggestionFirst(word: string, known: Iterable<string>, advice: string): string {
    return withSuggestion(nearestOf(word, known), advice);
}

/** `did you mean "x"? Advice` */
export function withSuggestion(suggestion: string | undefined, advice: string): string {
    return suggestion === undefined
        ? advice
        : `did you mean "${suggestion}"? ${advice.charAt(0).toUpperCase()}${advice.slice(1)}`;
}

/**
 * The nearest of `known`: at most a third of the word differs, or one is a prefix of the other. The shortest of
 * several.
 */
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
    // Between 0 and 1 for the missing part, so that `DescribeInstance` is nearer to the plural than to a longer name.
    return short.length >= 3 && long.startsWith(short)
        ? 1 - 1 / (1 + long.length - short.length)
        : distance(word, candidate);
}

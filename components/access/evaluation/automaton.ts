import { after, anyInName, anyLetter, anyText, anyTextInName, closure } from "./pattern";
import type { Pattern } from "./pattern";

/**
 * A deterministic automaton that is built on demand: states are numbers. It accepts the texts that match one of its
 * patterns.
 */
export interface Automaton {
    readonly start: number;
    next(state: number, letter: number): number;
    accepts(state: number): boolean;
    /** The letters with their own transitions. All other letters have the same one. */
    letters(state: number): ReadonlySet<number>;
    /** Whether every continuation has the same result as the state itself. */
    isSettled(state: number): boolean;
}

interface State {
    /** For each pattern that can still match: its index, and the current steps in it. */
    readonly places: readonly (readonly [number, readonly number[]])[];
    readonly accepts: boolean;
    readonly letters: ReadonlySet<number>;
    readonly next: Map<number, number>;
    readonly isSettled: boolean;
}

/** The automaton of the texts that match at least one of the patterns. */
export function automatonOf(patterns: readonly Pattern[]): Automaton {
    const states: State[] = [];
    const numbers = new Map<string, number>();

    const stateOf = (places: State["places"]): number => {
        const isEverything = places.some(([index, reached]) => reached.some(at => matchesAll(patterns[index], at)));
        const key = isEverything ? "all" : places.map(([index, reached]) => `${index}:${reached.join()}`).join(";");
        const known = numbers.get(key);
        if (known !== undefined) {
            return known;
        }
        numbers.set(key, states.length);
        states.push({
            places,
            accepts: isEverything || places.some(([index, reached]) => reached.at(-1) === patterns[index]?.length),
            letters: isEverything ? new Set() : specialLetters(patterns, places),
            next: new Map(),
            isSettled: isEverything || places.length === 0,
        });
        return states.length - 1;
    };

    const at = (state: number): State => {
        const found = states[state];
        if (found === undefined) {
            throw new RangeError(`There is no state ${state}.`);
        }
        return found;
    };

    const start = stateOf(patterns.map((pattern, index) => [index, closure(pattern, [0])] as const));
    return {
        start,
        accepts: state => at(state).accepts,
        letters: state => at(state).letters,
        isSettled: state => at(state).isSettled,
        next: (state, letter) => {
            const from = at(state);
            if (from.isSettled) {
                return state;
            }
            const known = from.next.get(letter);
            if (known !== undefined) {
                return known;
            }
            const places = from.places.flatMap(([index, reached]) => {
                const pattern = patterns[index] ?? [];
                const then = closure(
                    pattern,
                    reached.flatMap(place => after(pattern, place, letter)),
                );
                return then.length > 0 ? [[index, then] as const] : [];
            });
            const to = stateOf(places);
            from.next.set(letter, to);
            return to;
        },
    };
}

/** Whether the rest of a pattern matches every text. */
function matchesAll(pattern: Pattern | undefined, at: number): boolean {
    return pattern?.[at] === anyText && at === pattern.length - 1;
}

function specialLetters(patterns: readonly Pattern[], places: State["places"]): ReadonlySet<number> {
    const letters = new Set<number>();
    for (const [index, reached] of places) {
        for (const at of reached) {
            const step = patterns[index]?.[at];
            if (step === undefined) {
                continue;
            }
            if (step >= 0) {
                letters.add(step);
            } else if (step !== anyText && step !== anyLetter) {
                letters.add(0x3a);
            }
            if (step === anyInName || step === anyTextInName) {
                letters.add(0x2f);
            }
        }
    }
    return letters;
}

import type { Automaton } from "./automaton";
import { literal } from "./pattern";

/** Texts that belong to the same languages, represented by the shortest one. */
export interface TextClass {
    /** For each language, in order, whether it contains the texts of the class. */
    readonly members: readonly boolean[];
    readonly witness: string;
}

/** Maximum number of visited combinations of states. Beyond it, there is no result. */
const maxVisited = 100_000;

interface Visited {
    readonly states: readonly number[];
    readonly from: number;
    readonly letter: number;
}

/**
 * All classes of the texts of `universe`; `undefined` if there are too many combinations. The search visits the states
 * of all automata together, shortest texts first. It finds every class, with its shortest witness.
 */
export function textClasses(languages: readonly Automaton[], universe: Automaton): readonly TextClass[] | undefined {
    const automata = [universe, ...languages];
    const found = new Map<string, TextClass>();
    const queue: Visited[] = [{ states: automata.map(({ start }) => start), from: -1, letter: -1 }];
    const seen = new Set(queue.map(({ states }) => states.join()));
    // The loop adds to the queue.
    for (const [index, { states }] of queue.entries()) {
        const members = languages.map((language, position) => language.accepts(states[position + 1] ?? 0));
        const key = members.map(Number).join("");
        if (universe.accepts(states[0] ?? 0) && !found.has(key)) {
            found.set(key, { members, witness: textOf(queue, index) });
        }
        if (universe.isSettled(states[0] ?? 0) && !universe.accepts(states[0] ?? 0)) {
            continue;
        }
        // Whatever follows is in the same class.
        if (found.has(key) && languages.every((language, position) => language.isSettled(states[position + 1] ?? 0))) {
            continue;
        }
        for (const letter of lettersFrom(automata, states)) {
            const then = automata.map((automaton, position) => automaton.next(states[position] ?? 0, letter));
            const combination = then.join();
            if (!seen.has(combination)) {
                if (seen.size >= maxVisited) {
                    return undefined;
                }
                seen.add(combination);
                queue.push({ states: then, from: index, letter });
            }
        }
    }
    return [...found.values()];
}

/** Each letter that some automaton distinguishes, and one that none does. */
function lettersFrom(automata: readonly Automaton[], states: readonly number[]): readonly number[] {
    const letters = new Set<number>();
    automata.forEach((automaton, position) => {
        for (const letter of automaton.letters(states[position] ?? 0)) {
            letters.add(letter);
        }
    });
    const other = otherLetters.find(letter => !letters.has(letter));
    return other === undefined ? [...letters] : [...letters, other];
}

/** Ordinary letters first, because they appear in witnesses. */
const otherLetters: readonly number[] = [
    ...literal("xyzabcdefghijklmnopqrstuvw0123456789"),
    ...Array.from({ length: 0x7e - 0x21 }, (_, index) => 0x21 + index),
    ...Array.from({ length: 0x100 }, (_, index) => 0x100 + index),
];

function textOf(queue: readonly Visited[], index: number): string {
    const letters: string[] = [];
    for (let at = queue[index]; at !== undefined && at.from >= 0; at = queue[at.from]) {
        letters.push(String.fromCharCode(at.letter));
    }
    return letters.reverse().join("");
}

/** Runs an automaton. */
import type { Automaton } from "../../../../components/access/evaluation/automaton";
import { literal } from "../../../../components/access/evaluation/pattern";

export function accepts(automaton: Automaton, text: string): boolean {
    return automaton.accepts(literal(text).reduce((state, letter) => automaton.next(state, letter), automaton.start));
}

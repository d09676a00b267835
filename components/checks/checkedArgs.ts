import { outsideGaps, soundPart } from "../decisions/soundPart";
import type { Problem } from "../rules/problem";

/** What args decide, and all that is wrong with them: decisions are registered where nothing is. */
export interface Checked<D> {
    readonly decisions: D;
    readonly problems: readonly Problem[];
    /** Of further problems, those that are not about a value of the wrong kind. */
    readonly outsideGaps: (problems: readonly Problem[]) => readonly Problem[];
}

/** First shapes are checked; `decide` gets the sound part of the args, and `fit` what it decides. */
export function checkedArgs<A, D>(
    args: unknown,
    shapes: readonly Problem[],
    decide: (args: Partial<A>) => D,
    fit: (decisions: D) => readonly Problem[],
): Checked<D> {
    const decisions = decide(soundPart<A>(args, shapes));
    const outside = (problems: readonly Problem[]): readonly Problem[] => outsideGaps(problems, shapes);
    return { decisions, problems: [...shapes, ...outside(fit(decisions))], outsideGaps: outside };
}

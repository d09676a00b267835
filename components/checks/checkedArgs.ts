import { outsideGaps, soundPart } from "../decisions/soundPart";
import type { Problem } from "../rules/problem";

/** The decisions and the problems of args. Decisions are registered only if there are no problems. */
export interface Checked<D> {
    readonly decisions: D;
    readonly problems: readonly Problem[];
    /** The further problems outside of values of the wrong type. */
    readonly outsideGaps: (problems: readonly Problem[]) => readonly Problem[];
}

/** Checks shapes first. `decide` gets the sound part of the args, and `fit` its decisions. */
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

/** Runs the trials of thousands of random stacks. */
import * as fc from "fast-check";
import { problemText } from "../../../components/rules/problem";
import { roleComponentProblems } from "../../../components/checks/role";
import { stackProblems } from "../../../components/checks/stack";
import { targetRoleProblems } from "../../../components/checks/targetRole";
import { registered } from "./registered";
import type { Registered } from "./registered";
import { scenarios } from "./scenario";
import type { Scenario } from "./scenario";
import { isAllowed } from "./simulate";
import type { Simulated } from "./simulate";
import { trialsOf } from "./trials";

export interface Proof {
    readonly cases: number;
    readonly simulations: number;
    readonly falseAllows: number;
    readonly falseDenies: number;
    /** The smallest scenario that shows the first error, and the error. */
    readonly counterexample: string | undefined;
}

export interface Attempt {
    readonly runs: number;
    readonly seed: number;
    /** Adds an error to the registered resources, to check that the proof detects it. */
    readonly tamper?: ((registered: Registered) => Registered) | undefined;
    /** Scenarios that are tried before the random ones, and count as runs. They cannot be shrunk. */
    readonly first?: readonly Scenario[];
    /** The kind of error that counts. A mutant that allows one request can deny another. */
    readonly only?: "falseAllows" | "falseDenies" | undefined;
    /** Replaces the registered resources of each scenario, if the checks reject the scenario. */
    readonly registeredAs?: Scenario;
    /** Otherwise the first counterexample is not shrunk. */
    readonly shrink?: boolean;
    readonly progress?: (cases: number) => void;
}

export async function prove({
    runs,
    seed,
    tamper,
    first = [],
    only,
    registeredAs,
    shrink = true,
    progress,
}: Attempt): Promise<Proof> {
    const count = { cases: 0, simulations: 0, falseAllows: 0, falseDenies: 0 };
    const property = fc.asyncProperty(scenarios, async scenario => {
        const isCounted = count.falseAllows + count.falseDenies === 0;
        const { simulations, ...found } = await tried(scenario, tamper, registeredAs);
        const falseAllows = only === "falseDenies" ? [] : found.falseAllows;
        const falseDenies = only === "falseAllows" ? [] : found.falseDenies;
        // Attempts to shrink a counterexample are not cases.
        if (isCounted) {
            count.cases++;
            count.simulations += simulations;
            count.falseAllows += falseAllows.length;
            count.falseDenies += falseDenies.length;
            progress?.(count.cases);
        }
        if (falseAllows.length + falseDenies.length > 0) {
            throw new Error(
                [
                    ...falseAllows.map(what => `allowed, and should not be: ${what}`),
                    ...falseDenies.map(what => `denied, and should not be: ${what}`),
                ].join("\n"),
            );
        }
    });
    const { failed, errorInstance, counterexample } = await fc.check(property, {
        numRuns: runs,
        seed,
        examples: first.map(scenario => [scenario]),
        endOnFailure: !shrink,
    });
    if (failed && count.falseAllows + count.falseDenies === 0) {
        throw errorInstance;
    }
    return {
        ...count,
        counterexample: failed
            ? `${JSON.stringify(counterexample?.[0], null, 2)}\n${errorInstance instanceof Error ? errorInstance.message : ""}`
            : undefined,
    };
}

interface Tried {
    readonly simulations: number;
    readonly falseAllows: readonly string[];
    readonly falseDenies: readonly string[];
}

async function tried(scenario: Scenario, tamper: Attempt["tamper"], registeredAs = scenario): Promise<Tried> {
    assertLegal(registeredAs);
    const made = await registered(registeredAs);
    const trials = trialsOf(scenario, tamper ? tamper(made) : made);
    const falseAllows: string[] = [];
    const falseDenies: string[] = [];
    for (const { what, shouldBeAllowed, asked } of trials) {
        const allowed = asked !== undefined && (await areAllowed([asked].flat()));
        if (allowed !== shouldBeAllowed) {
            (allowed ? falseAllows : falseDenies).push(what);
        }
    }
    return { simulations: trials.length, falseAllows, falseDenies };
}

async function areAllowed(requests: readonly Simulated[]): Promise<boolean> {
    for (const request of requests) {
        if (!(await isAllowed(request))) {
            return false;
        }
    }
    return true;
}

/** All errors of a scenario, as text. */
export function problemsOf({ args, alone, targets }: Scenario): string[] {
    return [
        ...stackProblems(args),
        ...(alone ? roleComponentProblems(alone) : []),
        ...targets.flatMap(target => targetRoleProblems(target.args)),
    ].map(problemText);
}

function assertLegal(scenario: Scenario): void {
    const problems = problemsOf(scenario);
    if (problems.length > 0) {
        throw new Error(`The generator made an illegal scenario: ${problems.join("; ")}`);
    }
}

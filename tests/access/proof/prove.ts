/** `npm run prove -- --runs 10000 [--seed n] [--updates]` */
import { parseArgs } from "node:util";
import { coveringScenarios } from "./coveringScenarios";
import { prove } from "./proof";
import { proveUpdates } from "../updates/proof";

async function main(): Promise<void> {
    const { values } = parseArgs({
        options: { runs: { type: "string" }, seed: { type: "string" }, updates: { type: "boolean" } },
    });
    const runs = Number(values.runs ?? "10000");
    const seed = Number(values.seed ?? Date.now() % 2 ** 31);
    const isAboutUpdates = values.updates === true;
    // Otherwise the SDK's traces of promises take most of the time.
    Error.stackTraceLimit = 0;
    process.stdout.write(`${runs} ${isAboutUpdates ? "updates" : "stacks"}, seed ${seed} …\n`);
    const started = Date.now();
    const progress = (cases: number): void => {
        if (cases % 1000 === 0) {
            process.stdout.write(`${cases} after ${Math.round((Date.now() - started) / 1000)} s\n`);
        }
    };
    const { counterexample, text, isProved } = isAboutUpdates
        ? await updates(runs, seed, progress)
        : await stacks(runs, seed, progress);
    if (counterexample !== undefined) {
        const again = `npm run prove -- --runs ${runs} --seed ${seed}${isAboutUpdates ? " --updates" : ""}`;
        process.stdout.write(`${counterexample}\nAgain with: ${again}\n`);
    }
    process.stdout.write(`${text}\n`);
    // The SDK keeps connections open.
    process.exit(isProved ? 0 : 1);
}

interface Outcome {
    readonly counterexample: string | undefined;
    readonly text: string;
    readonly isProved: boolean;
}

type Progress = (cases: number) => void;

async function stacks(runs: number, seed: number, progress: Progress): Promise<Outcome> {
    const { counterexample, cases, simulations, falseAllows, falseDenies } = await prove({
        runs,
        seed,
        first: coveringScenarios,
        progress,
    });
    return {
        counterexample,
        text: `${cases} cases, ${simulations} simulations, ${falseAllows} false allows, ${falseDenies} false denies`,
        isProved: falseAllows + falseDenies === 0,
    };
}

async function updates(runs: number, seed: number, progress: Progress): Promise<Outcome> {
    const { counterexample, cases, calls, simulations } = await proveUpdates({ runs, seed, progress });
    return {
        counterexample,
        text: `${cases} updates, ${calls} calls, asked ${simulations} times, ${counterexample === undefined ? "no mistake" : "a mistake"}`,
        isProved: counterexample === undefined,
    };
}

void main();

/** `npm run prove -- --runs 10000 [--seed n]` */
import { parseArgs } from "node:util";
import { coveringScenarios } from "./coveringScenarios";
import { prove } from "./proof";

async function main(): Promise<void> {
    const { values } = parseArgs({ options: { runs: { type: "string" }, seed: { type: "string" } } });
    const runs = Number(values.runs ?? "10000");
    const seed = Number(values.seed ?? Date.now() % 2 ** 31);
    // Traces of the SDK's promises take more time than all the rest.
    Error.stackTraceLimit = 0;
    process.stdout.write(`${runs} stacks, seed ${seed} …\n`);
    const started = Date.now();
    const proof = await prove({
        runs,
        seed,
        first: coveringScenarios,
        progress: cases => {
            if (cases % 1000 === 0) {
                process.stdout.write(`${cases} after ${Math.round((Date.now() - started) / 1000)} s\n`);
            }
        },
    });
    if (proof.counterexample !== undefined) {
        process.stdout.write(`${proof.counterexample}\nAgain with: npm run prove -- --runs ${runs} --seed ${seed}\n`);
    }
    process.stdout.write(
        `${proof.cases} cases, ${proof.simulations} simulations, ${proof.falseAllows} false allows, ${proof.falseDenies} false denies\n`,
    );
    // The SDK keeps connections open.
    process.exit(proof.falseAllows + proof.falseDenies === 0 ? 0 : 1);
}

void main();

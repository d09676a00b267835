/** `npm run prove:truth [-- --pairs 200] [--seed n]`: see truth.ts. */
import { parseArgs } from "node:util";
import { truthOf } from "./truth";

async function main(): Promise<void> {
    const { values } = parseArgs({ options: { pairs: { type: "string" }, seed: { type: "string" } } });
    const pairs = Number(values.pairs ?? "200");
    const seed = Number(values.seed ?? Date.now() % 2 ** 31);
    // Traces of the SDK's promises take more time than all the rest.
    Error.stackTraceLimit = 0;
    process.stdout.write(`${pairs} stack files in two versions, seed ${seed} …\n`);
    const { findings, unchanged, disagreements } = await truthOf(pairs, seed, line => {
        process.stdout.write(`${line}\n`);
    });
    for (const { pair, onlyFiles, onlyEngine } of disagreements.slice(0, 5)) {
        process.stdout.write(`${pair.before}\n→\n${pair.after}\n`);
        process.stdout.write(`of the files:\n${onlyFiles.join("\n")}\nof the engine:\n${onlyEngine.join("\n")}\n\n`);
    }
    process.stdout.write(
        `${pairs} pairs, ${findings} findings, ${unchanged} pairs without one, ${disagreements.length} disagreements\n`,
    );
    if (disagreements.length > 0) {
        process.stdout.write(`Again with: npm run prove:truth -- --pairs ${pairs} --seed ${seed}\n`);
    }
    process.exit(disagreements.length === 0 ? 0 : 1);
}

void main();

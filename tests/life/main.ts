/**
 * `npm run longlife -- [--edits n] [--seed n] [--fresh-every n] [--no-page]`: edits one stack in sequence on the sandbox, checks
 * the deployment of each edit, and writes the section of docs/reliability.md.
 */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { life } from "./life";
import { lifeSection, withLife } from "./page";

async function main(): Promise<void> {
    const { values } = parseArgs({
        options: {
            edits: { type: "string", default: "100" },
            seed: { type: "string", default: "1" },
            "fresh-every": { type: "string", default: "10" },
            "no-page": { type: "boolean", default: false },
        },
    });
    // Traces of the SDK's promises would take most of the time.
    Error.stackTraceLimit = 0;
    const [edits, seed] = [Number(values.edits), Number(values.seed)];
    const started = Date.now();
    const outcomes = await life({
        edits,
        seed,
        freshEvery: Number(values["fresh-every"]),
        print: text => process.stdout.write(`${text}\n`),
    });
    const problems = outcomes.filter(outcome => outcome.problems.length > 0);
    process.stdout.write(`${outcomes.length - 1} edits, ${problems.length} with a problem (seed ${seed})\n`);
    if (!values["no-page"]) {
        const run = {
            date: new Date().toISOString().slice(0, 10),
            seed,
            minutes: Math.round((Date.now() - started) / 60_000),
            machine: `${os.cpus().length} cores, Node ${process.versions.node}, ${os.platform()}`,
        };
        const page = path.join(__dirname, "..", "..", "docs", "reliability.md");
        fs.writeFileSync(page, withLife(fs.readFileSync(page, "utf8"), lifeSection(outcomes, run)));
    }
    // Connections of the SDKs may still be open.
    process.exit(problems.length === 0 && outcomes.length > edits ? 0 : 1);
}

void main();

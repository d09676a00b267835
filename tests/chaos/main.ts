/**
 * `npm run chaos -- [--part kills|failures] [--scenario name] [--sample n|all] [--seed n] [--record file] [--no-page]`: interrupts
 * deployments on the sandbox and has AWS answer with errors. Prints counts, and writes docs/reliability.md.
 */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { lifeIn, withLife } from "../life/page";
import { failing, failuresOf } from "./failures";
import type { FailureOutcome } from "./failures";
import { Ground } from "./ground";
import { killed, killsOf, prepared } from "./kills";
import type { KillOutcome } from "./kills";
import { pageOf, summaryOf } from "./page";
import { sampled } from "./sample";
import { scenarios } from "./scenarios";

/** Each has a sandbox of its own, and takes one deployment after another. */
const workers = 2;

export interface Options {
    readonly parts: readonly string[];
    readonly scenarios: readonly string[];
    /** Of each scenario and part; `undefined` for all. */
    readonly sample: number | undefined;
    readonly seed: number;
    /** Outcomes are appended to this file, and trials in it are not repeated. */
    readonly record?: string | undefined;
    readonly print: (text: string) => void;
}

export interface Outcomes {
    readonly kills: readonly KillOutcome[];
    readonly failures: readonly FailureOutcome[];
    /** The calls that changed something in the deployments without a fault: `iam:CreateRole`. */
    readonly operations: readonly string[];
}

type Line = { readonly kill: KillOutcome } | { readonly failure: FailureOutcome };

export async function chaos(options: Options): Promise<Outcomes> {
    const { parts, sample, seed, record, print } = options;
    const lines = record && fs.existsSync(record) ? fs.readFileSync(record, "utf8").split("\n").filter(Boolean) : [];
    const known = lines.map(line => JSON.parse(line) as Line);
    const kills = known.flatMap(line => ("kill" in line ? [line.kill] : []));
    const failures = known.flatMap(line => ("failure" in line ? [line.failure] : []));
    const keep = (line: Line): void => {
        if (record) fs.appendFileSync(record, `${JSON.stringify(line)}\n`);
    };
    // Only the page of what is recorded.
    if (sample === 0) return { kills, failures, operations: [] };
    const operations = new Set<string>();
    const trials = async (ground: Ground, name: string): Promise<void> => {
        const undisturbed = await prepared(ground, name, "empty");
        const { title } = undisturbed.scenario;
        print(`${title}: ${undisturbed.calls.length} calls that change something`);
        for (const { service, operation } of undisturbed.calls) operations.add(`${service.toLowerCase()}:${operation}`);
        if (parts.includes("kills")) {
            for (const kill of sampled(killsOf(undisturbed), sample, seed)) {
                if (kills.some(done => isSame(done, kill))) continue;
                const outcome = await killed(ground, undisturbed, kill);
                kills.push(outcome);
                keep({ kill: outcome });
                print(`${title}: ${kill.victim} killed ${kill.moment} call ${kill.call}: ${textOf(outcome)}`);
            }
        }
        if (parts.includes("failures")) {
            for (const failure of sampled(failuresOf(undisturbed), sample, seed)) {
                if (failures.some(done => isSame(done, failure))) continue;
                const outcome = await failing(ground, failure);
                failures.push(outcome);
                keep({ failure: outcome });
                print(`${title}: ${failure.operation} answered with ${failure.kind}: ${textOf(outcome)}`);
            }
        }
    };
    // A trial mostly waits for one process after another: two at a time take little more than half of the time.
    const waiting = [...options.scenarios];
    const worker = async (): Promise<void> => {
        const ground = await Ground.open();
        try {
            await ground.save("empty");
            for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await trials(ground, name);
        } finally {
            await ground.close();
        }
    };
    await Promise.all(Array.from({ length: Math.min(workers, waiting.length) }, worker));
    return { kills, failures, operations: [...operations].sort() };
}

function isSame<Trial extends object>(done: Trial, trial: Trial): boolean {
    return Object.entries(trial).every(([key, value]) => done[key as keyof Trial] === value);
}

function textOf(outcome: KillOutcome | FailureOutcome): string {
    if (outcome.problems.length > 0) return outcome.problems.join("\n    ");
    if ("tookPlace" in outcome && !outcome.tookPlace) return "the deployment ended before";
    if ("repeated" in outcome && outcome.repeated) return "repeated";
    return `converges by ${outcome.way}`;
}

async function main(): Promise<void> {
    const { values } = parseArgs({
        options: {
            part: { type: "string" },
            scenario: { type: "string" },
            sample: { type: "string", default: "24" },
            seed: { type: "string", default: "1" },
            record: { type: "string" },
            "no-page": { type: "boolean", default: false },
        },
    });
    // The SDK for Pulumi is not used here, but modules of the tests load it: its traces would take most of the time.
    Error.stackTraceLimit = 10;
    const seed = Number(values.seed);
    const started = Date.now();
    const outcomes = await chaos({
        parts: values.part === undefined ? ["kills", "failures"] : [values.part],
        scenarios: values.scenario === undefined ? Object.keys(scenarios) : values.scenario.split(","),
        sample: values.sample === "all" ? undefined : Number(values.sample),
        seed,
        record: values.record,
        print: text => process.stdout.write(`${text}\n`),
    });
    process.stdout.write(`${summaryOf(outcomes)}\n`);
    if (!values["no-page"]) {
        const run = {
            date: new Date().toISOString().slice(0, 10),
            seed,
            minutes: values.record === undefined ? Math.round((Date.now() - started) / 60_000) : undefined,
            machine: `${os.cpus().length} cores, Node ${process.versions.node}, ${os.platform()}`,
        };
        const page = path.join(__dirname, "..", "..", "docs", "reliability.md");
        fs.writeFileSync(page, withLife(pageOf(outcomes, run), lifeIn(fs.readFileSync(page, "utf8"))));
    }
    const problems = [...outcomes.kills, ...outcomes.failures].flatMap(outcome => outcome.problems);
    // Connections of the SDKs may still be open.
    process.exit(problems.length === 0 ? 0 : 1);
}

if (require.main === module) void main();

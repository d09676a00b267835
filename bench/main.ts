/**
 * `npm run bench [-- --json] [-- --counts 1,100]`: our component against the hand-written Pulumi loop that makes the same
 * resources, under mocks. Every run is a process of its own; the two take turns, so that a machine that slows down slows
 * both. Quote the ratios, not the seconds.
 */
import { execFileSync } from "node:child_process";
import * as path from "node:path";
import { parseArgs } from "node:util";
import Table from "cli-table3"; // as in the sandbox: aligned columns, no dependencies to speak of
import { checkGoal } from "./check";
import type { CheckRun } from "./check";
import { measurePlugin } from "./plugin";
import type { PluginRun } from "./plugin";
import type { ProgramName } from "./programs";
import type { Run } from "./runProgram";

interface Comparison {
    readonly associations: number;
    readonly runs: number;
    readonly loop: Run;
    readonly component: Run;
    /** Component's seconds by the loop's, the median of the pairs. */
    readonly ratio: number;
    /** What is to be reached: not slower for one, at most half the time from 1,000 on. */
    readonly goal: number | undefined;
}

/** Small runs are over at once and noisy, so they are repeated more often. */
const repetitions: ReadonlyMap<number, number> = new Map([
    [1, 15],
    [100, 5],
    [1_000, 3],
]);

function compare(associations: number): Comparison {
    const pairs = Array.from({ length: repetitions.get(associations) ?? 1 }, () => ({
        loop: measured("loop", associations),
        component: measured("component", associations),
    }));
    const different = pairs.find(({ loop, component }) => loop.resources !== component.resources);
    if (different !== undefined) {
        throw new Error(
            `The programs differ: ${String(different.loop.resources)} and ${String(different.component.resources)} resources.`,
        );
    }
    return {
        associations,
        runs: pairs.length,
        loop: medianRun(pairs.map(({ loop }) => loop)),
        component: medianRun(pairs.map(({ component }) => component)),
        ratio: median(pairs.map(({ loop, component }) => component.seconds / loop.seconds)),
        goal: associations === 1 ? 1 : associations >= 1_000 ? 0.5 : undefined,
    };
}

function measured(program: ProgramName, count: number): Run {
    const script = path.join(__dirname, "runProgram.ts");
    const output = execFileSync(
        process.execPath,
        ["-r", "ts-node/register/transpile-only", script, program, String(count)],
        { encoding: "utf8", env: { ...process.env, NODE_OPTIONS: "--max-old-space-size=8192" } },
    );
    return JSON.parse(output) as Run;
}

/** The offline check of stack files: what an editor's user or a pipeline waits for. */
function checks(): (CheckRun & { readonly associations: number; readonly goal: number | undefined })[] {
    return [100, 1_000, checkGoal.associations].map(associations => {
        process.stderr.write(`check of ${String(associations)} associations …\n`);
        const runs = Array.from({ length: 5 }, () => checkRun(associations));
        return {
            associations,
            seconds: median(runs.map(({ seconds }) => seconds)),
            megabytes: median(runs.map(({ megabytes }) => megabytes)),
            bytes: runs[0]?.bytes ?? 0,
            goal: associations === checkGoal.associations ? checkGoal.seconds : undefined,
        };
    });
}

function checkRun(associations: number): CheckRun {
    const script = path.join(__dirname, "check.ts");
    const args = ["-r", "ts-node/register/transpile-only", script, String(associations)];
    return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" })) as CheckRun;
}

function checkTable(): string {
    const rows = new Table({
        head: ["associations checked", "file KB", "s", "MB", "goal s"],
        colAligns: Array.from({ length: 5 }, () => "right" as const),
        style: { head: [], border: [] },
    });
    for (const { associations, bytes, seconds, megabytes, goal } of measuredChecks) {
        rows.push([
            associations,
            (bytes / 1024).toFixed(0),
            seconds.toFixed(2),
            megabytes.toFixed(0),
            goal === undefined ? "" : `≤ ${String(goal)}`,
        ]);
    }
    return rows.toString();
}

/** The plugin that programs in other languages use, beside the same component in a program. */
async function pluginRuns(): Promise<PluginRun[]> {
    const runs: PluginRun[] = [];
    for (const associations of [100, 1_000]) {
        process.stderr.write(`plugin with ${String(associations)} associations …\n`);
        const repeated: PluginRun[] = [];
        for (let index = 0; index < 3; index += 1) {
            repeated.push(await measurePlugin(associations));
        }
        const of = (key: keyof PluginRun) => median(repeated.map(run => run[key]));
        const keys = [
            "associations",
            "resources",
            "start",
            "schema",
            "first",
            "construct",
            "inProcess",
            "ratio",
            "goal",
        ];
        runs.push(Object.fromEntries(keys.map(key => [key, of(key as keyof PluginRun)])) as unknown as PluginRun);
    }
    return runs;
}

function pluginTable(runs: readonly PluginRun[]): string {
    const rows = new Table({
        head: [
            "associations",
            "plugin start s",
            "schema s",
            "first s",
            "construct s",
            "in a program s",
            "ratio",
            "goal",
        ],
        colAligns: Array.from({ length: 8 }, () => "right" as const),
        style: { head: [], border: [] },
    });
    for (const { associations, start, schema, first, construct, inProcess, ratio, goal } of runs) {
        const seconds = [start, schema, first, construct, inProcess, ratio].map(value => value.toFixed(2));
        rows.push([associations, ...seconds, `≤ ${String(goal)}`]);
    }
    return rows.toString();
}

function medianRun(runs: readonly Run[]): Run {
    return {
        seconds: median(runs.map(({ seconds }) => seconds)),
        megabytes: median(runs.map(({ megabytes }) => megabytes)),
        resources: runs[0]?.resources ?? 0,
    };
}

function median(values: readonly number[]): number {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function table(comparisons: readonly Comparison[]): string {
    const rows = new Table({
        head: [
            "associations",
            "resources",
            "runs",
            "loop s",
            "component s",
            "loop MB",
            "component MB",
            "ratio",
            "goal",
        ],
        colAligns: Array.from({ length: 9 }, () => "right" as const),
        style: { head: [], border: [] },
    });
    for (const { associations, runs, loop, component, ratio, goal } of comparisons) {
        rows.push([
            associations,
            loop.resources,
            runs,
            loop.seconds.toFixed(2),
            component.seconds.toFixed(2),
            loop.megabytes.toFixed(0),
            component.megabytes.toFixed(0),
            ratio.toFixed(2),
            goal === undefined ? "" : `≤ ${String(goal)}`,
        ]);
    }
    return rows.toString();
}

const { values } = parseArgs({ options: { json: { type: "boolean" }, counts: { type: "string" } } });
const counts = (values.counts ?? "1,100,1000,3000").split(",").map(Number);
const comparisons = counts.map(count => {
    process.stderr.write(`${String(count)} associations …\n`);
    return compare(count);
});
const measuredChecks = checks();
void pluginRuns().then(plugin => {
    process.stdout.write(
        values.json
            ? `${JSON.stringify({ comparisons, checks: measuredChecks, plugin }, null, 2)}\n`
            : `${table(comparisons)}\n${checkTable()}\n${pluginTable(plugin)}\n`,
    );
});

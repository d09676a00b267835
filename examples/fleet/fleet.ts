/**
 * Deploys all stacks of this project in parallel, and prints one report:
 * `npm run fleet -- preview|up|destroy [--parallel 5] [stack…]`.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { LocalWorkspace, Stack } from "@pulumi/pulumi/automation";

const operations = ["preview", "up", "destroy"] as const;
type Operation = (typeof operations)[number];

interface Result {
    readonly stack: string;
    readonly seconds: number;
    /** Resources by what happens to them: `create`, `update`, `delete`, `same` … */
    readonly changes: Readonly<Record<string, number>>;
    readonly error: string | undefined;
}

async function main(): Promise<void> {
    const { positionals, values } = parseArgs({
        allowPositionals: true,
        options: { parallel: { type: "string", default: "5" } },
    });
    const [name = "", ...chosen] = positionals;
    const operation = operations.find(each => each === name);
    const parallel = Number(values.parallel);
    if (operation === undefined || !Number.isInteger(parallel) || parallel < 1) {
        throw new Error("Usage: npm run fleet -- preview|up|destroy [--parallel 5] [stack…]");
    }
    const all = stackNames();
    const unknown = chosen.filter(stack => !all.includes(stack));
    if (unknown.length > 0) {
        throw new Error(`There is no stack file for ${unknown.join(", ")}.`);
    }
    const results = await inParallel(chosen.length > 0 ? chosen : all, parallel, stack => run(stack, operation));
    console.log(report(results));
    process.exitCode = results.some(({ error }) => error !== undefined) ? 1 : 0;
}

/** Each stack file is a cluster. */
function stackNames(): string[] {
    return fs
        .readdirSync(__dirname)
        .flatMap(file => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? [])
        .sort();
}

/** A stack that fails does not stop the others. Its log is in logs/. */
async function run(name: string, operation: Operation): Promise<Result> {
    const started = Date.now();
    const log = path.join(__dirname, "logs", `${name}.log`);
    fs.mkdirSync(path.dirname(log), { recursive: true });
    fs.writeFileSync(log, "");
    const onOutput = (text: string): void => {
        fs.appendFileSync(log, text);
    };
    let changes: Readonly<Record<string, number>> = {};
    let error: string | undefined;
    try {
        // A workspace for each stack: the operations share nothing but the folder.
        const stack = await Stack.createOrSelect(name, await LocalWorkspace.create({ workDir: __dirname }));
        if (operation === "preview") {
            changes = (await stack.preview({ onOutput })).changeSummary;
        } else {
            changes = (await stack[operation]({ onOutput })).summary.resourceChanges ?? {};
        }
    } catch (thrown) {
        error = firstProblem(fs.readFileSync(log, "utf8")) ?? String(thrown).split("\n", 1)[0];
    }
    return { stack: name, seconds: (Date.now() - started) / 1000, changes, error };
}

/** The first line of Pulumi's diagnostics that says what failed. */
function firstProblem(log: string): string | undefined {
    return /^ *error: (.+)$/m.exec(log)?.[1];
}

/** At most `limit` at a time; the results are in the order of `items`. */
async function inParallel<T, R>(items: readonly T[], limit: number, work: (item: T) => Promise<R>): Promise<R[]> {
    const results: R[] = [];
    const queue = [...items.entries()];
    const worker = async (): Promise<void> => {
        for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
            const [index, item] = next;
            results[index] = await work(item);
        }
    };
    await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
    return results;
}

function report(results: readonly Result[]): string {
    const rows = results.map(({ stack, seconds, changes, error }) => {
        const count = (kind: string): string => String(changes[kind] ?? 0);
        const counts = [count("create"), count("update"), count("delete"), count("same")];
        return [stack, error === undefined ? "ok" : "failed", ...counts, seconds.toFixed(0)];
    });
    const table = [["stack", "result", "create", "update", "delete", "same", "seconds"], ...rows];
    const width = (column: number): number => Math.max(...table.map(row => row[column]?.length ?? 0));
    const lines = table.map(row =>
        row
            .map((cell, column) => (column < 2 ? cell.padEnd(width(column)) : cell.padStart(width(column))))
            .join("  ")
            .trimEnd(),
    );
    const failed = results.flatMap(({ stack, error }) => (error === undefined ? [] : [`${stack}: ${error}`]));
    return [...lines, ...(failed.length > 0 ? ["", ...failed] : [])].join("\n");
}

main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
});

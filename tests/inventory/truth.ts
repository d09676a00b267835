/** For random stack files: what `diff` says of two versions is what it says of the engine's preview of the change. */
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import type { InventorySource } from "../../inventory/inventoryOf";
import { openSandbox } from "../../sandbox/sandbox";
import { account, region } from "../program/stackFile";
import { findingsBetween } from "./comparison";
import { previewsOf, runMany, sourceOf } from "./manyStackFiles";
import { clusterOfPair, existingRoles, stackPairs } from "./stackPairs";
import type { StackPair } from "./stackPairs";

export interface Truth {
    readonly pairs: number;
    /** Findings of all pairs. */
    readonly findings: number;
    /** Pairs without any finding. */
    readonly unchanged: number;
    readonly disagreements: readonly Disagreement[];
}

export interface Disagreement {
    readonly pair: StackPair;
    readonly onlyFiles: readonly string[];
    readonly onlyEngine: readonly string[];
}

/** A pair with a number for its names, and the sources that the commands read for both versions. */
interface Case {
    readonly pair: StackPair;
    readonly name: string;
    readonly cluster: string;
    readonly before: InventorySource;
    readonly after: InventorySource;
}

/** The engine runs twice for so many pairs. One program with all of them would need all of the memory. */
const batchSize = 25;

/**
 * For each batch one `up` with the earlier versions and one `preview --json` of the later ones, on one sandbox. `said` gets a
 * line after each batch.
 */
export async function truthOf(
    count: number,
    seed: number,
    said: (line: string) => void = () => undefined,
): Promise<Truth> {
    const directory = await fs.mkdtemp(path.join(os.tmpdir(), "pod-identity-"));
    const pairs = stackPairs(count, seed);
    const sandbox = await openSandbox({ directory });
    try {
        const results: Truth[] = [];
        for (let start = 0; start < pairs.length; start += batchSize) {
            const cases = await casesOf(pairs.slice(start, start + batchSize), start, directory);
            const stack = `many${String(start)}`;
            const clusters = cases.map(({ cluster }) => ({ name: cluster }));
            await sandbox.seed([{ account, region, clusters, roles: existingRoles }]);
            const named = (side: keyof StackPair) =>
                cases.map(({ name, pair }) => ({ name, text: pair[side], folder: directory }));
            await runMany(sandbox, named("before"), "up", stack);
            const result = compared(cases, await runMany(sandbox, named("after"), "preview", stack));
            results.push(result);
            said(
                `${String(start + cases.length)} pairs: ${String(result.disagreements.length)} disagreements in this batch`,
            );
        }
        return together(results);
    } finally {
        await sandbox.close();
        await fs.rm(directory, { recursive: true, force: true });
    }
}

function together(results: readonly Truth[]): Truth {
    const sum = (key: "pairs" | "findings" | "unchanged"): number =>
        results.reduce((total, result) => total + result[key], 0);
    return {
        pairs: sum("pairs"),
        findings: sum("findings"),
        unchanged: sum("unchanged"),
        disagreements: results.flatMap(({ disagreements }) => disagreements),
    };
}

async function casesOf(pairs: readonly StackPair[], start: number, folder: string): Promise<Case[]> {
    const cases: Case[] = [];
    for (const [index, pair] of pairs.entries()) {
        const number = start + index;
        const name = `stack${String(number)}`;
        const before = await sourceOf({ name, text: pair.before, folder });
        const after = await sourceOf({ name, text: pair.after, folder });
        cases.push({ pair, name, cluster: clusterOfPair(number), before, after });
    }
    return cases;
}

function compared(cases: readonly Case[], preview: string): Truth {
    const previews = previewsOf(preview);
    const disagreements: Disagreement[] = [];
    let [total, unchanged] = [0, 0];
    for (const { pair, name, ...file } of cases) {
        const byFiles = findingsBetween(file.before, file.after);
        const { before, after } = previews(name);
        const byEngine = findingsBetween(before ?? { name, resources: [] }, after);
        const [files, engine] = [new Set(byFiles), new Set(byEngine)];
        total += byFiles.length;
        unchanged += byFiles.length === 0 ? 1 : 0;
        const onlyFiles = byFiles.filter(text => !engine.has(text));
        const onlyEngine = byEngine.filter(text => !files.has(text));
        if (onlyFiles.length + onlyEngine.length > 0) {
            disagreements.push({ pair, onlyFiles, onlyEngine });
        }
    }
    return { pairs: cases.length, findings: total, unchanged, disagreements };
}

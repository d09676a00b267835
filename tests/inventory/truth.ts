/** For random stack files: what `diff` says of two versions is what it says of the engine's preview of the change. */
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { awsActions } from "../../inventory/catalogue";
import { accessDiff } from "../../inventory/diff";
import { awsManagedDocuments } from "../../inventory/documents";
import { inventoryOf } from "../../inventory/inventoryOf";
import type { InventorySource } from "../../inventory/inventoryOf";
import { openSandbox } from "../../sandbox/sandbox";
import { account, region } from "../program/stackFile";
import { findings } from "./comparison";
import { previewOf, runMany, sourceOf } from "./manyStackFiles";
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

/** One `up` with the earlier versions and one `preview --json` of the later ones, on a sandbox of its own. */
export async function truthOf(count: number, seed: number): Promise<Truth> {
    const directory = await fs.mkdtemp(path.join(os.tmpdir(), "pod-identity-"));
    const cases = await casesOf(count, seed, directory);
    const sandbox = await openSandbox({ directory });
    try {
        const clusters = cases.map(({ cluster }) => ({ name: cluster }));
        await sandbox.seed([{ account, region, clusters, roles: existingRoles }]);
        const named = (side: keyof StackPair) =>
            cases.map(({ name, pair }) => ({ name, text: pair[side], folder: directory }));
        await runMany(sandbox, named("before"), "up");
        return compared(cases, await runMany(sandbox, named("after"), "preview"));
    } finally {
        await sandbox.close();
        await fs.rm(directory, { recursive: true, force: true });
    }
}

/** A few stacks pass the checks of the config, and the components refuse them when they register: those are left out. */
async function casesOf(count: number, seed: number, folder: string): Promise<Case[]> {
    const cases: Case[] = [];
    for (const [index, pair] of stackPairs(Math.ceil(1.1 * count), seed).entries()) {
        const name = `stack${index}`;
        try {
            const before = await sourceOf({ name, text: pair.before, folder });
            const after = await sourceOf({ name, text: pair.after, folder });
            cases.push({ pair, name, cluster: clusterOfPair(index), before, after });
        } catch {
            continue;
        }
    }
    return cases.slice(0, count);
}

function compared(cases: readonly Case[], preview: string): Truth {
    const disagreements: Disagreement[] = [];
    let [total, unchanged] = [0, 0];
    for (const { pair, name, ...file } of cases) {
        const byFiles = difference(file.before, file.after);
        const { before, after } = previewOf(preview, name);
        const byEngine = difference(before ?? { name, resources: [] }, after);
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

function difference(before: InventorySource, after: InventorySource): string[] {
    return findings(
        accessDiff(inventoryOf(before, awsManagedDocuments), inventoryOf(after, awsManagedDocuments), awsActions()),
    );
}

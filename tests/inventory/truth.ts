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

/** One `up` with the earlier versions and one `preview --json` of the later ones, on a sandbox of its own. */
export async function truthOf(count: number, seed: number): Promise<Truth> {
    const pairs = stackPairs(count, seed);
    const directory = await fs.mkdtemp(path.join(os.tmpdir(), "pod-identity-"));
    const sandbox = await openSandbox({ directory });
    try {
        const clusters = pairs.map((_pair, index) => ({ name: clusterOfPair(index) }));
        await sandbox.seed([{ account, region, clusters, roles: existingRoles }]);
        const named = (side: keyof StackPair) =>
            pairs.map((pair, index) => ({ name: nameOf(index), text: pair[side], folder: directory }));
        await runMany(sandbox, named("before"), "up");
        return await compared(pairs, await runMany(sandbox, named("after"), "preview"), directory);
    } finally {
        await sandbox.close();
        await fs.rm(directory, { recursive: true, force: true });
    }
}

function nameOf(index: number): string {
    return `stack${index}`;
}

async function compared(pairs: readonly StackPair[], preview: string, folder: string): Promise<Truth> {
    const disagreements: Disagreement[] = [];
    let [total, unchanged] = [0, 0];
    for (const [index, pair] of pairs.entries()) {
        const name = nameOf(index);
        const byFiles = difference(
            await sourceOf({ name, text: pair.before, folder }),
            await sourceOf({ name, text: pair.after, folder }),
        );
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
    return { pairs: pairs.length, findings: total, unchanged, disagreements };
}

function difference(before: InventorySource, after: InventorySource): string[] {
    return findings(
        accessDiff(inventoryOf(before, awsManagedDocuments), inventoryOf(after, awsManagedDocuments), awsActions()),
    );
}

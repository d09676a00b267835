/** What a command is asked to look at. */
import * as fs from "node:fs";
import * as path from "node:path";
import { awsManagedDocuments } from "../inventory/documents";
import { inventoryOf } from "../inventory/inventoryOf";
import type { Inventory } from "../inventory/model";
import { jsonSource } from "../inventory/sources/jsonSource";
import { UnreadableSource } from "../inventory/sources/pulumiState";
import { Misuse } from "./terminal";
import type { Terminal } from "./terminal";

export interface Inventories {
    /** Of a preview, which has two sides in itself. */
    readonly before: Inventory | undefined;
    readonly after: Inventory;
}

/** The inventories of a JSON file, or of standard input for `-`. */
export function inventoriesIn(source: string, terminal: Terminal): Inventories {
    try {
        const { before, after } = jsonSource(textOf(source, terminal), source === "-" ? "standard input" : source);
        return {
            before: before && inventoryOf(before, awsManagedDocuments),
            after: inventoryOf(after, awsManagedDocuments),
        };
    } catch (error) {
        if (error instanceof UnreadableSource) {
            throw new Misuse(error.message);
        }
        throw error;
    }
}

function textOf(source: string, { folder }: Terminal): string {
    try {
        return fs.readFileSync(source === "-" ? 0 : path.resolve(folder, source), "utf8");
    } catch (error) {
        throw new Misuse(`${source} cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}.`);
    }
}

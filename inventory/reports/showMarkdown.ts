import type { Inventory } from "../model";
import { code, listItem } from "./markdown";
import { inventoryNotes, inventoryTree } from "./showText";
import type { Branch, ShowOptions } from "./showText";

/** The tree as a nested list. */
export function inventoryMarkdown(inventory: Inventory, options: ShowOptions): string {
    const notes = inventoryNotes(inventory).map(listItem);
    return [
        `### Pod access of ${code(inventory.source)}`,
        "",
        ...listLines(inventoryTree(inventory, options), ""),
        ...(notes.length === 0 ? [] : ["", ...notes]),
    ].join("\n");
}

function listLines(branches: readonly Branch[], indent: string): string[] {
    return branches.flatMap(({ text, children }) => [
        `${indent}${listItem(text)}`,
        ...listLines(children, `${indent}  `),
    ]);
}

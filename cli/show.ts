/** `pod-identity show`: who has which access, and how. */
import type { Command } from "commander";
import type { Inventory } from "../inventory/model";
import { inventoryMarkdown } from "../inventory/reports/showMarkdown";
import { inventoryNotes, inventoryTree, treeLines } from "../inventory/reports/showText";
import type { ShowOptions } from "../inventory/reports/showText";
import { previewCommand } from "../inventory/sources/jsonSource";
import { hasStackAndFormat, takesSource } from "./accessOptions";
import type { TextFormat } from "./accessOptions";
import { inventoriesIn } from "./sources";
import { exitCodes } from "./terminal";
import type { ExitCode, Terminal } from "./terminal";

interface Options {
    readonly stack?: string;
    readonly format: TextFormat;
    readonly statements?: boolean;
}

export function addShow(program: Command, terminal: Terminal, done: (code: ExitCode) => void): void {
    const command = program
        .command("show")
        .description("Shows who has which access: subject, role, permissions. Offline, for any Pulumi program.");
    hasStackAndFormat(takesSource(command))
        .option("--statements", "print every statement instead of a summary by service and access level")
        .addHelpText(
            "after",
            `
Examples:
  pod-identity show --stack dev
  pulumi stack export | pod-identity show -
  ${previewCommand} | pod-identity show - --statements
  pod-identity show state.json --format json`,
        )
        .action(async (source: string | undefined, options: Options) => {
            done(await show(source, options, terminal));
        });
}

async function show(
    source: string | undefined,
    { stack, format, statements = false }: Options,
    terminal: Terminal,
): Promise<ExitCode> {
    const { after: inventory } = await inventoriesIn({ source, stack }, terminal);
    printInventory(inventory, format, { statements }, terminal);
    if (inventory.associations.length === 0) {
        terminal.tell(`${inventory.source} has no associations.`);
    }
    if (format === "text") {
        inventoryNotes(inventory).forEach(terminal.tell);
    }
    return exitCodes.fine;
}

export function printInventory(
    inventory: Inventory,
    format: TextFormat,
    options: ShowOptions,
    { print }: Terminal,
): void {
    switch (format) {
        case "json":
            print(JSON.stringify(inventory, null, 2));
            break;
        case "markdown":
            print(inventoryMarkdown(inventory, options));
            break;
        case "text":
            treeLines(inventoryTree(inventory, options)).forEach(print);
    }
}

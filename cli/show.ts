/** `pod-identity show`: who has which access, and how. */
import { Option } from "commander";
import type { Command } from "commander";
import { inventoryMarkdown } from "../inventory/reports/showMarkdown";
import { inventoryNotes, inventoryTree, treeLines } from "../inventory/reports/showText";
import { inventoriesIn, sourceHelp } from "./sources";
import { exitCodes } from "./terminal";
import type { ExitCode, Terminal } from "./terminal";

const formats = ["text", "json", "markdown"] as const;

interface Options {
    readonly stack?: string;
    readonly format: (typeof formats)[number];
    readonly statements?: boolean;
}

export function addShow(program: Command, terminal: Terminal, done: (code: ExitCode) => void): void {
    program
        .command("show")
        .description("Shows who has which access: subject, role, permissions. Offline, for any Pulumi program.")
        .argument("[source]", `${sourceHelp}; the stack file of the project when left out`)
        .option("-s, --stack <name>", "the stack whose file is meant")
        .addOption(new Option("-f, --format <format>", "how to print").choices(formats).default("text"))
        .option("--statements", "every statement, and not a summary by service and access level")
        .addHelpText(
            "after",
            `
Examples:
  pod-identity show --stack dev
  pulumi stack export | pod-identity show -
  pulumi preview --json --show-sames | pod-identity show - --statements
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
    switch (format) {
        case "json":
            terminal.print(JSON.stringify(inventory, null, 2));
            break;
        case "markdown":
            terminal.print(inventoryMarkdown(inventory, { statements }));
            break;
        case "text":
            treeLines(inventoryTree(inventory, { statements })).forEach(terminal.print);
            inventoryNotes(inventory).forEach(terminal.tell);
    }
    return exitCodes.fine;
}

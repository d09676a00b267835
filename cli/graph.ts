/** `pod-identity graph`: who has which access, as a picture. */
import type { Command } from "commander";
import { nearestOf, withSuggestion } from "../components/rules/nearest";
import { accessGraph } from "../inventory/graph";
import type { Inventory } from "../inventory/model";
import { graphHtml } from "../inventory/reports/graphHtml";
import { graphMermaid, mermaidEdges } from "../inventory/reports/graphMermaid";
import { hasStackAndFormat, takesSource } from "./accessOptions";
import { inventoriesIn } from "./sources";
import { exitCodes, Misuse } from "./terminal";
import type { ExitCode, Terminal } from "./terminal";

const formats = ["mermaid", "html"] as const;

interface Options {
    readonly stack?: string;
    readonly format: (typeof formats)[number];
    readonly namespace?: readonly string[];
}

export function addGraph(program: Command, terminal: Terminal, done: (code: ExitCode) => void): void {
    const command = program
        .command("graph")
        .description("Draws who has which access: Mermaid text, or one HTML page to search and filter.");
    hasStackAndFormat(takesSource(command), formats)
        .option(
            "-n, --namespace <name>",
            "only the subjects in this namespace; repeat it for several",
            (name: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), name],
        )
        .addHelpText(
            "after",
            `
Examples:
  pod-identity graph --stack dev
  pod-identity graph --stack dev --format html > access.html
  pulumi stack export | pod-identity graph - --namespace shop`,
        )
        .action(async (source: string | undefined, options: Options) => {
            done(await graph(source, options, terminal));
        });
}

async function graph(
    source: string | undefined,
    { stack, format, namespace = [] }: Options,
    terminal: Terminal,
): Promise<ExitCode> {
    const { after: inventory } = await inventoriesIn({ source, stack }, terminal);
    refuseUnknown(namespace, inventory);
    const access = accessGraph(inventory, namespace);
    if (format === "html") {
        terminal.print(graphHtml(access));
        return exitCodes.fine;
    }
    const { text, edges } = graphMermaid(access);
    terminal.print(text);
    access.notes.forEach(terminal.tell);
    if (edges > mermaidEdges) {
        terminal.tell(
            `The graph has ${edges} lines, and Mermaid draws at most ${mermaidEdges}: choose a --namespace, or --format html.`,
        );
    }
    return exitCodes.fine;
}

function refuseUnknown(namespaces: readonly string[], { associations }: Inventory): void {
    const known = new Set(associations.map(({ subject }) => subject.split("/")[0] ?? ""));
    for (const name of namespaces.filter(each => !known.has(each))) {
        throw new Misuse(
            `There is no association in the namespace "${name}": ${withSuggestion(nearestOf(name, known), "choose another --namespace")}.`,
        );
    }
}

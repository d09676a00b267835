/** docs/command.md, the reference of `pod-identity`, from the definitions that also print its `--help`. */
import type { Argument, Command, Option } from "commander";
import { podIdentity } from "../cli/run";
import { sourceHelp } from "../cli/sources";
import { wrapped } from "./wrapped";

export function commandPage(): string {
    const print = (): void => undefined;
    const program = podIdentity({ folder: ".", print, tell: print }, "", print);
    const all = program.commands.toSorted((a, b) => (a.name() < b.name() ? -1 : 1));
    return [
        "# The command `pod-identity`",
        "",
        "Generated from the definitions of the command by `npm run generate`. `npx pod-identity help <command>` prints the same.",
        "",
        program.description(),
        "",
        "| command | |",
        "|---|---|",
        ...all.map(command => `| [\`${command.name()}\`](#${command.name()}) | ${cell(command.description())} |`),
        "",
        "Exit codes: 0 success, 1 findings, 2 wrong use or a file that cannot be read.",
        "",
        "## Sources",
        "",
        wrapped(
            `Commands that show access read ${sourceHelp}. More about them: [reviewing-access.md](reviewing-access.md).`,
        ),
        "",
        ...all.flatMap(section),
    ].join("\n");
}

function section(command: Command): string[] {
    const { registeredArguments: given, options } = command;
    return [
        `## \`${command.name()}\``,
        "",
        command.description(),
        "",
        "```text",
        `pod-identity ${command.name()} ${command.usage()}`,
        "```",
        "",
        ...(given.length + options.length === 0 ? [] : ["| | meaning |", "|---|---|"]),
        ...given.map(argumentRow),
        ...options.map(optionRow),
        "",
        ...examples(command),
    ];
}

function argumentRow(argument: Argument): string {
    const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
    const shown = argument.required ? `<${name}>` : `[${name}]`;
    return `| \`${shown}\` | ${meaning(argument)} |`;
}

function optionRow(option: Option): string {
    return `| \`${option.flags}\` | ${meaning(option)} |`;
}

function meaning({ description, defaultValue, argChoices }: Argument | Option): string {
    const usual = typeof defaultValue === "string" ? defaultValue : undefined;
    return [
        cell(description.replace(sourceHelp, "a [source](#sources)")),
        ...(argChoices === undefined ? [] : [argChoices.map(choice => `\`${choice}\``).join(", ")]),
        ...(usual === undefined ? [] : [`default: \`${usual}\``]),
    ].join("; ");
}

/** What `addHelpText` adds: it is printed, and not part of what commander returns. */
function examples(command: Command): string[] {
    let printed = "";
    command.configureOutput({
        writeOut: text => {
            printed += text;
        },
    });
    command.outputHelp();
    const added = printed.slice(command.helpInformation().length).trim();
    if (added === "") return [];
    return ["```text", ...added.split("\n"), "```", ""];
}

function cell(text: string): string {
    return text.replaceAll("|", "\\|");
}

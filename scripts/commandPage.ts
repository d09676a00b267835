/** docs/command.md, the reference of `pod-identity`, from the definitions that also print its `--help`. */
import type { Argument, Command, Option } from "commander";
import { podIdentity } from "../cli/run";
import { sourceHelp } from "../cli/sources";
import { formatted } from "./markdown";

export function commandPage(): Promise<string> {
    const print = (): void => undefined;
    const program = podIdentity({ folder: ".", print, tell: print }, "", print);
    const all = program.commands.toSorted((a, b) => (a.name() < b.name() ? -1 : 1));
    const page = [
        "# The command `pod-identity`",
        "",
        "Generated from the definitions of the command by `npm run generate`. `npx pod-identity help <command>` prints the same.",
        "",
        program.description(),
        "",
        ...all.map(command => `- [\`${command.name()}\`](#${command.name()}): ${command.description()}`),
        "",
        "Exit codes: 0 success, 1 findings, 2 wrong use or a file that cannot be read.",
        "",
        "## Sources",
        "",
        `Commands that show access read ${sourceHelp}. More about them: [reviewing-access.md](reviewing-access.md).`,
        "",
        ...all.flatMap(section),
    ];
    return formatted(page.join("\n"));
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
        ...given.map(argument => item(shown(argument), argument)),
        ...options.map(option => item(option.flags, option)),
        "",
        ...examples(command),
    ];
}

function shown(argument: Argument): string {
    const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
    return argument.required ? `<${name}>` : `[${name}]`;
}

function item(name: string, { description, defaultValue, argChoices = [] }: Argument | Option): string {
    return [
        `- \`${name}\`: ${description.replace(sourceHelp, "a [source](#sources)")}`,
        ...(argChoices.length === 0 ? [] : [argChoices.map(choice => `\`${choice}\``).join(", ")]),
        ...(typeof defaultValue === "string" ? [`default: \`${defaultValue}\``] : []),
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

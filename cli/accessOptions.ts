/** The arguments and options that the commands about access have in common. */
import { Option } from "commander";
import type { Command } from "commander";
import { sourceHelp } from "./sources";

export const textFormats = ["text", "json", "markdown"] as const;
export type TextFormat = (typeof textFormats)[number];

const otherwise = "by default the stack file of the project";

/** `[source]`, for the commands that are about all of it. */
export function takesSource(command: Command): Command {
    return command.argument("[source]", `${sourceHelp}; ${otherwise}`);
}

/** `--source`, for the commands whose arguments are the question. */
export function hasSourceOption(command: Command): Command {
    return command.option("--source <source>", `${sourceHelp}; ${otherwise}`);
}

/** `--stack` and `--format`; the first format is the default. */
export function hasStackAndFormat(command: Command, formats: readonly string[] = textFormats): Command {
    return command
        .option("-s, --stack <name>", "read the file of this stack")
        .addOption(new Option("-f, --format <format>", "output format").choices(formats).default(formats[0]));
}

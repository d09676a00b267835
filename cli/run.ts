import * as fs from "node:fs";
import * as path from "node:path";
import { Command, CommanderError } from "commander"; // arguments, help and near misses; no dependencies
import { addCheck } from "./check";
import { addConfig } from "./config";
import { addDiff } from "./diff";
import { addExplain } from "./explain";
import { addGraph } from "./graph";
import { addPresets } from "./presets";
import { addSchema } from "./schema";
import { addShow } from "./show";
import { addWho } from "./who";
import { exitCodes, Misuse } from "./terminal";
import type { ExitCode, Terminal } from "./terminal";

const commands = [addCheck, addConfig, addDiff, addExplain, addGraph, addPresets, addSchema, addShow, addWho];

/** The command with its arguments and options. Nothing runs until arguments are parsed. */
export function podIdentity(terminal: Terminal, version: string, done: (code: ExitCode) => void): Command {
    // Commands inherit these settings when they are added.
    const program = new Command("pod-identity")
        .description(
            "Checks the stack files of eks-pod-identity, and shows who has which access to AWS. It works offline.",
        )
        .version(version)
        .exitOverride()
        .configureOutput({
            writeOut: text => {
                terminal.print(text.trimEnd());
            },
            writeErr: text => {
                terminal.tell(text.trimEnd());
            },
        })
        .showHelpAfterError("Add --help for the arguments and options.");
    let { folder } = terminal;
    const located = {
        ...terminal,
        get folder() {
            return folder;
        },
    };
    for (const add of commands) {
        add(program, located, done);
    }
    for (const command of program.commands) {
        command.option("--cwd <folder>", "folder of the project; by default the current folder");
    }
    return program.hook("preAction", (_program, command) => {
        const { cwd } = command.opts<{ readonly cwd?: string }>();
        folder = cwd === undefined ? terminal.folder : folderAt(path.resolve(terminal.folder, cwd), cwd);
    });
}

function folderAt(folder: string, given: string): string {
    if (!fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
        throw new Misuse(`There is no folder "${given}".`);
    }
    return folder;
}

/** Runs `pod-identity` with the arguments behind its name. */
export async function run(args: readonly string[], terminal: Terminal, version: string): Promise<ExitCode> {
    let code: ExitCode = exitCodes.fine;
    const program = podIdentity(terminal, version, result => {
        code = result;
    });
    try {
        await program.parseAsync(args, { from: "user" });
    } catch (error) {
        if (error instanceof Misuse) {
            terminal.tell(error.message);
            return exitCodes.misuse;
        }
        if (error instanceof CommanderError) {
            return error.exitCode === 0 ? exitCodes.fine : exitCodes.misuse;
        }
        throw error;
    }
    return code;
}

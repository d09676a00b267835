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

/** Runs `pod-identity` with the arguments behind its name. */
export async function run(args: readonly string[], terminal: Terminal, version: string): Promise<ExitCode> {
    let code: ExitCode = exitCodes.fine;
    const done = (result: ExitCode): void => {
        code = result;
    };
    const program = new Command("pod-identity")
        .description(
            "Looks after the stack files of eks-pod-identity: what is wrong with them, what they come to, their schema.",
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
        .showHelpAfterError("Add --help for what there is.");
    for (const add of [addCheck, addConfig, addDiff, addExplain, addGraph, addPresets, addSchema, addShow, addWho]) {
        add(program, terminal, done);
    }
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

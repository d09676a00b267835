/** `pod-identity presets`: the presets, and what each of them allows. */
import { Option } from "commander";
import type { Command } from "commander";
import { nearestOf, withSuggestion } from "../components/rules/nearest";
import { presetKeys } from "../components/presets/catalogue";
import { counted } from "../config/message";
import { presetInfo, presetsWith } from "./presetInfo";
import { presetLines, presetListLines } from "./presetText";
import { exitCodes, Misuse } from "./terminal";
import type { ExitCode, Terminal } from "./terminal";

const formats = ["text", "json"] as const;

interface Options {
    readonly format: (typeof formats)[number];
}

export function addPresets(program: Command, terminal: Terminal, done: (code: ExitCode) => void): void {
    program
        .command("presets")
        .description("Lists the presets, or prints one with its parameters and its statements.")
        .argument("[name...]", "the name of a preset, or words to search for in names, descriptions and subjects")
        .addOption(new Option("-f, --format <format>", "output format").choices(formats).default("text"))
        .addHelpText(
            "after",
            `
Examples:
  pod-identity presets
  pod-identity presets csi
  pod-identity presets externalDns
  pod-identity presets externalDns --format json`,
        )
        .action((words: readonly string[], options: Options) => {
            done(presets(words, options, terminal));
        });
}

function presets(words: readonly string[], { format }: Options, { print, tell }: Terminal): ExitCode {
    const key = words.length === 1 ? presetKeys.find(name => isSame(name, words[0])) : undefined;
    if (key !== undefined) {
        const info = presetInfo(key);
        print(format === "json" ? JSON.stringify(info, null, 2) : presetLines(info).join("\n"));
        return exitCodes.fine;
    }
    const found = presetsWith(words);
    if (found.length === 0) {
        const text = words.join(" ");
        throw new Misuse(
            `No preset has "${text}" in its name or description: ` +
                `${withSuggestion(nearestOf(text, presetKeys), `there are ${presetKeys.length} presets; run \`pod-identity presets\``)}.`,
        );
    }
    if (format === "json") {
        print(JSON.stringify(found, null, 2));
        return exitCodes.fine;
    }
    presetListLines(found).forEach(print);
    tell(`${counted(found.length, "preset")}. Print one with its statements: pod-identity presets NAME.`);
    return exitCodes.fine;
}

function isSame(name: string, word: string | undefined): boolean {
    return name.toLowerCase() === word?.toLowerCase();
}

/** `pod-identity config`: the effective config of a stack, and the position of each value. */
import * as path from "node:path";
import { Option } from "commander";
import type { Command } from "commander";
import { stringify } from "yaml"; // see config/yamlText.ts
import { at, printedPath } from "../components/rules/problem";
import type { Path } from "../components/rules/problem";
import { effective, Leaf, plainOf } from "../config/effective";
import type { Effective } from "../config/effective";
import { counted } from "../config/message";
import { offlineStack } from "../config/offline";
import { colouredLine, plainColours } from "./colours";
import { chosenFiles, projectOf } from "./stackFiles";
import { exitCodes, Misuse } from "./terminal";
import type { ExitCode, Terminal } from "./terminal";

const formats = ["text", "json"] as const;

interface Options {
    readonly stack?: string;
    readonly format: (typeof formats)[number];
}

/** What `--format json` prints; its schema says what each is. */
export interface ConfigOutput {
    readonly file: string;
    readonly values: Record<string, unknown>;
    readonly origins: Record<string, string>;
}

export function addConfig(program: Command, terminal: Terminal, done: (code: ExitCode) => void): void {
    program
        .command("config")
        .description(
            "Prints the effective config of a stack, with included files and defaults, and the position of each value.",
        )
        .argument("[file]", "a stack file")
        .option("-s, --stack <name>", "read the file of this stack")
        .addOption(new Option("-f, --format <format>", "output format").choices(formats).default("text"))
        .action((file: string | undefined, options: Options) => {
            done(config(file, options, terminal));
        });
}

function config(name: string | undefined, { stack, format }: Options, terminal: Terminal): ExitCode {
    const project = projectOf(terminal.folder);
    const choice = { files: name === undefined ? [] : [name], stacks: stack === undefined ? [] : [stack] };
    const [file, ...others] = chosenFiles(project, choice, terminal.folder);
    if (file === undefined || others.length > 0) {
        throw new Misuse(`There are ${counted(others.length + 1, "stack file")}: say which with --stack.`);
    }
    const shown = (each: string): string => path.relative(terminal.folder, each).split(path.sep).join("/");
    const checked = offlineStack(file, project, shown);
    if (checked.problems.length > 0) {
        checked.problems.forEach(problem => {
            terminal.tell(colouredLine(problem, "error", terminal.colours?.tell ?? plainColours));
        });
        return exitCodes.wrong;
    }
    const values = effective(checked);
    if (format === "json") {
        const output: ConfigOutput = {
            file: checked.file,
            values: plainOf(values) as Record<string, unknown>,
            origins: Object.fromEntries(originsOf(values, [])),
        };
        terminal.print(JSON.stringify(output, null, 2));
    } else {
        terminal.print(aligned(linesOf(values, "")).join("\n"));
    }
    return exitCodes.fine;
}

function originsOf(value: Effective, where: Path): [string, string][] {
    if (value === null) {
        return [];
    }
    if (value instanceof Leaf) {
        return [[printedPath(where), value.origin]];
    }
    return Array.isArray(value)
        ? value.flatMap((item: Effective, index) => originsOf(item, at(where, index)))
        : Object.entries(value).flatMap(([key, item]: [string, Effective]) => originsOf(item, at(where, key)));
}

interface Line {
    readonly text: string;
    readonly origin: string;
}

/** YAML, with the origin of what each line says. */
function linesOf(value: Effective, indent: string): Line[] {
    const entries: [string, Effective][] = Array.isArray(value)
        ? value.map((item: Effective) => ["-", item])
        : Object.entries(value as Record<string, Effective>).map(([key, item]) => [`${scalar(key)}:`, item]);
    return entries.flatMap(([head, item]): Line[] => {
        if (item === null || item instanceof Leaf) {
            return [{ text: `${indent}${head} ${scalar(item?.value ?? null)}`, origin: item?.origin ?? "" }];
        }
        const inner = linesOf(item, `${indent}  `);
        if (inner.length === 0) {
            return [{ text: `${indent}${head} ${Array.isArray(item) ? "[]" : "{}"}`, origin: "" }];
        }
        const [first, ...rest] = inner;
        return head === "-" && first !== undefined
            ? [{ ...first, text: `${indent}- ${first.text.trimStart()}` }, ...rest]
            : [{ text: `${indent}${head}`, origin: "" }, ...inner];
    });
}

/** In one line, whatever is in it. */
function scalar(value: unknown): string {
    const text = stringify(value, { lineWidth: 0 }).trimEnd();
    return text.includes("\n") ? JSON.stringify(value) : text;
}

function aligned(lines: readonly Line[]): string[] {
    const width = Math.min(72, Math.max(0, ...lines.map(({ text }) => text.length)));
    return lines.map(({ text, origin }) => (origin === "" ? text : `${text.padEnd(width)}  # ${origin}`));
}

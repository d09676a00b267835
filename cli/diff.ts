/** `pod-identity diff`: who can do what after a change that they could not before. */
import { Option } from "commander";
import type { Command } from "commander";
import { awsActions } from "../inventory/catalogue";
import { accessDiff } from "../inventory/diff";
import { diffMarkdown } from "../inventory/reports/diffMarkdown";
import { diffCounts, diffLines, verdictLine } from "../inventory/reports/diffText";
import type { DiffCounts } from "../inventory/reports/diffText";
import { inventoriesIn } from "./sources";
import { exitCodes, Misuse } from "./terminal";
import type { ExitCode, Terminal } from "./terminal";

const formats = ["text", "json", "markdown"] as const;
const failures = [
    "gained",
    "lost",
    "undecided",
    "widened",
    "narrowed",
] as const satisfies readonly (keyof DiffCounts)[];
type Failure = (typeof failures)[number];

interface Options {
    readonly format: (typeof formats)[number];
    readonly failOn: readonly Failure[];
}

export function addDiff(program: Command, terminal: Terminal, done: (code: ExitCode) => void): void {
    program
        .command("diff")
        .description("Says who gains and who loses access by a change, offline, for any Pulumi program.")
        .argument("<from>", "a preview, which has both sides; or the earlier state. - is standard input")
        .argument("[to]", "the later preview or state")
        .addOption(new Option("-f, --format <format>", "how to print").choices(formats).default("text"))
        .addOption(
            new Option(
                "--fail-on <kinds>",
                `exit with 1 if there are any of ${failures.join(", ")}, separated by commas`,
            )
                .argParser(failureList)
                .default([], "none"),
        )
        .addHelpText(
            "after",
            `
Examples:
  pulumi preview --json --show-sames | pod-identity diff -
  pulumi stack export > before.json; …; pod-identity diff before.json after.json --format markdown
  pod-identity diff preview.json --fail-on gained,widened,undecided

A preview holds the config of the stack in plain text: do not upload it.`,
        )
        .action((from: string, to: string | undefined, options: Options) => {
            done(diff(from, to, options, terminal));
        });
}

function diff(from: string, to: string | undefined, { format, failOn }: Options, terminal: Terminal): ExitCode {
    const first = inventoriesIn(from, terminal);
    const second = to === undefined ? undefined : inventoriesIn(to, terminal);
    const before = second === undefined ? first.before : first.after;
    if (before === undefined) {
        throw new Misuse(`${from} has one side only: name what to compare it with.`);
    }
    const found = accessDiff(before, (second ?? first).after, awsActions());
    if (format === "text") {
        diffLines(found).forEach(terminal.print);
        found.assumptions.forEach(terminal.tell);
        terminal.tell(verdictLine(found));
    } else {
        terminal.print(format === "json" ? JSON.stringify(found, null, 2) : diffMarkdown(found));
    }
    const counts = diffCounts(found);
    return failOn.some(kind => counts[kind] > 0) ? exitCodes.wrong : exitCodes.fine;
}

function failureList(text: string): Failure[] {
    return text.split(",").map(word => {
        const kind = failures.find(each => each === word.trim());
        if (kind === undefined) {
            throw new Misuse(`--fail-on "${word.trim()}" is none of ${failures.join(", ")}.`);
        }
        return kind;
    });
}

/** `pod-identity diff`: who can do what after a change that they could not before. */
import { Option } from "commander";
import { nearestOf } from "../components/rules/nearest";
import type { Command } from "commander";
import { awsActions } from "../inventory/catalogue";
import { accessDiff } from "../inventory/diff";
import type { Inventory } from "../inventory/model";
import { diffMarkdown } from "../inventory/reports/diffMarkdown";
import { diffCounts, diffLines, verdictLine } from "../inventory/reports/diffText";
import type { DiffCounts } from "../inventory/reports/diffText";
import { previewCommand } from "../inventory/sources/jsonSource";
import { hasStackAndFormat } from "./accessOptions";
import type { TextFormat } from "./accessOptions";
import { inventoriesIn, sourceHelp } from "./sources";
import { exitCodes, Misuse } from "./terminal";
import type { ExitCode, Terminal } from "./terminal";

const failures = [
    "gained",
    "lost",
    "undecided",
    "widened",
    "narrowed",
] as const satisfies readonly (keyof DiffCounts)[];
type Failure = (typeof failures)[number];

interface Options {
    readonly stack?: string;
    readonly format: TextFormat;
    readonly failOn: readonly Failure[];
}

export function addDiff(program: Command, terminal: Terminal, done: (code: ExitCode) => void): void {
    const command = program
        .command("diff")
        .description("Says who gains and who loses access by a change, offline, for any Pulumi program.")
        .argument("[from]", `the earlier side: ${sourceHelp}`, "git:HEAD")
        .argument("[to]", "the later side; by default that of the preview, or the current stack file");
    hasStackAndFormat(command)
        .addOption(
            new Option(
                "--fail-on <kinds>",
                `exit with 1 if there are any of these, separated by commas: ${failures.join(", ")}`,
            )
                .argParser(failureList)
                .default([], "never"),
        )
        .addHelpText(
            "after",
            `
Examples:
  pod-identity diff --stack dev                  the stack file against the last commit
  pod-identity diff git:main --stack dev         against a branch
  ${previewCommand} | pod-identity diff -
  pod-identity diff before.json after.json --format markdown   two exported states
  pod-identity diff preview.json --fail-on gained,widened,undecided

A preview holds the config of the stack in plain text: do not upload it.`,
        )
        .action(async (from: string, to: string | undefined, options: Options) => {
            done(await diff(from, to, options, terminal));
        });
}

async function diff(
    from: string,
    to: string | undefined,
    { stack, format, failOn }: Options,
    terminal: Terminal,
): Promise<ExitCode> {
    const { before, after } = await sidesOf(from, to, stack, terminal);
    const found = accessDiff(before, after, awsActions());
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

async function sidesOf(
    from: string,
    to: string | undefined,
    stack: string | undefined,
    terminal: Terminal,
): Promise<{ readonly before: Inventory; readonly after: Inventory }> {
    const first = await inventoriesIn({ source: from, stack, mayBeNew: true }, terminal);
    if (to === undefined && first.before !== undefined) {
        return { before: first.before, after: first.after };
    }
    if (to === undefined && isJson(from)) {
        throw new Misuse(`${from} has one side only: name what to compare it with.`);
    }
    return { before: first.after, after: (await inventoriesIn({ source: to, stack }, terminal)).after };
}

function isJson(source: string): boolean {
    return source === "-" || source.endsWith(".json");
}

function failureList(text: string): Failure[] {
    return text.split(",").map(word => {
        const kind = failures.find(each => each === word.trim());
        if (kind === undefined) {
            const nearest = nearestOf(word.trim(), failures);
            const hint = nearest === undefined ? "" : ` Did you mean "${nearest}"?`;
            throw new Misuse(`--fail-on "${word.trim()}" is not one of ${failures.join(", ")}.${hint}`);
        }
        return kind;
    });
}

/** `pod-identity check`: everything that is wrong with stack files, without Pulumi and without AWS. */
import * as path from "node:path";
import type { Command } from "commander";
import { Option } from "commander";
import { listed } from "../components/rules/listed";
import { printedPath, problemText } from "../components/rules/problem";
import { stackFileOf } from "../config/findStackFile";
import type { ProjectFile } from "../config/findStackFile";
import { counted, inOrder } from "../config/message";
import { offlineStack } from "../config/offline";
import type { OfflineStack } from "../config/offline";
import type { LocatedProblem } from "../config/yaml/located";
import { previewCommand } from "../inventory/sources/jsonSource";
import { colouredLine, plainColours } from "./colours";
import { commandFindings } from "./findings/findings";
import { chosenFiles, projectOf, stackNames } from "./stackFiles";
import { exitCodes } from "./terminal";
import type { ExitCode, Terminal } from "./terminal";

const formats = ["text", "json", "github"] as const;

interface Options {
    readonly stack: readonly string[];
    readonly format: (typeof formats)[number];
}

/** What `--format json` prints; its schema says what each is. */
export interface CheckOutput {
    readonly files: string[];
    readonly findings: Finding[];
}

interface Finding {
    readonly severity: "error" | "warning";
    readonly stackFile: string;
    readonly file?: string | undefined;
    readonly line?: number | undefined;
    readonly column?: number | undefined;
    readonly path: string;
    readonly problem: string;
    readonly remedy: string;
}

export function addCheck(program: Command, terminal: Terminal, done: (code: ExitCode) => void): void {
    program
        .command("check")
        .description("Finds every mistake in stack files, offline: no Pulumi, no AWS.")
        .argument("[files...]", "stack files; by default all of the project")
        .option(
            "-s, --stack <name>",
            "check the file of this stack; can be repeated",
            (name, names: string[]) => [...names, name],
            [],
        )
        .addOption(new Option("-f, --format <format>", "output format").choices(formats).default("text"))
        .action((files: string[], options: Options) => {
            done(check(files, options, terminal));
        });
}

function check(names: readonly string[], { stack: stacks, format }: Options, terminal: Terminal): ExitCode {
    const project = projectOf(terminal.folder);
    const shown = (file: string): string => path.relative(terminal.folder, file).split(path.sep).join("/");
    const checked = chosenFiles(project, { files: names, stacks }, terminal.folder).map(file =>
        offlineStack(file, project, shown),
    );
    if (names.length + stacks.length === 0 && checked.every(saysNothing)) {
        terminal.tell(noStackFiles);
        if (format === "json") {
            print.json([], [], terminal);
        }
        return exitCodes.fine;
    }
    const all = allStacks(project, checked, shown);
    const findings = checked.flatMap(stack => {
        const own = commandFindings(stack, all, terminal.environment ?? {});
        const errors = inOrder([...stack.problems, ...own.filter(({ severity }) => severity === "error")]);
        const warnings = inOrder([...stack.warnings, ...own.filter(({ severity }) => severity === "warning")]);
        return [
            ...errors.map(problem => ({ severity: "error" as const, stackFile: stack.file, problem })),
            ...warnings.map(problem => ({ severity: "warning" as const, stackFile: stack.file, problem })),
        ];
    });
    print[format](
        findings.map(({ severity, stackFile, problem }) => ({ ...problem, severity, stackFile })),
        checked.map(({ file }) => file),
        terminal,
    );
    return findings.some(({ severity }) => severity === "error") ? exitCodes.wrong : exitCodes.fine;
}

/** A project whose program uses the components in code has stack files, with config of its own. */
function saysNothing({ config: { node }, isPartial, problems }: OfflineStack): boolean {
    const isEmpty = node.kind === "map" && node.entries.size === 0;
    return isEmpty && !isPartial && problems.every(({ path: property }) => property.length === 0);
}

const noStackFiles =
    "The stack files of this project have no keys of eks-pod-identity, so there is nothing to check. " +
    `For a program that uses the components: ${previewCommand} | pod-identity show -`;

/** Those that were checked and the other ones of the project, which can have the same role names. */
function allStacks(
    project: ProjectFile,
    checked: readonly OfflineStack[],
    shown: (file: string) => string,
): readonly OfflineStack[] {
    const known = new Set(checked.map(({ file }) => file));
    const others = stackNames(project).flatMap(stack => stackFileOf(project, stack) ?? []);
    return [
        ...checked,
        ...others.filter(file => !known.has(shown(file))).map(file => offlineStack(file, project, shown)),
    ];
}

type Found = LocatedProblem & Pick<Finding, "severity" | "stackFile">;

/**
 * What is wrong in a file that several stack files include is one mistake. Its remedy names the stack files where it is not
 * one of all that were checked.
 */
function once(found: readonly Found[], files: readonly string[]): Found[] {
    const groups = new Map<string, [Found, ...Found[]]>();
    for (const each of found) {
        const { severity, place, path: property, problem, remedy } = each;
        const key = JSON.stringify([severity, place ?? each.stackFile, property, problem, remedy]);
        const others = groups.get(key);
        if (others === undefined) {
            groups.set(key, [each]);
        } else {
            others.push(each);
        }
    }
    return [...groups.values()].map(same => {
        const [first] = same;
        const stackFiles = [...new Set(same.map(({ stackFile }) => stackFile))];
        const isIncluded = first.place !== undefined && first.place.file !== first.stackFile;
        return isIncluded && stackFiles.length < files.length
            ? { ...first, remedy: `${first.remedy} (in ${listed(stackFiles)})` }
            : first;
    });
}

const print: Readonly<
    Record<(typeof formats)[number], (found: readonly Found[], files: readonly string[], terminal: Terminal) => void>
> = {
    text: (all, files, { print: out, tell, colours }) => {
        const found = once(all, files);
        for (const problem of found) {
            out(colouredLine(problem, problem.severity, colours?.print ?? plainColours));
        }
        const { green, red, yellow } = colours?.tell ?? plainColours;
        const errors = found.filter(({ severity }) => severity === "error").length;
        const warnings = found.length - errors;
        tell(
            `${counted(files.length, "stack file")}: ${errors === 0 ? green("no problems") : red(counted(errors, "problem"))}` +
                (warnings === 0 ? "" : `, ${yellow(counted(warnings, "warning"))}`),
        );
    },
    json: (found, files, { print: out }) => {
        const findings = found.map(({ severity, stackFile, place, path: property, problem, remedy }) => ({
            severity,
            stackFile,
            ...place,
            path: printedPath(property),
            problem,
            remedy,
        }));
        const output: CheckOutput = { files: [...files], findings };
        out(JSON.stringify(output, null, 2));
    },
    // https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
    github: (all, files, { print: out }) => {
        for (const { severity, stackFile, place, ...problem } of once(all, files)) {
            const at = place ?? { file: stackFile, line: 1, column: 1 };
            const properties = `file=${property(at.file)},line=${String(at.line)},col=${String(at.column)}`;
            out(`::${severity} ${properties}::${data(problemText(problem))}`);
        }
    },
};

function data(text: string): string {
    return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
    return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

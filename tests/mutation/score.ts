/** The score of each group of mutants, and the mutants that no test notices. */
import type { Stryker } from "@stryker-mutator/core" with { "resolution-mode": "import" };

export type Mutant = Awaited<ReturnType<Stryker["runMutationTest"]>>[number];
export type Outcome = Pick<Mutant, "fileName" | "mutatorName" | "replacement" | "status" | "location">;

export interface Score {
    readonly group: string;
    /** All mutants but the ignored ones. */
    readonly mutants: number;
    /** A test fails. */
    readonly killed: number;
    /** A test does not end. */
    readonly endless: number;
    /** No test fails. Includes the mutants that no test runs. */
    readonly survived: number;
    /** Static mutants: they run only while their file is loaded. */
    readonly ignored: number;
}

/** Those of a file: Stryker also returns the kept results of other files. */
export function mutantsIn<T extends Outcome>(mutants: readonly T[], file: string): T[] {
    return mutants.filter(({ fileName }) => pathOf(fileName) === file);
}

export function scoreOf(group: string, mutants: readonly Outcome[]): Score {
    const count = (...statuses: readonly string[]): number =>
        mutants.filter(({ status }) => statuses.includes(status)).length;
    const [killed, endless, survived] = [count("Killed"), count("Timeout"), count("Survived", "NoCoverage")];
    return { group, mutants: killed + endless + survived, killed, endless, survived, ignored: count("Ignored") };
}

/** A line for each mutant that survived: `components/rules/arn.ts:12:8 BooleanLiteral: true`. */
export function survivors(mutants: readonly Outcome[]): string[] {
    return mutants
        .filter(({ status }) => status === "Survived" || status === "NoCoverage")
        .map(({ fileName, location, mutatorName, replacement, status }) => {
            const { line, column } = location.start;
            const change = replacement.replace(/\s+/g, " ");
            const position = `${pathOf(fileName)}:${String(line)}:${String(column)}`;
            return `${position} ${mutatorName}${status === "NoCoverage" ? ", not run" : ""}: ${change}`;
        });
}

const head = [
    "| group | mutants | killed | endless | survived | score | static, not tried | date |",
    "|---|---|---|---|---|---|---|---|",
];

export function table(rows: readonly Score[], date: string): string {
    return [...head, ...rows.map(row => line(row, date))].join("\n");
}

/** `page` with the rows of these groups. The rows of other groups stay. */
export function withRows(page: string, rows: readonly Score[], date: string): string {
    const fresh = new Map(rows.map(row => [row.group, line(row, date)]));
    return page
        .split("\n")
        .map(text => fresh.get(/^\| (\w+) \|/.exec(text)?.[1] ?? "") ?? text)
        .join("\n");
}

function line({ group, mutants, killed, endless, survived, ignored }: Score, date: string): string {
    const score = mutants > 0 ? ((100 * (killed + endless)) / mutants).toFixed(1) : "–";
    return `| ${group} | ${mutants} | ${killed} | ${endless} | ${survived} | ${score} % | ${ignored} | ${date} |`;
}

/** Relative to the repository. */
function pathOf(fileName: string): string {
    return fileName.replace(/^.*(?=components\/)/, "");
}

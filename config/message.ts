/** Problems as lines of text: `Pulumi.dev.yaml:12:7  associations["Shop/orders"]: …`. */
import { inOneLine, problemText } from "../components/rules/problem";
import type { LocatedProblem, Place } from "./yaml/located";

export function placeText({ file, line, column }: Place): string {
    return `${inOneLine(file)}:${String(line)}:${String(column)}`;
}

export function problemLine(problem: LocatedProblem, label = ""): string {
    return `${problem.place === undefined ? "" : `${placeText(problem.place)}  `}${label}${problemText(problem)}`;
}

/**
 * Sorted by file and position; problems without a position come last. A problem that several subjects share through an
 * anchor or an included file has one position, and is reported once. Two missing keys at one position are two problems.
 */
export function inOrder(problems: readonly LocatedProblem[]): LocatedProblem[] {
    const reported = new Set<string>();
    return problems
        .filter(({ place, path, problem }) => {
            const key = place === undefined ? undefined : JSON.stringify([placeText(place), path.at(-1), problem]);
            const isNew = key === undefined || !reported.has(key);
            reported.add(key ?? "");
            return isNew;
        })
        .sort(({ place: a }, { place: b }) =>
            a === undefined || b === undefined
                ? Number(a === undefined) - Number(b === undefined)
                : a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column,
        );
}

export function counted(count: number, noun: string): string {
    return `${String(count)} ${noun}${count === 1 ? "" : "s"}`;
}

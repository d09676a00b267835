/** Problems as lines of text: `Pulumi.dev.yaml:12:7  associations["Shop/orders"]: …`. */
import { inOneLine, problemText } from "../components/rules/problem";
import type { Place } from "./yaml/located";
import type { LocatedProblem } from "./yaml/text";

export function placeText({ file, line, column }: Place): string {
    return `${inOneLine(file)}:${String(line)}:${String(column)}`;
}

export function problemLine(problem: LocatedProblem, label = ""): string {
    return `${problem.place === undefined ? "" : `${placeText(problem.place)}  `}${label}${problemText(problem)}`;
}

/**
 * In the order of the files; what has no place comes last. A mistake that several subjects share through an anchor or an
 * included file stands in one place and is told once; two keys that are missing in one place are two mistakes.
 */
export function inOrder(problems: readonly LocatedProblem[]): LocatedProblem[] {
    const told = new Set<string>();
    return problems
        .filter(({ place, path, problem }) => {
            const key = place === undefined ? undefined : JSON.stringify([placeText(place), path.at(-1), problem]);
            const isNew = key === undefined || !told.has(key);
            told.add(key ?? "");
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

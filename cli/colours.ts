/** Colour on a terminal. */
import pc from "picocolors"; // ISC, no dependencies, 3 KB
import { inOneLine, printedPath, problemText } from "../components/rules/problem";
import { placeText } from "../config/message";
import type { LocatedProblem } from "../config/yaml/located";

export type Colours = ReturnType<typeof pc.createColors>;

/** No colours, as in files, in pipes and for programs. */
export const plainColours: Colours = pc.createColors(false);

/** Colours if `stream` is a terminal; NO_COLOR and FORCE_COLOR decide otherwise. https://no-color.org, https://force-color.org */
export function coloursOf(
    stream: { readonly isTTY?: boolean },
    environment: Readonly<Record<string, string | undefined>>,
): Colours {
    const { NO_COLOR: refused = "", FORCE_COLOR: forced = "", TERM: kind } = environment;
    const isWanted = !["", "0"].includes(forced) || (stream.isTTY === true && kind !== "dumb");
    return pc.createColors(refused === "" && isWanted);
}

/** A problem in one line. Without colours it is the same as `problemLine`. */
export function colouredLine(problem: LocatedProblem, severity: "error" | "warning", colours: Colours): string {
    const { place, path } = problem;
    const label = severity === "warning" ? `${colours.yellow("warning:")} ` : "";
    const text = problemText(problem);
    const shownPath = inOneLine(printedPath(path));
    const rest = text.slice(shownPath.length);
    const marked =
        path.length === 0 ? text : `${(severity === "warning" ? colours.yellow : colours.red)(shownPath)}${rest}`;
    return `${place === undefined ? "" : `${colours.cyan(placeText(place))}  `}${label}${marked}`;
}

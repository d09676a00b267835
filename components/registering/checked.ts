import * as pulumi from "@pulumi/pulumi";
import type { Checked } from "../checks/checkedArgs";
import { printedPath, problemText } from "../rules/problem";
import type { Problem } from "../rules/problem";
import { printedAlone } from "./sdkInternals";

/**
 * The decisions of valid args. Call it before `super`, so that all problems are reported before any registration.
 * @throws pulumi.InputPropertiesError with all problems, by property path.
 */
export function checked<D>(component: string, { decisions, problems }: Pick<Checked<D>, "decisions" | "problems">): D {
    if (problems.length > 0) {
        throw argumentsError(component, problems);
    }
    return decisions;
}

/**
 * Readable everywhere: the caller of a plugin gets the list, and a program that does not catch it prints only the text.
 * No error class of the SDK supports both.
 */
function argumentsError(component: string, problems: readonly Problem[]): pulumi.InputPropertiesError {
    const count = problems.length === 1 ? "1 problem" : `${String(problems.length)} problems`;
    const head = `${component} has ${count}, so nothing was registered:`;
    const message = [head, ...problems.map(problemText)].join("\n  ");
    const error = new pulumi.InputPropertiesError({
        message,
        // The engine prints the value of every path that it can resolve, including secrets. "args" does not resolve.
        errors: problems.map(({ path, problem, remedy }) => ({
            propertyPath: printedPath(path, "args"),
            reason: problemText({ path: [], problem, remedy }),
        })),
    });
    return printedAlone(error, message);
}

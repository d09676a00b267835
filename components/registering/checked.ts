import * as pulumi from "@pulumi/pulumi";
import type { Checked } from "../checks/checkedArgs";
import { printedPath, problemText } from "../rules/problem";
import type { Problem } from "../rules/problem";
import { printedAlone } from "./sdkInternals";

/**
 * What args decide, if nothing is wrong with them. To be called before `super`, so that nothing is registered before all
 * problems are known.
 * @throws pulumi.InputPropertiesError with all problems, by property path.
 */
export function checked<D>(component: string, { decisions, problems }: Pick<Checked<D>, "decisions" | "problems">): D {
    if (problems.length > 0) {
        throw argumentsError(component, problems);
    }
    return decisions;
}

/**
 * Reads well wherever it surfaces: a plugin's caller gets the list, a program that lets it escape prints the text alone.
 * No error class of the SDK is both.
 */
function argumentsError(component: string, problems: readonly Problem[]): pulumi.InputPropertiesError {
    const count = problems.length === 1 ? "1 problem" : `${String(problems.length)} problems`;
    const head = `${component} has ${count}, so nothing was registered:`;
    const message = [head, ...problems.map(problemText)].join("\n  ");
    const error = new pulumi.InputPropertiesError({
        message,
        // The engine prints the value of every path that resolves, secrets included: "args" makes sure that none does.
        errors: problems.map(({ path, problem, remedy }) => ({
            propertyPath: printedPath(path, "args"),
            reason: problemText({ path: [], problem, remedy }),
        })),
    });
    return printedAlone(error, message);
}

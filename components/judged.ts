/** What only the deployment can judge, because an Output was in it. */
import * as pulumi from "@pulumi/pulumi";
import { problemText } from "./checks/problem";
import type { Problem } from "./checks/problem";
import { userError } from "./errors";

/** What is wrong with a text that is known. */
export type KnownRule = (text: string) => readonly Problem[];

/** `value`, once it is known that `rule` finds nothing wrong with it; else an error that the user reads. */
export function judged(value: pulumi.Input<string>, rule: KnownRule | undefined): pulumi.Input<string> {
    if (rule === undefined) {
        return value;
    }
    const judge = (text: string): string => {
        mustHold(rule(text));
        return text;
    };
    return typeof value === "string" ? judge(value) : pulumi.output(value).apply(judge);
}

/** An error that the user reads, where there are problems. */
export function mustHold(problems: readonly Problem[]): void {
    if (problems.length > 0) {
        throw userError(...problems.map(problemText));
    }
}

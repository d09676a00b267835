/** What only the deployment can judge, because an Output was in it. */
import * as pulumi from "@pulumi/pulumi";
import { problemTextIn, secretProblemTextIn } from "../rules/problem";
import type { Problem } from "../rules/problem";
import { userError } from "./errors";

/** What is wrong with a text that is known. */
export type KnownRule = (text: string) => readonly Problem[];

/** `value`, once `rule` finds nothing wrong with it; else an error that the user reads, about the resource `root`. */
export function judged(value: pulumi.Input<string>, rule: KnownRule | undefined, root: string): pulumi.Input<string> {
    if (rule === undefined) {
        return value;
    }
    const judge = (text: string): string => {
        mustHold(rule(text), root);
        return text;
    };
    return typeof value === "string" ? judge(value) : applied(pulumi.output(value), judge);
}

/** An error that the user reads, where there are problems; `root` is the resource that has them, if it is known. */
export function mustHold(problems: readonly Problem[], root = ""): void {
    if (problems.length > 0) {
        const error = userError(...problems.map(problem => problemTextIn(root, problem)));
        textsWithoutValues.set(
            error,
            problems.map(problem => secretProblemTextIn(root, problem)),
        );
        throw error;
    }
}

/** What an error says where the value that it is about is secret. */
const textsWithoutValues = new WeakMap<Error, readonly string[]>();

/**
 * `make` of an Output's value. An error about a secret does not show it: Pulumi hides secrets in what it prints itself, not in
 * the messages of programs.
 */
export function applied<T, U>(value: pulumi.Output<T>, make: (value: pulumi.Unwrap<T>) => U): pulumi.Output<U> {
    return pulumi.all([value, pulumi.isSecret(value)]).apply<U>(([known, isSecret]) => {
        try {
            return make(known);
        } catch (error) {
            const texts = error instanceof Error ? textsWithoutValues.get(error) : undefined;
            throw isSecret
                ? userError(
                      ...(texts ?? [
                          "A secret value is not legal here. It is not shown: check it where it comes from.",
                      ]),
                  )
                : error;
        }
    });
}

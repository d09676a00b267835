/** The edge: inputs in, with Outputs and placeholders; values out that a registration takes, or an error that the user reads. */
import * as pulumi from "@pulumi/pulumi";
import type { ClusterIdentity } from "../rules/arn";
import { placeholdersIn, placeholderValues, resolveAll } from "../rules/placeholders";
import { problemTextIn, secretProblemTextIn } from "../rules/problem";
import type { Problem } from "../rules/problem";
import { isDeferred } from "../rules/shapes";
import type { Subject } from "../rules/subject";
import { userError } from "./errors";

/** Where placeholders get their values from. */
export class Place {
    constructor(
        readonly cluster: pulumi.Output<ClusterIdentity>,
        /** Only where the place is one subject's. */
        readonly subject?: Subject,
    ) {}

    /** `value` with its placeholders filled in. */
    filled<T>(value: T): pulumi.Unwrap<T> | pulumi.Output<pulumi.Unwrap<T>> {
        return this.resolved(value, full => full);
    }

    /**
     * `make` of `value` with its placeholders filled in. What is plain is made at once: an Output costs more than all the rest
     * of a registration, and there are thousands.
     */
    resolved<T, U>(value: T, make: (value: pulumi.Unwrap<T>) => U): U | pulumi.Output<U> {
        if (holds(value, isDeferred)) {
            return this.resolvedIn(value, make);
        }
        return holds(value, item => typeof item === "string" && placeholdersIn(item).length > 0)
            ? this.cluster.apply(identity => make(this.fill(value, identity)))
            : make(value as pulumi.Unwrap<T>);
    }

    /** The same for what `make` decides by the cluster too. */
    resolvedIn<T, U>(value: T, make: (value: pulumi.Unwrap<T>, cluster: ClusterIdentity) => U): pulumi.Output<U> {
        return applied(pulumi.all([pulumi.output<unknown>(value), this.cluster]), ([plain, identity]) =>
            make(this.fill<T>(plain, identity), identity),
        );
    }

    private fill<T>(plain: unknown, identity: ClusterIdentity): pulumi.Unwrap<T> {
        return resolveAll(plain, placeholderValues(identity, this.subject)) as pulumi.Unwrap<T>;
    }
}

/** Whether `test` holds for the value or for anything in it, keys of maps included. */
function holds(value: unknown, test: (item: unknown) => boolean): boolean {
    if (test(value)) {
        return true;
    }
    if (Array.isArray(value)) {
        return value.some(item => holds(item, test));
    }
    return typeof value === "object" && value !== null && !isDeferred(value)
        ? Object.entries(value).some(([key, item]) => test(key) || holds(item, test))
        : false;
}

/** What is wrong with a text that is known. */
export type KnownRule = (text: string) => readonly Problem[];

/** `value`, once `rule` finds nothing wrong with it; else an error that the user reads, about the resource `root`. */
export function checkedText(
    value: pulumi.Input<string>,
    rule: KnownRule | undefined,
    root: string,
): pulumi.Input<string> {
    if (rule === undefined) {
        return value;
    }
    const check = (text: string): string => {
        refuseProblems(rule(text), root);
        return text;
    };
    return typeof value === "string" ? check(value) : applied(pulumi.output(value), check);
}

/** Throws an error that the user reads if there are problems. `root` is the resource that has them, if it is known. */
export function refuseProblems(problems: readonly Problem[], root = ""): void {
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

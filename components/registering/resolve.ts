/** Resolves inputs with Outputs and placeholders to values for a registration, or to an error for the user. */
import * as pulumi from "@pulumi/pulumi";
import type { ClusterIdentity } from "../rules/arn";
import { placeholdersIn, placeholderValues, resolveAll } from "../rules/placeholders";
import { problemTextIn, secretProblemTextIn } from "../rules/problem";
import type { Problem } from "../rules/problem";
import { holdsDeferred } from "../rules/shapes";
import type { Subject } from "../rules/subject";
import { userError } from "./errors";

/** The values of placeholders. */
export class Place {
    constructor(
        readonly cluster: pulumi.Output<ClusterIdentity>,
        /** Set if there is exactly one subject. */
        readonly subject?: Subject,
    ) {}

    /** `value` with placeholders replaced. */
    filled<T>(value: T): pulumi.Unwrap<T> | pulumi.Output<pulumi.Unwrap<T>> {
        return this.resolved(value, full => full);
    }

    /**
     * `make` of `value` with placeholders replaced. Plain values are resolved immediately: an Output costs more than
     * the rest of a registration, and there are thousands.
     */
    resolved<T, U>(value: T, make: (value: pulumi.Unwrap<T>) => U): U | pulumi.Output<U> {
        if (holdsDeferred(value)) {
            return this.resolvedIn(value, make);
        }
        return hasPlaceholders(value)
            ? this.cluster.apply(identity => make(this.fill(value, identity)))
            : make(value as pulumi.Unwrap<T>);
    }

    /** The same, if `make` also needs the cluster. */
    resolvedIn<T, U>(value: T, make: (value: pulumi.Unwrap<T>, cluster: ClusterIdentity) => U): pulumi.Output<U> {
        return applied(pulumi.all([pulumi.output<unknown>(value), this.cluster]), ([plain, identity]) =>
            make(this.fill<T>(plain, identity), identity),
        );
    }

    private fill<T>(plain: unknown, identity: ClusterIdentity): pulumi.Unwrap<T> {
        return resolveAll(plain, placeholderValues(identity, this.subject)) as pulumi.Unwrap<T>;
    }
}

/** Whether a known value has placeholders, also in the keys of maps. */
function hasPlaceholders(value: unknown): boolean {
    if (typeof value === "string") {
        return placeholdersIn(value).length > 0;
    }
    return typeof value === "object" && value !== null
        ? Object.entries(value).some(([key, item]) => hasPlaceholders(key) || hasPlaceholders(item))
        : false;
}

/** Problems of a known text. */
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

/** The error message if the value is secret. */
const textsWithoutValues = new WeakMap<Error, readonly string[]>();

/**
 * `make` of an Output's value. Errors do not quote a secret, because Pulumi does not hide secrets in error messages.
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
                          "A secret value is not valid here. Check it at its source, because it is not shown.",
                      ]),
                  )
                : error;
        }
    });
}

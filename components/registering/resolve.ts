/** The edge: inputs in, with Outputs and placeholders; values out that a registration takes. */
import * as pulumi from "@pulumi/pulumi";
import type { ClusterIdentity } from "../rules/arn";
import { placeholdersIn, placeholderValues, resolveAll } from "../rules/placeholders";
import { isDeferred } from "../rules/shapes";
import { applied } from "./validated";
import type { Subject } from "../rules/subject";

/** Where placeholders get their values from. */
export interface Place {
    readonly cluster: pulumi.Output<ClusterIdentity>;
    /** Only where the place is one subject's. */
    readonly subject: Subject | undefined;
}

/**
 * `make` of `value` with its placeholders filled in. What is plain is made at once: an Output costs more than all the rest
 * of a registration, and there are thousands.
 */
export function resolved<T, U>(
    value: T,
    { cluster, subject }: Place,
    make: (value: pulumi.Unwrap<T>) => U,
): U | pulumi.Output<U> {
    const deferred = holds(value, isDeferred);
    const places = holds(value, item => typeof item === "string" && placeholdersIn(item).length > 0);
    const fill = (plain: unknown, identity: ClusterIdentity): U =>
        make(resolveAll(plain, placeholderValues(identity, subject)) as pulumi.Unwrap<T>);
    if (deferred) {
        return applied(pulumi.all([pulumi.output<unknown>(value), cluster]), ([plain, identity]) =>
            fill(plain, identity),
        );
    }
    return places ? cluster.apply(identity => fill(value, identity)) : make(value as pulumi.Unwrap<T>);
}

/** The same for what `make` decides by the cluster too. */
export function resolvedIn<T, U>(
    value: T,
    { cluster, subject }: Place,
    make: (value: pulumi.Unwrap<T>, cluster: ClusterIdentity) => U,
): pulumi.Output<U> {
    return applied(pulumi.all([pulumi.output<unknown>(value), cluster]), ([plain, identity]) =>
        make(resolveAll(plain, placeholderValues(identity, subject)) as pulumi.Unwrap<T>, identity),
    );
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

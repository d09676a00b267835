/** What kind of value something is. */
import * as pulumi from "@pulumi/pulumi";

/** A value that is known at deployment only. */
export function isDeferred(value: unknown): boolean {
    // Most values are texts, and the SDK's question costs more than the rest of their check.
    return typeof value === "object" && value !== null && (pulumi.Output.isInstance(value) || value instanceof Promise);
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value) && !isDeferred(value);
}

/** The value of a key of the user's: `constructor` and its like, which every object inherits, are not in a map. */
export function ownValue(map: Readonly<Record<string, unknown>>, key: string): unknown {
    return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** Whether a value is left out. `null` counts: it takes a default away. */
export function isAbsent(value: unknown): value is null | undefined {
    return value === undefined || value === null;
}

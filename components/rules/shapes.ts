/** The type of a value. */
import * as pulumi from "@pulumi/pulumi";

/** An Output: a value that is known only at deployment. */
export function isDeferred(value: unknown): boolean {
    // Most values are text, and the SDK's check for Outputs is expensive.
    return typeof value === "object" && value !== null && (pulumi.Output.isInstance(value) || value instanceof Promise);
}

/** Whether a value, or a part of it, is known only at deployment. */
export function holdsDeferred(value: unknown): boolean {
    return (
        typeof value === "object" && value !== null && (isDeferred(value) || Object.values(value).some(holdsDeferred))
    );
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value) && !isDeferred(value);
}

/** The value of a key of the args. Inherited names such as `constructor` are not keys. */
export function ownValue(map: Readonly<Record<string, unknown>>, key: string): unknown {
    return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** Whether a value is missing. `null` counts as missing: it removes a default. */
export function isAbsent(value: unknown): value is null | undefined {
    return value === undefined || value === null;
}

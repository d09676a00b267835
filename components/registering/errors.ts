import * as pulumi from "@pulumi/pulumi";

/**
 * An error that reads as its message alone. The SDK puts the path of every property that waited for a failed Output in
 * front of the message, one after the other; none of them is the user's, so they are not taken.
 */
export function userError(...lines: readonly string[]): pulumi.RunError {
    const message = lines.join("\n");
    const error = new pulumi.RunError(message);
    Object.defineProperty(error, "message", { get: () => message, set: () => undefined });
    return error;
}

/** A provider's own words, without what the SDK wraps around them. */
export function reasonOf(error: unknown): string {
    const message = error instanceof Error ? error.message : String(error);
    return message
        .replace(/^.*?returned an error: /s, "")
        .replace(/^invoking \S+: /, "")
        .trim();
}

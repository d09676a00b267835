import * as pulumi from "@pulumi/pulumi";

/**
 * An error whose output is only its message. The SDK would prefix it with the paths of all properties that waited for a
 * failed Output. These are not properties of the args.
 */
export function userError(...lines: readonly string[]): pulumi.RunError {
    const message = lines.join("\n");
    const error = new pulumi.RunError(message);
    Object.defineProperty(error, "message", { get: () => message, set: () => undefined });
    return error;
}

/** A provider's message, without the SDK's wrapping. */
export function reasonOf(error: unknown): string {
    const message = error instanceof Error ? error.message : String(error);
    return message
        .replace(/^.*?returned an error: /s, "")
        .replace(/^invoking \S+: /, "")
        .trim();
}

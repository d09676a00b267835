import type * as pulumi from "@pulumi/pulumi";
import { problemText } from "../rules/problem";
import type { Problem } from "../rules/problem";
import { logMessage } from "./logs";

const given = new WeakSet<object>();

/**
 * Marks `args` whose warnings have already been logged with positions in a file. The component does not repeat them.
 */
export function withWarningsGiven<T extends object>(args: T): T {
    given.add(args);
    return args;
}

/** Logs the warnings of `component`, unless those of its `args` have already been logged. */
export function giveWarnings(component: pulumi.Resource, args: object, warnings: () => readonly Problem[]): void {
    for (const warning of given.has(args) ? [] : warnings()) {
        logMessage("warn", problemText(warning), component);
    }
}

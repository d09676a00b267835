import type * as pulumi from "@pulumi/pulumi";
import { problemText } from "../rules/problem";
import type { Problem } from "../rules/problem";
import { logMessage } from "./logs";

const given = new WeakSet<object>();

/** Marks `args` as ones whose warnings have been given, with their positions in a file; the component does not repeat them. */
export function withWarningsGiven<T extends object>(args: T): T {
    given.add(args);
    return args;
}

/** Logs what `component` warns of, unless the warnings about its `args` have been given. */
export function giveWarnings(component: pulumi.Resource, args: object, warnings: () => readonly Problem[]): void {
    for (const warning of given.has(args) ? [] : warnings()) {
        logMessage("warn", problemText(warning), component);
    }
}

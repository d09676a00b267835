/** `pulumi preview --json --show-sames`: both sides of a change, for a program in any language. */
import type { RegisteredResource } from "../resources";
import { isAbsent, isMap } from "../../components/rules/shapes";
import { isState, resourceOf, UnreadableSource } from "./pulumiState";
import type { PulumiState } from "./pulumiState";

export interface PreviewResources {
    readonly before: readonly RegisteredResource[];
    readonly after: readonly RegisteredResource[];
    /** Whether resources that do not change are left out: without `--show-sames` the rest of the stack is not in the file. */
    readonly isPartial: boolean;
}

interface Step {
    readonly op: string;
    readonly urn: string;
    readonly oldState?: PulumiState | null;
    readonly newState?: PulumiState | null;
}

function isStep(value: unknown): value is Step {
    return (
        isMap(value) &&
        typeof value.urn === "string" &&
        [value.oldState, value.newState].every(state => isAbsent(state) || isState(state))
    );
}

/** `undefined` where the object is no preview. */
export function previewResources(preview: Readonly<Record<string, unknown>>): PreviewResources | undefined {
    const { steps } = preview;
    if (!Array.isArray(steps)) {
        return undefined;
    }
    if (!steps.every(isStep)) {
        throw new UnreadableSource(
            "The preview has steps without the URN or the state of a resource: it is not the output of `pulumi preview --json`.",
        );
    }
    const all: readonly Step[] = steps;
    // A replacement has several steps for one URN, with the same states. If an earlier one was interrupted, there is also a
    // second old state, which waits for its deletion like the old state of each replacement.
    const before = new Map<string, RegisteredResource>();
    for (const { urn, oldState } of [...all.filter(step => !isWaiting(step)), ...all.filter(isWaiting)]) {
        if (oldState && !before.has(urn)) {
            before.set(urn, resourceOf(oldState));
        }
    }
    const after = new Map<string, RegisteredResource>();
    for (const { op, urn, newState } of all) {
        if (newState && op !== "delete") {
            after.set(urn, withKept(resourceOf(newState), before.get(urn), op));
        }
    }
    return { before: [...before.values()], after: [...after.values()], isPartial: leavesOut(preview, all) };
}

function isWaiting({ oldState }: Step): boolean {
    return oldState?.delete === true;
}

/** The summary counts resources that stay the same also where no step shows them. */
function leavesOut({ changeSummary }: Readonly<Record<string, unknown>>, steps: readonly Step[]): boolean {
    const { same } = (changeSummary ?? {}) as { readonly same?: unknown };
    return typeof same === "number" && same > steps.filter(({ op }) => op === "same").length;
}

/** What AWS gave a resource stays when it is kept or updated in place: its ARN, above all. */
function withKept(
    resource: RegisteredResource,
    earlier: RegisteredResource | undefined,
    op: string,
): RegisteredResource {
    const isKept = ["same", "update", "refresh", "read"].includes(op);
    return earlier === undefined || !isKept
        ? resource
        : { ...resource, outputs: { ...stable(earlier.outputs), ...resource.outputs } };
}

const stableOutputs = ["arn", "name", "uniqueId", "associationId"];

function stable(outputs: Readonly<Record<string, unknown>>): Record<string, unknown> {
    return Object.fromEntries(Object.entries(outputs).filter(([key]) => stableOutputs.includes(key)));
}

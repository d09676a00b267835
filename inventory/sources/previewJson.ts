/** `pulumi preview --json --show-sames --show-replacement-steps`: both sides of a change, for a program in any language. */
import type { RegisteredResource } from "../resources";
import { isAbsent, isMap } from "../../components/rules/shapes";
import { isState, resourceOf, UnreadableSource } from "./pulumiState";
import type { PulumiState } from "./pulumiState";

export interface PreviewResources {
    readonly before: readonly RegisteredResource[];
    readonly after: readonly RegisteredResource[];
    /** What the file does not have for want of a flag; `undefined` if it has everything. */
    readonly leftOut: string | undefined;
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
    return { before: [...before.values()], after: [...after.values()], leftOut: leftOut(preview, all) };
}

function isWaiting({ oldState }: Step): boolean {
    return oldState?.delete === true;
}

/**
 * The summary counts resources that stay the same also where no step shows them. Before the engine replaces a resource, it
 * can delete those that depend on it, such as the policies of a role. These deletions are steps of the replacement.
 */
function leftOut({ changeSummary }: Readonly<Record<string, unknown>>, steps: readonly Step[]): string | undefined {
    const { same } = (changeSummary ?? {}) as { readonly same?: unknown };
    const ops = steps.map(({ op }) => op);
    if (typeof same === "number" && same > ops.filter(op => op === "same").length) {
        return "resources that do not change";
    }
    // A new resource is created, read or imported: `create-replacement`, …
    return ops.includes("replace") && !ops.some(op => op.endsWith("-replacement"))
        ? "what is deleted with a replaced resource"
        : undefined;
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

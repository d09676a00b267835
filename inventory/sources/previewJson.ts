/** `pulumi preview --json --show-sames`: both sides of a change, for a program in any language. */
import type { RegisteredResource } from "../resources";
import { resourceOf, UnreadableSource } from "./pulumiState";
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
    readonly oldState?: PulumiState;
    readonly newState?: PulumiState;
}

/** `undefined` where the object is no preview. */
export function previewResources(preview: Readonly<Record<string, unknown>>): PreviewResources | undefined {
    const { steps } = preview;
    if (!Array.isArray(steps)) {
        return undefined;
    }
    const all = steps as readonly Step[];
    if (all.some(step => typeof step !== "object" || typeof step.urn !== "string")) {
        throw new UnreadableSource(
            "The preview has steps without a URN: it is not the output of `pulumi preview --json`.",
        );
    }
    // A replacement has several steps for one URN, with the same states.
    const before = new Map<string, RegisteredResource>();
    const after = new Map<string, RegisteredResource>();
    for (const { op, urn, oldState, newState } of all) {
        if (oldState !== undefined && !before.has(urn)) {
            before.set(urn, resourceOf(oldState));
        }
        if (newState !== undefined && op !== "delete") {
            after.set(urn, withKept(resourceOf(newState), before.get(urn), op));
        }
    }
    return { before: [...before.values()], after: [...after.values()], isPartial: leavesOut(preview, all) };
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

/** `pulumi stack export`: what Pulumi believes is deployed. */
import type { RegisteredResource } from "../resources";
import { isState, resourceOf, UnreadableSource } from "./pulumiState";

export interface ExportedState {
    readonly resources: readonly RegisteredResource[];
    /** Whether a deployment was interrupted: AWS can have what the state lacks. */
    readonly isInterrupted: boolean;
}

/** `undefined` where the object is no exported state. */
export function exportedState(state: Readonly<Record<string, unknown>>): ExportedState | undefined {
    const { deployment } = state;
    if (typeof deployment !== "object" || deployment === null) {
        return undefined;
    }
    const { resources = [], pending_operations: pending } = deployment as Readonly<Record<string, unknown>>;
    if (!Array.isArray(resources) || !resources.every(isState)) {
        throw new UnreadableSource(
            "The state has no list of resources: it is not the output of `pulumi stack export`.",
        );
    }
    // What waits for its deletion is on its way out.
    return {
        resources: resources.filter(resource => resource.delete !== true).map(resourceOf),
        isInterrupted: Array.isArray(pending) && pending.length > 0,
    };
}

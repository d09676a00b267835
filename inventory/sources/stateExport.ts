/** `pulumi stack export`: what Pulumi believes is deployed. */
import type { RegisteredResource } from "../resources";
import { isState, resourceOf, UnreadableSource } from "./pulumiState";

/** `undefined` where the object is no exported state. */
export function exportedResources(state: Readonly<Record<string, unknown>>): readonly RegisteredResource[] | undefined {
    const { deployment } = state;
    if (typeof deployment !== "object" || deployment === null) {
        return undefined;
    }
    const { resources = [] } = deployment as { readonly resources?: unknown };
    if (!Array.isArray(resources) || !resources.every(isState)) {
        throw new UnreadableSource(
            "The state has no list of resources: it is not the output of `pulumi stack export`.",
        );
    }
    // What waits for its deletion is on its way out.
    return resources.filter(resource => resource.delete !== true).map(resourceOf);
}

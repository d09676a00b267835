/** A JSON text as a source: the output of `pulumi preview --json` or of `pulumi stack export`. */
import type { InventorySource } from "../inventoryOf";
import { previewResources } from "./previewJson";
import { parsedObject, UnreadableSource } from "./pulumiState";
import { exportedState } from "./stateExport";

/** Without these flags, a preview leaves out a part of its sides. */
export const previewFlags = "--json --show-sames --show-replacement-steps";
export const previewCommand = `pulumi preview ${previewFlags}`;

/** The two sides of a change, or one side only. */
export interface JsonSource {
    readonly before: InventorySource | undefined;
    readonly after: InventorySource;
}

/** @throws UnreadableSource where the text is neither. */
export function jsonSource(text: string, name: string): JsonSource {
    const parsed = parsedObject(text, name);
    const preview = previewResources(parsed);
    if (preview !== undefined) {
        if (preview.leftOut !== undefined) {
            throw new UnreadableSource(`${name} leaves out ${preview.leftOut}: write it with \`${previewCommand}\`.`);
        }
        return {
            before: { name: `${name} (before)`, resources: preview.before },
            after: { name: `${name} (after)`, resources: preview.after },
        };
    }
    const exported = exportedState(parsed);
    if (exported !== undefined) {
        const { resources, isInterrupted } = exported;
        const unknowns = isInterrupted
            ? [`${name}: a deployment was interrupted, so AWS can have more than the state: run pulumi refresh.`]
            : [];
        return { before: undefined, after: { name, resources, unknowns } };
    }
    throw new UnreadableSource(
        `${name} is neither the output of \`pulumi preview --json\` nor of \`pulumi stack export\`.`,
    );
}

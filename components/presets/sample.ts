/** A role's presets before deployment, with sample values instead of Outputs. */
import { resolveAll } from "../rules/placeholders";
import { isDeferred, isMap } from "../rules/shapes";
import { sampleValues } from "../rules/texts";
import type { PresetPlace } from "./place";
import type { Presets } from "./presets";

/** The shortest values: a policy that is too long with them is always too long. */
export const samplePlace: PresetPlace = { partition: "", region: "", account: "", cluster: "", ...sampleValues() };

/** The presets, with one character for each value that is known only at deployment. */
export function knownPart(presets: Presets): Presets {
    return resolveAll(withSamples(presets) as Presets, sampleValues());
}

function withSamples(value: unknown): unknown {
    if (isDeferred(value)) {
        return "x";
    }
    if (Array.isArray(value)) {
        return value.map(withSamples);
    }
    return isMap(value)
        ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withSamples(item)]))
        : value;
}

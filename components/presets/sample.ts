/** A role's presets as far as they are known when the program runs. */
import { resolveAll } from "../rules/placeholders";
import { isDeferred, isMap } from "../rules/shapes";
import { sampleValues } from "../rules/texts";
import type { PresetPlace } from "./place";
import type { Presets } from "./presets";

/** The shortest stand-ins, so that what is too long with them is certainly too long. */
export const samplePlace: PresetPlace = { partition: "", region: "", account: "", cluster: "", ...sampleValues() };

/** The presets with a stand-in of one character for each value that is known at deployment only. */
export function knownPart(presets: Presets): Presets {
    return resolveAll(withStandIns(presets) as Presets, sampleValues());
}

function withStandIns(value: unknown): unknown {
    if (isDeferred(value)) {
        return "x";
    }
    if (Array.isArray(value)) {
        return value.map(withStandIns);
    }
    return isMap(value)
        ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withStandIns(item)]))
        : value;
}

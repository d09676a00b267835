import type { PlaceholderValues } from "../access/placeholders";
import { catalogue, presetKeys } from "../presets/catalogue";
import type { PresetKey } from "../presets/catalogue";
import type { Given } from "../presets/definition";
import { parameterCheck } from "../presets/parameters";
import type { Presets } from "../presets/presets";
import { knownPart, samplePlace } from "../presets/sample";
import { suggestionFirst } from "./nearest";
import { at } from "./problem";
import type { Check, Problem } from "./problem";
import { isMap, known, properties } from "./shapes";

/** The presets of a role: known keys, each with the parameters of its own. */
export function presets(values: PlaceholderValues): Check {
    return known((value, path) =>
        isMap(value)
            ? Object.entries(value).flatMap(([key, parameters]) => preset(key, parameters, values, at(path, key)))
            : [{ path, problem: "is not a map", remedy: "write a map of presets, such as { ebsCsi: {} }" }],
    );
}

function preset(key: string, parameters: unknown, values: PlaceholderValues, path: string): Problem[] {
    if (parameters === undefined) {
        return [];
    }
    if (!isPresetKey(key)) {
        return [
            {
                path,
                problem: `there is no preset "${key}"`,
                remedy: suggestionFirst(
                    key,
                    presetKeys,
                    `there are ${String(presetKeys.length)} presets; run \`pod-identity presets\``,
                ),
            },
        ];
    }
    if (parameters === null) {
        return [{ path, problem: "is empty (null)", remedy: "write {} for a preset without parameters" }];
    }
    const { parameters: table } = catalogue[key];
    if (Object.keys(table).length === 0 && isMap(parameters) && Object.keys(parameters).length > 0) {
        return [{ path, problem: `the preset "${key}" has no parameters`, remedy: "write {}" }];
    }
    const checks = Object.entries(table).map(([name, parameter]) => [name, parameterCheck(parameter, values)] as const);
    const required = Object.entries(table).filter(([, { kind }]) => kind === "required");
    const problems = known(
        properties(
            Object.fromEntries(checks),
            required.map(([name]) => name),
        ),
    )(parameters, path);
    return problems.length > 0 || !isMap(parameters)
        ? problems
        : catalogue[key].unmetDemands(knownPart({ [key]: parameters })[key] as Given, samplePlace, path);
}

/** The presets among these in which nothing is wrong. */
export function soundPresets(value: unknown, values: PlaceholderValues): Presets {
    const entries = isMap(value) ? Object.entries(value) : [];
    return Object.fromEntries(
        entries.filter(([key, parameters]) => isMap(parameters) && preset(key, parameters, values, "").length === 0),
    );
}

function isPresetKey(key: string): key is PresetKey {
    return Object.hasOwn(catalogue, key);
}

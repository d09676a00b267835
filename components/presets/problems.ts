import type { PlaceholderValues } from "../rules/placeholders";
import { catalogue, presetKeys } from "./catalogue";
import type { PresetKey } from "./catalogue";
import type { Given } from "./definition";
import { parameterCheck } from "./parameters";
import type { Presets } from "./presets";
import { knownPart, samplePlace } from "./sample";
import { suggestionFirst } from "../rules/nearest";
import { at } from "../rules/problem";
import type { Check, Path, Problem } from "../rules/problem";
import { isMap, known, properties } from "../rules/shapes";

/** The presets of a role: known keys, each with the parameters of its own. */
export function presets(values: PlaceholderValues): Check {
    return known((value, path) =>
        isMap(value)
            ? Object.entries(value).flatMap(([key, parameters]) => preset(key, parameters, values, at(path, key)))
            : [{ path, problem: "is not a map", remedy: "write a map of presets, such as { ebsCsi: {} }" }],
    );
}

function preset(key: string, parameters: unknown, values: PlaceholderValues, path: Path): Problem[] {
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
        entries.filter(([key, parameters]) => isMap(parameters) && preset(key, parameters, values, []).length === 0),
    );
}

function isPresetKey(key: string): key is PresetKey {
    return Object.hasOwn(catalogue, key);
}

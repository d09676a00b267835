import { ruleProblems } from "../rules/checkRule";
import type { PlaceholderValues } from "../rules/placeholders";
import { isMap } from "../rules/shapes";
import { presetsRule } from "./presetRules";
import type { Presets } from "./presets";

/** The presets among these in which nothing is wrong. */
export function soundPresets(value: unknown, values: PlaceholderValues): Presets {
    const entries = isMap(value) ? Object.entries(value) : [];
    return Object.fromEntries(
        entries.filter(
            ([key, parameters]) =>
                isMap(parameters) && ruleProblems(presetsRule, { [key]: parameters }, [], { values }).length === 0,
        ),
    );
}

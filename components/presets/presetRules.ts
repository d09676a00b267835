/** What the presets of a role may hold, from their definitions. */
import { suggestionFirst } from "../rules/nearest";
import { like, shape, untypedShape } from "../rules/rule";
import type { AnyRule, Rule, RulesOf } from "../rules/rule";
import { catalogue, presetKeys } from "./catalogue";
import type { PresetKey } from "./catalogue";
import type { Given } from "./definition";
import { parameterRule } from "./parameters";
import type { Presets } from "./presets";
import { knownPart, samplePlace } from "./sample";

// The catalogue is held to `Presets` by its type, so what is made from it fits as well.
const rules = Object.fromEntries(presetKeys.map(key => [key, presetRule(key)])) as unknown as RulesOf<Presets>;

/** The presets of a role: known keys, each with the parameters of its own. */
export const presetsRule: Rule<Presets, "optional"> = like(
    shape<Presets>("Presets", rules, {
        words: {
            notMap: "write a map of presets, such as { ebsCsi: {} }",
            unknown: key => ({
                problem: `there is no preset "${key}"`,
                remedy: suggestionFirst(
                    key,
                    presetKeys,
                    `there are ${String(presetKeys.length)} presets; run \`pod-identity presets\``,
                ),
            }),
            nullProperty: { problem: "is empty (null)", remedy: "write {} for a preset without parameters" },
        },
    }),
    { externalDns: catalogue.externalDns.example },
);

function presetRule(key: PresetKey): AnyRule {
    const { parameters, example, unmetDemands } = catalogue[key];
    const given = example as Given;
    const properties = Object.entries(parameters).map(([name, parameter]) => {
        const rule = parameterRule(parameter);
        return [name, given[name] === undefined ? rule : like(rule, given[name])] as const;
    });
    return like(
        untypedShape(`${key.charAt(0).toUpperCase()}${key.slice(1)}Preset`, Object.fromEntries(properties), {
            words: { noProperties: { problem: `the preset "${key}" has no parameters`, remedy: "write {}" } },
            whenSound: (value, path) => unmetDemands(knownPart({ [key]: value })[key] as Given, samplePlace, path),
        }),
        example,
    );
}

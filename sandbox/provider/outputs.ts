import type { Definition } from "./definition";
import { sameValue } from "./properties";
import { isAbsent, type Properties, unknown, withoutUndefined } from "./values";

/** What a preview of a creation shows: what was given, and that the rest is not known yet. */
export function plannedOutputs(definition: Definition, inputs: Properties, region: string): Properties {
    const planned: Properties = {};
    for (const [name, property] of Object.entries(definition.inputs)) {
        const value = isAbsent(inputs[name]) ? property.standard : inputs[name];
        planned[name] = value ?? (property.computed === true ? unknown : undefined);
    }
    for (const name of definition.outputs) {
        planned[name] = unknown;
    }
    return withoutUndefined({ ...planned, ...known(definition, inputs, region) });
}

/** What a preview of an update shows: the state with the inputs over it, and what any update changes unknown. */
export function updatedOutputs(
    definition: Definition,
    state: Properties,
    inputs: Properties,
    region: string,
): Properties {
    const planned: Properties = { ...state };
    for (const [name, property] of Object.entries(definition.inputs)) {
        if (!isAbsent(inputs[name])) {
            planned[name] = sameValue(property, state[name], inputs[name])
                ? (state[name] ?? inputs[name])
                : inputs[name];
        } else if (property.computed !== true) {
            planned[name] = property.standard;
        }
    }
    for (const name of definition.unknownOnUpdate ?? []) {
        planned[name] = unknown;
    }
    return withoutUndefined({ ...planned, ...known(definition, inputs, region) });
}

function known(definition: Definition, inputs: Properties, region: string): Properties {
    return {
        ...(definition.inputs.tags === undefined ? {} : { tagsAll: inputs.tags ?? {} }),
        ...(definition.inputs.region === undefined ? {} : { region: isAbsent(inputs.region) ? region : inputs.region }),
    };
}

/**
 * The inputs that would make what was read. On a refresh: those of before, with what differs; what has been added to
 * the resource since, too. On an import: everything that is set.
 */
export function inputsFrom(
    definition: Definition,
    before: Properties,
    outputs: Properties,
    isImport: boolean,
): Properties {
    const inputs: Properties = {};
    for (const [name, property] of Object.entries(definition.inputs)) {
        const [was, is] = [before[name], outputs[name]];
        const isStandard = sameValue(property, is, property.standard);
        if (!isAbsent(was)) {
            inputs[name] = sameValue(property, is, was) ? was : is;
        } else if (
            isImport
                ? !isAbsent(is) && name !== "region" && !isStandard
                : property.computed !== true && !isAbsent(is) && !isStandard
        ) {
            inputs[name] = is;
        }
    }
    return withoutUndefined({ ...inputs, __defaults: before.__defaults ?? [] });
}

import type { Definition } from "./definition";
import { sameValue } from "./properties";
import { containsUnknown, isAbsent, type Properties } from "./values";

export type ChangeKind = "add" | "delete" | "update";

export interface PropertyChange {
    readonly kind: ChangeKind;
    readonly replaces: boolean;
}

/** What separates the inputs from the state, by property. */
export function changes(
    definition: Pick<Definition, "inputs">,
    state: Properties,
    inputs: Properties,
    ignored: readonly string[] = [],
): ReadonlyMap<string, PropertyChange> {
    const found = new Map<string, PropertyChange>();
    for (const [name, property] of Object.entries(definition.inputs)) {
        if (ignored.includes(name)) {
            continue;
        }
        const [before, after] = [state[name], inputs[name]];
        if (isAbsent(after) && property.computed === true) {
            continue;
        }
        if (!containsUnknown(after) && sameValue(property, before, after)) {
            continue;
        }
        found.set(name, {
            kind: isAbsent(before) ? "add" : isAbsent(after) ? "delete" : "update",
            replaces: property.replaces === true,
        });
    }
    return found;
}

/**
 * A replacement that keeps its physical name has to go before it can come back.
 * Source: `nameRequiresDeleteBeforeReplace` in github.com/pulumi/pulumi-terraform-bridge.
 */
export function deletesBeforeReplace(definition: Definition, state: Properties, inputs: Properties): boolean {
    if (definition.deleteBeforeReplace === true) {
        return true;
    }
    const named = !isAbsent(inputs.name) && !defaultsOf(inputs).includes("name");
    return definition.autoname !== undefined && named && inputs.name === state.name;
}

/** Properties that the provider filled in when it checked the inputs, as the bridge records them. */
export const defaultsOf = (inputs: Properties): readonly string[] =>
    Array.isArray(inputs.__defaults) ? inputs.__defaults.map(String) : [];

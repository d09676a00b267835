/** The policies of a preset's example, for documentation. */
import { permissionsPolicy } from "../access/permissions";
import type { Statement } from "../access/policyDocument";
import { resolveAll } from "../rules/placeholders";
import { catalogue } from "./catalogue";
import type { PresetKey } from "./catalogue";
import type { PresetPlace } from "./place";
import { inlinePolicies, managedPoliciesOf } from "./policies";
import type { Presets } from "./presets";

export interface PresetExample {
    /** The cluster of the example. */
    readonly place: PresetPlace;
    /** As in a stack file, with placeholders. */
    readonly parameters: unknown;
    /** Names of AWS managed policies. */
    readonly managedPolicies: readonly string[];
    readonly inlinePolicies: readonly { readonly name: string; readonly statements: readonly Statement[] }[];
}

/** The cluster of every example. */
export const examplePlace: PresetPlace = {
    partition: "aws",
    region: "eu-west-1",
    account: "111122223333",
    cluster: "dev",
};

export function presetExample(key: PresetKey): PresetExample {
    const { example } = catalogue[key];
    const presets = resolveAll({ [key]: example }, { ...examplePlace }) as Presets;
    return {
        place: examplePlace,
        parameters: example,
        managedPolicies: managedPoliciesOf(presets, examplePlace),
        inlinePolicies: inlinePolicies(presets, examplePlace).map(({ name, statements }) => ({
            name,
            statements: permissionsPolicy(statements).Statement,
        })),
    };
}

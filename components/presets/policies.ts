import type { KnownStatement } from "../access/permissions";
import { isAbsent } from "../rules/shapes";
import { catalogue, presetKeys } from "./catalogue";
import type { PresetKey } from "./catalogue";
import type { Given, PresetPolicy } from "./definition";
import type { PresetPlace } from "./place";
import type { Presets } from "./presets";

/** An inline policy of a role. */
export interface InlinePolicy {
    readonly preset: PresetKey;
    readonly name: string;
    readonly statements: readonly KnownStatement[];
}

/**
 * The inline policies of a role's presets. Each preset has its own: Sids never collide, a diff shows which preset changed, and
 * the policies of a preset depend neither on other presets nor on size.
 */
export function inlinePolicies(presets: Presets, place: PresetPlace): InlinePolicy[] {
    return keysOf(presets).flatMap(preset =>
        presetStatements(preset, presets[preset] as Given, place).map(({ suffix, statements }) => ({
            preset,
            name: `preset-${preset}${suffix === "" ? "" : `-${suffix}`}`,
            statements,
        })),
    );
}

/** The AWS managed policies of a role's presets, by name, each once. */
export function managedPoliciesOf(presets: Presets, place: PresetPlace): string[] {
    const names = keysOf(presets).flatMap(key => catalogue[key].managedPolicies(presets[key] as Given, place));
    return [...new Set(names)];
}

/** The policies of one preset. `parameters` have no Outputs, and are valid. */
export function presetStatements(key: PresetKey, parameters: Given, place: PresetPlace): readonly PresetPolicy[] {
    return catalogue[key].policies(parameters, place);
}

/** The presets that grant nothing without session tags, because conditions read `aws:PrincipalTag/…`. */
export function presetsNeedingSessionTags(presets: Presets): PresetKey[] {
    return keysOf(presets).filter(key => {
        const needs = catalogue[key].needsSessionTags;
        return typeof needs === "string" ? (presets[key] as Given)[needs] === true : needs;
    });
}

/** In the order of the catalogue, so that reordering the args changes no registration. */
export function keysOf(presets: Presets): PresetKey[] {
    return presetKeys.filter(key => !isAbsent(presets[key]));
}

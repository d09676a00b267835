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
 * The inline policies of a role's presets. Each preset has its own, so Sids never meet, a diff shows which preset changed,
 * and no preset's policies depend on the others or on anything's size.
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

/** What one preset allows, by policy; `parameters` are known and have been checked. */
export function presetStatements(key: PresetKey, parameters: Given, place: PresetPlace): readonly PresetPolicy[] {
    return catalogue[key].policies(parameters, place);
}

/** The presets among these that grant nothing without session tags: their conditions read `aws:PrincipalTag/…`. */
export function presetsNeedingSessionTags(presets: Presets): PresetKey[] {
    return keysOf(presets).filter(key => {
        const needs = catalogue[key].needsSessionTags;
        return typeof needs === "string" ? (presets[key] as Given)[needs] === true : needs;
    });
}

/** In the order of the catalogue: the user's is without meaning, and registrations should not follow it. */
export function keysOf(presets: Presets): PresetKey[] {
    return presetKeys.filter(key => !isAbsent(presets[key]));
}

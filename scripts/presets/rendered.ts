/** Every rendered preset, with symbols: `{region}` for the Region, `<queueArns>` for a parameter. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { permissionsPolicy } from "../../components/access/permissions";
import type { Statement } from "../../components/access/policyDocument";
import { catalogue, presetKeys } from "../../components/presets/catalogue";
import type { PresetKey } from "../../components/presets/catalogue";
import type { Given } from "../../components/presets/definition";
import type { PresetPlace } from "../../components/presets/place";
import { inlinePolicies, managedPoliciesOf } from "../../components/presets/policies";
import type { Presets } from "../../components/presets/presets";

/** The policies of a preset: names of managed policies, and the statements of each inline policy. */
export interface RenderedUse {
    readonly managedPolicies: readonly string[];
    readonly policies: Readonly<Record<string, readonly Statement[]>>;
}

/** With only the required parameters, and with all parameters. */
export interface RenderedPreset {
    readonly least: RenderedUse;
    readonly most: RenderedUse;
}

export type RenderedPresets = Readonly<Record<string, RenderedPreset>>;

/** One file per preset, so that a diff shows the changed statements. */
export const renderedFolder = path.join(__dirname, "..", "..", "tests", "presets", "rendered");

const symbols: PresetPlace = {
    partition: "{partition}",
    region: "{region}",
    account: "{account}",
    cluster: "{cluster}",
};

export function renderedPresets(): RenderedPresets {
    return Object.fromEntries(presetKeys.map(key => [key, renderedPreset(key)]));
}

function renderedPreset(key: PresetKey): RenderedPreset {
    const parameters = Object.entries(catalogue[key].parameters);
    const most = Object.fromEntries(
        parameters.map(([name, { shape }]) => [
            name,
            { list: [`<${name}>`], text: `<${name}>`, flag: true }[shape.form],
        ]),
    );
    const least = Object.fromEntries(
        Object.entries(most).filter(([name]) => catalogue[key].parameters[name]?.kind === "required"),
    );
    return { least: renderedUse(key, least), most: renderedUse(key, most) };
}

/** With `given` parameters, in the symbols of a cluster. */
export function renderedUse(key: PresetKey, given: Given): RenderedUse {
    const presets = { [key]: given } as Presets;
    return {
        managedPolicies: managedPoliciesOf(presets, symbols),
        policies: Object.fromEntries(
            inlinePolicies(presets, symbols).map(({ name, statements }) => [
                name,
                permissionsPolicy(statements).Statement,
            ]),
        ),
    };
}

export function renderedText(preset: RenderedPreset): string {
    return `${JSON.stringify(preset, undefined, 2)}\n`;
}

export function writeRendered(): void {
    for (const [key, preset] of Object.entries(renderedPresets())) {
        writeFileSync(path.join(renderedFolder, `${key}.json`), renderedText(preset));
    }
}

/** The committed files, by preset. */
export function committedRendered(): Readonly<Record<string, string>> {
    const files = readdirSync(renderedFolder).sort();
    return Object.fromEntries(
        files.map(file => [path.basename(file, ".json"), readFileSync(path.join(renderedFolder, file), "utf8")]),
    );
}

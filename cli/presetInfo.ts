/** What is known about a preset: its definition, its example, and the descriptions in the schema of stack files. */
import { catalogue, presetKeys } from "../components/presets/catalogue";
import type { PresetKey } from "../components/presets/catalogue";
import type { Difference } from "../components/presets/definition";
import { presetExample } from "../components/presets/example";
import type { PresetExample } from "../components/presets/example";
import type { ParameterKind } from "../components/presets/parameters";
import stackSchema from "../schemas/stack.schema.json";

export interface PresetSummary {
    readonly name: string;
    /** One sentence. */
    readonly about: string;
    /** `namespace/serviceAccount`; left out where it is the workload's own. */
    readonly usualSubject: string | undefined;
}

export interface PresetInfo extends PresetSummary {
    readonly description: string;
    readonly source: string;
    /** Commit or ISO date of the source. */
    readonly sourceVersion: string | undefined;
    /** ISO date of the last comparison with the source. */
    readonly checked: string;
    readonly differences: readonly Difference[];
    /** Whether it needs session tags; the name of a parameter if only that needs them. */
    readonly needsSessionTags: boolean | string;
    readonly parameters: readonly PresetParameter[];
    readonly example: PresetExample;
}

export interface PresetParameter {
    readonly name: string;
    readonly kind: ParameterKind;
    /** The value in words, as Markdown. */
    readonly value: string;
    /** In sentences, as Markdown, with the default. */
    readonly description: string;
}

interface Described {
    readonly description?: string;
    readonly properties?: Readonly<Record<string, Described>>;
}

const definitions = stackSchema.definitions as Readonly<Record<string, Described>>;

export function presetSummary(name: PresetKey): PresetSummary {
    return {
        name,
        about: definitions.Presets?.properties?.[name]?.description ?? "",
        usualSubject: catalogue[name].usualSubject,
    };
}

export function presetInfo(name: PresetKey): PresetInfo {
    const { source, sourceVersion, checked, differences, needsSessionTags, parameters } = catalogue[name];
    const { description = "", properties = {} } =
        definitions[`${name.charAt(0).toUpperCase()}${name.slice(1)}Preset`] ?? {};
    return {
        ...presetSummary(name),
        // The rest has fields of its own.
        description: (description.split(/Usual subject:|Source, compared/)[0] ?? "").trim(),
        source,
        sourceVersion,
        checked,
        differences,
        needsSessionTags,
        parameters: Object.entries(parameters).map(([parameter, { kind, shape }]) => ({
            name: parameter,
            kind,
            value: shape.words,
            description: properties[parameter]?.description ?? "",
        })),
        example: presetExample(name),
    };
}

/** The presets whose name, description or usual subject has all these words. */
export function presetsWith(words: readonly string[]): PresetSummary[] {
    return presetKeys.map(presetSummary).filter(({ name, about, usualSubject = "" }) => {
        const text = `${name} ${about} ${usualSubject}`.toLowerCase();
        return words.every(word => text.includes(word.toLowerCase()));
    });
}

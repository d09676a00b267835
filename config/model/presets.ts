/** The presets of a role as a stack file writes them: one model per preset, made from its definition. */
import { z } from "zod"; // see model.ts
import type { Presets } from "../../components/index";
import { catalogue, presetKeys } from "../../components/presets/catalogue";
import type { PresetKey } from "../../components/presets/catalogue";
import type { Parameter } from "../../components/presets/parameters";

/** `Presets` with every value plain. */
type WrittenPresets = { [Key in keyof Presets]: Written<NonNullable<Presets[Key]>> };
type Written<P> = { [Key in keyof P]: WrittenValue<NonNullable<P[Key]>> };
type WrittenValue<T> = T extends boolean ? boolean : T extends readonly unknown[] ? string[] : string;

const forms = { list: z.array(z.string()), text: z.string(), flag: z.boolean() };

// The catalogue is held to `Presets` by its type, so what is made from it fits as well.
export const presets = z
    .strictObject(Object.fromEntries(presetKeys.map(key => [key, presetModel(key)])))
    .partial()
    .meta({
        id: "Presets",
        examples: [{ externalDns: catalogue.externalDns.example }],
    }) as unknown as z.ZodType<WrittenPresets>;

function presetModel(key: PresetKey): z.ZodType {
    const { parameters, example } = catalogue[key];
    const given: Readonly<Record<string, unknown>> = { ...example };
    const shape = Object.entries(parameters).map(
        ([name, parameter]) => [name, parameterModel(parameter, given[name])] as const,
    );
    return z
        .strictObject(Object.fromEntries(shape))
        .meta({ id: `${key.charAt(0).toUpperCase()}${key.slice(1)}Preset`, examples: [example] });
}

function parameterModel({ kind, shape }: Parameter, example: unknown): z.ZodType {
    const model = forms[shape.form].meta(example === undefined ? {} : { examples: [example] });
    return kind === "required" ? model : model.optional();
}

/**
 * The JSON Schemas of a stack file and of an included file, the structure from the model, the words from the doc comments;
 * and those of what the command prints.
 */
import * as path from "node:path";
import { outputs } from "./outputs/outputs";
import { namespace, stackModel } from "../config/model/model";
import { documentedInterfaces } from "./docComments";
import { interfaceOf, propertySchemas } from "./ruleSchema";
import type { Schema } from "./ruleSchema";
import { forEditors, managedPolicySchema } from "./schemaSnippets";

export type { Schema };

const components = path.join(__dirname, "..", "components");
const base = "https://json-schema.org/draft-07/schema#".replace("https", "http");

/** Every schema by its file name. */
export function schemas(): Record<string, Schema> {
    const { properties = {}, definitions = {} } = withSnippets(documentedModel());
    return {
        "stack.schema.json": stackFileSchema(properties, definitions),
        "include.schema.json": {
            $schema: base,
            title: "A file that stack files of eks-pod-identity include",
            description: `The keys of a stack file without the prefix "${namespace}:".`,
            type: "object",
            properties,
            additionalProperties: false,
            definitions,
        },
        ...outputs(),
    };
}

/** What is filled in for what is left out, by interface and property. */
export function ownDefaults(): Record<string, Record<string, unknown>> {
    const { properties = {}, definitions = {} } = documentedModel();
    const tables = Object.entries({ ...definitions, [stackModel.form.name]: { properties } }).map(([name, each]) => {
        const entries = Object.entries(each.properties ?? {}).filter(([, property]) => "default" in property);
        return [name, Object.fromEntries(entries.map(([key, property]) => [key, property.default]))] as const;
    });
    return Object.fromEntries(tables.filter(([, table]) => Object.keys(table).length > 0));
}

function withSnippets(model: Schema): Schema {
    const { definitions = {}, ...schema } = forEditors(model);
    return {
        ...schema,
        definitions: {
            ...Object.fromEntries(Object.entries(definitions).map(([name, each]) => [name, forEditors(each)])),
            ManagedPolicy: managedPolicySchema(definitions),
        },
    };
}

function stackFileSchema(keys: Record<string, Schema>, definitions: Record<string, Schema>): Schema {
    const names = Object.keys(keys);
    return {
        $schema: base,
        title: "A stack file of eks-pod-identity: Pulumi.<stack>.yaml",
        type: "object",
        properties: {
            config: {
                description: "The config of the stack, each key with its prefix.",
                type: ["object", "null"],
                properties: {
                    "aws:region": {
                        description: "The AWS Region of the provider.",
                        type: "string",
                        examples: ["eu-west-1"],
                    },
                    "aws:profile": { description: "The profile whose credentials the provider uses.", type: "string" },
                    "aws:allowedAccountIds": {
                        description:
                            "The accounts that the provider may work in: a guard against the wrong credentials.",
                        type: "array",
                        items: { type: "string" },
                        examples: [["111122223333"]],
                    },
                    ...Object.fromEntries(names.map(name => [`${namespace}:${name}`, keys[name] ?? {}])),
                },
                patternProperties: {
                    [`^${namespace}:(?!(config:)?(${names.join("|")})$)`]: false,
                    // Pulumi's other spelling: understood, but not offered.
                    ...Object.fromEntries(
                        names.map(name => [
                            `^${namespace}:config:${name}$`,
                            { $ref: `#/properties/config/properties/${namespace}:${name}` },
                        ]),
                    ),
                },
            },
            environment: {
                description: "Environments of Pulumi ESC. The config of this file is merged on top of theirs.",
            },
            secretsprovider: { description: "What encrypts the secrets of this stack.", type: "string" },
            encryptedkey: { description: "The key of the secrets, encrypted.", type: "string" },
            encryptionsalt: { description: "Salt of the passphrase of the secrets.", type: "string" },
        },
        definitions,
    };
}

/** All that the model and the doc comments say, for the reference. */
export function documentedModel(): Schema {
    const definitions: Record<string, Schema> = {};
    const properties = propertySchemas(stackModel.form, definitions);
    const interfaces = documentedInterfaces([
        components,
        ...["args", "presets", "presets/controllers", "checks/shape"].map(folder => path.join(components, folder)),
        path.join(__dirname, "..", "config", "model"),
    ]);
    const schema: Schema = { type: "object", properties, definitions };
    document(schema, "PodIdentityStackArgs", "ConfigKeys");
    for (const [name, definition] of Object.entries(definitions)) {
        document(definition, name);
        const description = interfaces.get(name)?.description;
        definitions[name] = { ...(description && words(description)), ...definition };
    }
    return schema;

    /** Puts the words of interfaces to the properties of their schema; the last that has words for one counts. */
    function document({ properties: documented = {} }: Schema, ...names: readonly string[]): void {
        for (const [name, property] of Object.entries(documented)) {
            const said = names
                .map(each => interfaces.get(each)?.properties.get(name))
                .filter(each => each !== undefined)
                .at(-1);
            const byDefault: Default =
                said?.byDefault === undefined ? {} : defaultOf(said.byDefault, enclosed(property));
            const text = [
                said?.description ?? "",
                ...(byDefault.text === undefined ? [] : [`Default: ${byDefault.text}.`]),
            ];
            documented[name] = {
                ...words(text.join(" ")),
                ...property,
                ...("value" in byDefault && { default: byDefault.value }),
            };
        }
    }

    function enclosed(property: Schema): Schema {
        const name = interfaceOf(property);
        return (name === undefined ? undefined : definitions[name]) ?? property;
    }
}

/** Editors show Markdown, in which a bare address is hard to read. */
function words(description: string): Schema {
    const markdown = description.replace(/https:\/\/([^\s/]+)\/\S*[^\s.,)]/g, "[$1]($&)");
    return { description, ...(markdown !== description && { markdownDescription: markdown }) };
}

interface Default {
    readonly value?: unknown;
    readonly text?: string;
}

/** `@default install` is a value. `@default - none`, or text that is not a value of the type, is shown as text. */
function defaultOf(text: string, { type, enum: values }: Schema): Default {
    const inWords = { text: text.replace(/^- /, "").replace(/\.$/, "") };
    if (text.startsWith("- ")) {
        return inWords;
    }
    const [kind] = Array.isArray(values) ? ["string"] : [type].flat();
    switch (kind) {
        case "string":
            return !/\s/.test(text) && (!Array.isArray(values) || values.includes(text)) ? { value: text } : inWords;
        case "integer":
            return /^\d+$/.test(text) ? { value: Number(text) } : inWords;
        case "boolean":
            return text === "true" || text === "false" ? { value: text === "true" } : inWords;
        default:
            return inWords;
    }
}

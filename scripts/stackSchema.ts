/**
 * The JSON Schemas of a stack file and of an included file, the structure from the model, the words from the doc comments;
 * and those of what the command prints.
 */
import * as path from "node:path";
import { z } from "zod"; // see config/model.ts
import { diffOutput, explainOutput, whoOutput } from "../cli/accessOutput";
import { checkOutput } from "../cli/checkOutput";
import { configOutput } from "../cli/configOutput";
import { inventoryOutput } from "../cli/inventoryOutput";
import { namespace, stackModel } from "../config/model/model";
import { documentedInterfaces } from "./docComments";
import type { DocumentedInterface } from "./docComments";

/** JSON Schema, as far as it is used here. Draft 7 is what editors know. */
export interface Schema {
    [keyword: string]: unknown;
    type?: string | string[];
    description?: string;
    default?: unknown;
    properties?: Record<string, Schema>;
    additionalProperties?: Schema | boolean;
    items?: Schema;
    required?: string[];
    enum?: unknown[];
    allOf?: Schema[];
    anyOf?: Schema[];
    $ref?: string;
    definitions?: Record<string, Schema>;
}

const components = path.join(__dirname, "..", "components");
const base = "https://json-schema.org/draft-07/schema#".replace("https", "http");

/** Every schema by its file name. */
export function schemas(): Record<string, Schema> {
    const { properties = {}, definitions = {} } = mergeable(documentedModel());
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
        "check.schema.json": output("What `pod-identity check --format json` prints", checkOutput),
        "config.schema.json": output("What `pod-identity config --format json` prints", configOutput),
        "inventory.schema.json": output("What `pod-identity show --format json` prints", inventoryOutput),
        "diff.schema.json": output("What `pod-identity diff --format json` prints", diffOutput),
        "who.schema.json": output("What `pod-identity who --format json` prints", whoOutput),
        "explain.schema.json": output("What `pod-identity explain SUBJECT ACTION --format json` prints", explainOutput),
    };
}

function output(title: string, model: z.ZodType): Schema {
    const { $schema, ...schema } = z.toJSONSchema(model, { target: "draft-7" }) as Schema;
    return { $schema, title, ...schema };
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

/** What an included file and the file over it have together needs not be whole in either. Lists are not merged. */
function mergeable(model: Schema): Schema {
    const { TargetRole: { required: _required, ...targetRole } = {}, ...definitions } = model.definitions ?? {};
    return { ...model, definitions: { ...definitions, TargetRole: targetRole } };
}

/** All that the model and the doc comments say, for the reference. */
export function documentedModel(): Schema {
    const schema = z.toJSONSchema(stackModel, { target: "draft-7", io: "input" }) as Schema;
    const interfaces = documentedInterfaces([
        components,
        path.join(components, "args"),
        path.join(components, "presets"),
        path.join(components, "presets", "controllers"),
    ]);
    const definitions = schema.definitions ?? {};
    const done = new Set<string>();
    document(schema, "PodIdentityStackArgs");
    // No args of the stack have these: each is a component of its own.
    into(schema.properties?.targetRoles ?? {}, "TargetRole");
    Object.values(definitions).concat(schema).forEach(acceptMore);
    return schema;

    /** Puts the words of an interface to the properties of its schema, and goes on into their values. */
    function document(current: Schema, interfaceName: string): void {
        const documented: DocumentedInterface | undefined = interfaces.get(interfaceName);
        for (const [name, property] of Object.entries(current.properties ?? {})) {
            const words = documented?.properties.get(name);
            property.description ??= words?.description ?? enclosed(property).description ?? "";
            const byDefault: Default =
                words?.byDefault === undefined ? {} : defaultOf(words.byDefault, enclosed(property));
            if (byDefault.text !== undefined) {
                property.description += ` Default: ${byDefault.text}.`;
            }
            if ("value" in byDefault) {
                property.default = byDefault.value;
            }
            if (words?.holds !== undefined) {
                into(property, words.holds);
            }
        }
    }

    function into(schema: Schema, interfaceName: string): void {
        const name = schema.$ref?.split("/").at(-1);
        const definition = name === undefined ? undefined : definitions[name];
        if (name !== undefined && definition !== undefined && !done.has(name)) {
            done.add(name);
            definition.description ??= interfaces.get(interfaceName)?.description ?? "";
            document(definition, interfaceName);
        }
        const inner = [schema.items, schema.additionalProperties, ...(schema.allOf ?? [])];
        for (const item of inner.filter(part => typeof part === "object")) {
            into(item, interfaceName);
        }
    }

    function enclosed(property: Schema): Schema {
        const name = (property.$ref ?? property.allOf?.[0]?.$ref)?.split("/").at(-1);
        return (name === undefined ? undefined : definitions[name]) ?? property;
    }
}

interface Default {
    readonly value?: unknown;
    readonly text?: string;
}

/** `@default install` is a value; `@default - none`, or what is no value of the kind, is told in words. */
function defaultOf(text: string, { type, enum: values }: Schema): Default {
    const words = { text: text.replace(/^- /, "").replace(/\.$/, "") };
    if (text.startsWith("- ")) {
        return words;
    }
    switch (type) {
        case "string":
            return !/\s/.test(text) && (!Array.isArray(values) || values.includes(text)) ? { value: text } : words;
        case "integer":
            return /^\d+$/.test(text) ? { value: Number(text) } : words;
        case "boolean":
            return text === "true" || text === "false" ? { value: text === "true" } : words;
        default:
            return words;
    }
}

/**
 * What the parser takes besides: `null` for nothing, and what `pulumi config set --path`, ESC and shells write: numbers and
 * booleans for text, and text for numbers and booleans. See config/model/convert.ts.
 */
function acceptMore(schema: Schema): void {
    const { properties = {}, required = [], additionalProperties: values, items } = schema;
    for (const [name, property] of Object.entries(properties)) {
        acceptMore(property);
        if (name === "tags" && typeof property.additionalProperties === "object") {
            property.additionalProperties = orNull(property.additionalProperties);
        }
        properties[name] = required.includes(name) ? alike(property) : orNull(alike(property));
    }
    if (typeof values === "object") {
        acceptMore(values);
        schema.additionalProperties = values.$ref ? orNull(values) : alike(values);
        delete schema.propertyNames;
    }
    if (items !== undefined) {
        acceptMore(items);
        schema.items = alike(items);
    }
}

/** With the values that are taken for the same. */
function alike(schema: Schema): Schema {
    if (schema.enum !== undefined) {
        return schema;
    }
    switch (schema.type) {
        case "string":
            return { ...schema, type: ["string", "number", "boolean"] };
        case "integer": {
            const { minimum: _minimum, maximum: _maximum, ...rest } = schema;
            return { ...rest, type: ["integer", "string"], pattern: "^[0-9]+$" };
        }
        case "boolean":
            return { ...schema, type: ["boolean", "string"], pattern: "^(true|false)$" };
        default:
            return schema;
    }
}

function orNull(schema: Schema): Schema {
    const { type, $ref, allOf, enum: values, ...rest } = schema;
    if ([$ref, ...(allOf ?? []).map(part => part.$ref)].some(name => name?.endsWith("Preset"))) {
        // A preset without parameters is `{}`: who writes its key and nothing behind it means that, and not none.
        return schema;
    }
    if (type !== undefined) {
        return {
            ...schema,
            type: [...[type].flat().filter(kind => kind !== "null"), "null"],
            ...(values !== undefined && { enum: [...values, null] }),
        };
    }
    const options = $ref === undefined ? allOf : [{ $ref }];
    return options === undefined ? schema : { ...rest, anyOf: [...options, { type: "null" }] };
}

/**
 * What an editor inserts where something is to be written: examples of maps as snippets, which it indents, and examples of lists at
 * their entries. https://github.com/redhat-developer/yaml-language-server, "defaultSnippets"
 */
import { stringify } from "yaml"; // as config/ reads it
import { awsManagedPolicyNames } from "../components/access/managedPolicies";
import { interfaceOf } from "./ruleSchema";
import type { Schema } from "./ruleSchema";

interface Snippet {
    readonly label: string;
    readonly description: string;
    /** In the texts `${1:name}` is where the cursor stops. */
    readonly body: unknown;
}

const statement: Snippet = {
    label: "allow actions on resources",
    description: "A statement that allows actions on resources.",
    body: { actions: ["${1:s3:GetObject}"], resources: ["arn:{partition}:s3:::${2:bucket}/*"] },
};
const ownRole: Snippet = {
    label: "a role of its own, with a statement",
    description: "A role that only this service account can use.",
    body: { role: { statements: [statement.body] } },
};
const preset: Snippet = {
    label: "a preset without parameters",
    description: "The permissions of a common controller.",
    body: { "${1:ebsCsi}": "{}" },
};
const presetRole: Snippet = {
    label: "a role of its own, with a preset",
    description: "A role with the permissions of a common controller.",
    body: { role: { presets: preset.body } },
};
const sharedRole: Snippet = {
    label: "a shared role",
    description: "One of `roles`, by its key.",
    body: { roleRef: "${1:reader}" },
};

/** At a map that has the user's own keys: a whole entry. */
const entries: Readonly<Record<string, Snippet>> = {
    Association: {
        label: "namespace/serviceAccount with a role of its own",
        description: "An association, by its subject.",
        body: { "${1:shop}/${2:orders}": { role: { statements: [inner(statement.body, 2)] } } },
    },
    SharedRole: {
        label: "role with a managed policy",
        description: "A role that associations use with `roleRef`, by a key of your choice.",
        body: { "${1:reader}": { managedPolicies: ["${2:AmazonS3ReadOnlyAccess}"] } },
    },
};

/** At a value of the interface. */
const values: Readonly<Record<string, readonly Snippet[]>> = {
    Association: [ownRole, presetRole, sharedRole],
    AddonAssociation: [ownRole, presetRole, sharedRole],
    PolicyStatement: [statement],
};

/** The body with the stops behind the first `by`. */
function inner(body: unknown, by: number): unknown {
    return JSON.parse(
        JSON.stringify(body).replace(/\$\{(\d+):/g, (_all, stop: string) => `\${${String(Number(stop) + by)}:`),
    );
}

/** An entry of a list of managed policies: here once, as AWS has well over a thousand. */
export function managedPolicySchema(definitions: Readonly<Record<string, Schema>>): Schema {
    const { examples: _examples, ...entry } = definitions.Role?.properties?.managedPolicies?.items ?? {};
    return { ...entry, examples: [...awsManagedPolicyNames()].sort() };
}

/** `schema` with what editors insert, instead of the examples that they cannot insert. */
export function forEditors(schema: Schema): Schema {
    const { examples, ...rest } = inParts(schema);
    const [example] = Array.isArray(examples) ? (examples as unknown[]) : [];
    const name = interfaceOf(rest);
    const { items, additionalProperties: entry } = rest;
    if (items !== undefined && Array.isArray(example)) {
        return { ...rest, items: withSnippets(items, example) };
    }
    if (typeof entry === "object") {
        const of = interfaceOf(entry) ?? "";
        const snippet = entries[of] ?? exampleSnippet(example);
        const within = values[of];
        return {
            ...rest,
            ...(snippet && { defaultSnippets: [snippet] }),
            ...(within && { additionalProperties: { ...entry, defaultSnippets: within } }),
        };
    }
    const snippet = name === "Presets" ? preset : exampleSnippet(example);
    return snippet === undefined
        ? { ...rest, ...(examples !== undefined && { examples }) }
        : { ...rest, defaultSnippets: [snippet] };
}

function withSnippets(items: Schema, examples: readonly unknown[]): Schema {
    const name = interfaceOf(items);
    if (name === undefined) {
        return items.examples === undefined ? { ...items, examples: [...examples] } : items;
    }
    const snippets = values[name] ?? examples.map(exampleSnippet).filter(snippet => snippet !== undefined);
    return { ...items, defaultSnippets: snippets };
}

/** The schemas inside, each in the same way. */
function inParts(schema: Schema): Schema {
    const { properties, items, additionalProperties } = schema;
    return {
        ...schema,
        ...(properties && {
            properties: Object.fromEntries(
                Object.entries(properties).map(([key, each]) => [
                    key,
                    key === "managedPolicies"
                        ? { ...forEditors(each), items: { allOf: [{ $ref: "#/definitions/ManagedPolicy" }] } }
                        : forEditors(each),
                ]),
            ),
        }),
        ...(items && { items: forEditors(items) }),
        ...(typeof additionalProperties === "object" && { additionalProperties: forEditors(additionalProperties) }),
    };
}

function exampleSnippet(example: unknown): Snippet | undefined {
    if (typeof example !== "object" || example === null || Array.isArray(example)) {
        return undefined;
    }
    const keys = Object.keys(example);
    const label = keys.length === 0 ? "{}" : `example with ${keys.join(", ")}`;
    return { label, description: "An example to change.", body: keys.length === 0 ? "{}" : written(example) };
}

/** Editors write texts as they are, and nothing for an empty map. */
function written(value: unknown): unknown {
    if (typeof value !== "object" || value === null || Object.keys(value).length === 0) {
        return typeof value === "boolean" || typeof value === "number" ? value : stringify(value).trim();
    }
    return Array.isArray(value)
        ? value.map(written)
        : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, written(item)]));
}

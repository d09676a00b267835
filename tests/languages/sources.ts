/** Reads the names in programs that cannot be compiled here, to compare them with the schema. */
import type { Property, Schema } from "./schema";

/** A property in a program, and the types of the objects in its value. */
export interface Use {
    readonly type: string;
    readonly property: string;
    readonly holds: readonly string[];
}

interface Open {
    readonly type: string | undefined;
    readonly depth: number;
    use?: { readonly type: string; readonly property: string; readonly holds: string[] };
}

/** `new RoleArgs { Path = …, Statements = { new PolicyStatementArgs { … } } }`: the word before `=` is a property. */
export function usesInCsharp(source: string): Use[] {
    const uses: Use[] = [];
    const stack: Open[] = [];
    const tokens = tokensOf(source);
    for (const [index, token] of tokens.entries()) {
        const current = stack.at(-1);
        if (token === "{") {
            const type = tokens[index - 2] === "new" ? tokens[index - 1] : undefined;
            stack.findLast(({ use }) => use !== undefined)?.use?.holds.push(...(type === undefined ? [] : [type]));
            stack.push({ type, depth: stack.length });
        } else if (token === "}") {
            stack.pop();
        } else if (token === "=" && current?.type !== undefined && tokens[index + 1] !== ">") {
            const use = { type: current.type, property: lowerFirst(tokens[index - 1] ?? ""), holds: [] };
            current.use = use;
            uses.push(use);
        }
    }
    return uses.filter(({ type }) => type.endsWith("Args"));
}

/**
 * `Role.builder().path(…).statements(PolicyStatement.builder()….build()).build()`: calls at the depth of the builder.
 */
export function usesInJava(source: string): Use[] {
    const uses: Use[] = [];
    const stack: Open[] = [];
    let depth = 0;
    const tokens = tokensOf(source);
    for (const [index, token] of tokens.entries()) {
        const current = stack.at(-1);
        if (token === ")") {
            depth -= 1;
        } else if (token === "(") {
            const name = tokens[index - 1] ?? "";
            if (name === "builder") {
                const type = tokens[index - 3] ?? "";
                current?.use?.holds.push(type);
                stack.push({ type, depth });
            } else if (name === "build" && current?.depth === depth) {
                stack.pop();
            } else if (current?.type !== undefined && current.depth === depth && tokens[index - 2] === ".") {
                const use = { type: current.type, property: name, holds: [] };
                current.use = use;
                uses.push(use);
            }
            depth += 1;
        }
    }
    return uses;
}

/** Words, strings (as `"`) and signs, without comments. */
function tokensOf(source: string): string[] {
    const text = source.replace(/\/\/.*$/gm, "").replace(/"(?:[^"\\]|\\.)*"/g, '"');
    return text.match(/\w+|[^\s\w]/g) ?? [];
}

function lowerFirst(name: string): string {
    return name.charAt(0).toLowerCase() + name.slice(1);
}

/** Why a use does not match the schema. Empty if it does. */
export function misfits(uses: readonly Use[], schema: Schema): string[] {
    return uses.flatMap(({ type, property, holds }) => {
        const properties = propertiesOf(type, schema);
        const found = properties?.[property];
        if (found === undefined) {
            return [`${type}.${property} is not in the schema`];
        }
        const expected = innermost(found).$ref?.split(":").at(-1);
        return holds
            .filter(held => held.replace(/Args$/, "") !== expected)
            .map(held => `${type}.${property} holds ${expected ?? "no object"}, not ${held}`);
    });
}

function propertiesOf(
    type: string,
    { name, resources, types }: Schema,
): Readonly<Record<string, Property>> | undefined {
    const token = `${name}:index:${type.replace(/Args$/, "")}`;
    return resources[token]?.inputProperties ?? types[token]?.properties;
}

function innermost(property: Property): Property {
    const inner = property.items ?? property.additionalProperties;
    return inner === undefined ? property : innermost(inner);
}

/** Values whose type differs from their property, for programs that are data. */
export function misfitsOfValue(value: unknown, property: Property, place: string, schema: Schema): string[] {
    if (typeof value === "string" && value.startsWith("${")) {
        return [];
    }
    if (property.$ref === undefined) {
        if (property.items) {
            const { items } = property;
            return Array.isArray(value)
                ? value.flatMap((item, index) => misfitsOfValue(item, items, `${place}[${String(index)}]`, schema))
                : [`${place} is not a list`];
        }
        if (property.additionalProperties) {
            const { additionalProperties } = property;
            return isMap(value)
                ? Object.entries(value).flatMap(([key, item]) =>
                      misfitsOfValue(item, additionalProperties, `${place}["${key}"]`, schema),
                  )
                : [`${place} is not a map`];
        }
        return typeof value === property.type?.replace("integer", "number")
            ? []
            : [`${place} is not ${property.type ?? ""}`];
    }
    const name = property.$ref.split("/").at(-1) ?? "";
    const type = schema.types[name];
    if (type?.enum) {
        return type.enum.some(member => member.value === value) ? [] : [`${place} is not a value of ${name}`];
    }
    return misfitsOfObject(value, type?.properties ?? {}, place, schema);
}

export function misfitsOfObject(
    value: unknown,
    properties: Readonly<Record<string, Property>>,
    place: string,
    schema: Schema,
): string[] {
    if (!isMap(value)) {
        return [`${place} is not an object`];
    }
    return Object.entries(value).flatMap(([key, item]) => {
        const property = properties[key];
        return property === undefined
            ? [`${place}.${key} is not in the schema`]
            : misfitsOfValue(item, property, `${place}.${key}`, schema);
    });
}

function isMap(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

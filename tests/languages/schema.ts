/** Reads the schema, and finds breaking changes between two versions. */
import * as fs from "node:fs";
import * as path from "node:path";
import { packageFolder } from "../../sandbox/layout";

export interface Property {
    readonly type?: string;
    readonly $ref?: string;
    readonly plain?: boolean;
    readonly items?: Property;
    readonly additionalProperties?: Property;
    readonly description?: string;
}

type Properties = Readonly<Record<string, Property>>;

export interface Type {
    readonly description?: string;
    readonly properties?: Properties;
    readonly required?: readonly string[];
    readonly enum?: readonly { readonly name: string; readonly value: string; readonly description?: string }[];
}

export interface Component extends Type {
    readonly inputProperties?: Properties;
    readonly requiredInputs?: readonly string[];
}

export interface Schema {
    readonly name: string;
    readonly version: string;
    readonly resources: Readonly<Record<string, Component>>;
    readonly types: Readonly<Record<string, Type>>;
}

export const schemaFile = path.join(packageFolder, "components", "schema.json");
export const baselineFile = path.join(packageFolder, "tests", "languages", "baseline.schema.json");

export function readSchema(file: string): Schema {
    return JSON.parse(fs.readFileSync(file, "utf8")) as Schema;
}

/** Why programs for `before` would not compile with `after`, or would change their meaning. */
export function breakingChanges(before: Schema, after: Schema): string[] {
    return [
        ...Object.entries(before.resources).flatMap(([token, old]) => {
            const now = after.resources[token];
            return now === undefined
                ? [`${token} is gone`]
                : [...inputChanges(token, inputsOf(old), inputsOf(now)), ...outputChanges(token, old, now)];
        }),
        ...Object.entries(before.types).flatMap(([token, old]) => {
            const now = after.types[token];
            return now === undefined
                ? [`${token} is gone`]
                : [...inputChanges(token, old, now), ...enumChanges(token, old, now)];
        }),
    ];
}

function inputsOf({ inputProperties = {}, requiredInputs = [] }: Component): Type {
    return { properties: inputProperties, required: requiredInputs };
}

function inputChanges(token: string, old: Type, now: Type): string[] {
    return [
        ...propertyChanges(token, old.properties, now.properties),
        ...(now.required ?? [])
            .filter(name => !(old.required ?? []).includes(name))
            .map(name => `${token}.${name} is required now`),
    ];
}

function outputChanges(token: string, old: Type, now: Type): string[] {
    return [
        ...propertyChanges(`${token} output`, old.properties, now.properties),
        ...(old.required ?? [])
            .filter(name => name in (now.properties ?? {}) && !(now.required ?? []).includes(name))
            .map(name => `${token} output.${name} can be absent now`),
    ];
}

function propertyChanges(token: string, old: Properties = {}, now: Properties = {}): string[] {
    return Object.entries(old).flatMap(([name, property]) => {
        const current = now[name];
        if (current === undefined) {
            return [`${token}.${name} is gone`];
        }
        return shape(property) === shape(current)
            ? []
            : [`${token}.${name} was ${shape(property)} and is ${shape(current)}`];
    });
}

function enumChanges(token: string, old: Type, now: Type): string[] {
    return (old.enum ?? [])
        .filter(({ name, value }) => !now.enum?.some(other => other.name === name && other.value === value))
        .map(({ name, value }) => `${token}.${name} = ${value} is gone`);
}

/** A type as text, including whether it is plain: a plain value is not an Output. */
export function shape({ type, $ref, plain, items, additionalProperties }: Property): string {
    const inner = items ?? additionalProperties;
    const text = $ref ?? (inner === undefined ? type : `${type ?? ""}<${shape(inner)}>`);
    return plain ? `plain ${text ?? ""}` : (text ?? "");
}

import { isAbsent, isRecord, type Properties, stableJson, unknown } from "./values";
import { policiesAreEquivalent } from "./policyEquivalence";

export type PropertyKind = "string" | "boolean" | "number" | "policy" | "list" | "set" | "tags" | "object";

/** One input of a resource type, as the official provider declares it. */
export interface Property {
    readonly kind: PropertyKind;
    readonly required?: boolean;
    /** A change makes a new resource ("ForceNew"). */
    readonly replaces?: boolean;
    /** AWS or the provider fills it in when it is left out; taking it out of a program changes nothing. */
    readonly computed?: boolean;
    /** What the provider takes when it is left out. */
    readonly standard?: unknown;
    readonly oneOf?: readonly string[];
    readonly maxLength?: number;
    readonly conflictsWith?: readonly string[];
    /** Of an object, or of each member of a list or set. */
    readonly fields?: PropertyTable;
}

export type PropertyTable = Readonly<Record<string, Property>>;

export interface Failure {
    readonly property: string;
    readonly reason: string;
}

/** The inputs in the types that the schema gives them (`"true"` is a boolean, a policy object is its JSON). */
export function coerced(table: PropertyTable, inputs: Properties): Properties {
    const result: Properties = {};
    for (const [name, value] of Object.entries(inputs)) {
        const property = table[name];
        result[name] = property === undefined ? value : coercedValue(property, value);
    }
    return result;
}

function coercedValue(property: Property, value: unknown): unknown {
    if (value === unknown || value === null || value === undefined) {
        return value;
    }
    switch (property.kind) {
        case "string":
            return typeof value === "number" || typeof value === "boolean" ? String(value) : value;
        case "boolean":
            return value === "true" ? true : value === "false" ? false : value;
        case "number":
            return typeof value === "string" && value !== "" && !Number.isNaN(Number(value)) ? Number(value) : value;
        case "policy":
            return isRecord(value) ? (stableJson(value).includes(unknown) ? unknown : stableJson(value)) : value;
        case "object":
            return property.fields !== undefined && isRecord(value) ? coerced(property.fields, value) : value;
        case "list":
        case "set": {
            const fields = property.fields;
            return fields !== undefined && Array.isArray(value)
                ? value.map(member => (isRecord(member) ? coerced(fields, member) : (member as unknown)))
                : value;
        }
        case "tags":
            return isRecord(value)
                ? Object.fromEntries(
                      Object.entries(value).map(([key, tag]) => [key, coercedValue({ kind: "string" }, tag)]),
                  )
                : value;
    }
}

/** What is wrong with inputs, compared with their table. */
export function failures(token: string, table: PropertyTable, inputs: Properties, path = ""): Failure[] {
    const found: Failure[] = [];
    for (const [name, value] of Object.entries(inputs)) {
        const place = path + name;
        if (name === "__defaults" || value === undefined || value === null) {
            continue;
        }
        const property = table[name];
        if (property === undefined) {
            found.push({
                property: place,
                reason: `the sandbox does not model ${place} of ${token}; it models ${Object.keys(table).join(", ")}`,
            });
            continue;
        }
        found.push(...valueFailures(token, property, value, place));
        for (const other of property.conflictsWith ?? []) {
            if (!isAbsent(value) && !isAbsent(inputs[other])) {
                found.push({
                    property: place,
                    reason: `Conflicting configuration arguments: "${name}": conflicts with ${other}`,
                });
            }
        }
    }
    for (const [name, property] of Object.entries(table)) {
        if (property.required === true && (inputs[name] === undefined || inputs[name] === null)) {
            found.push({
                property: path + name,
                reason: `Missing required argument: The argument "${path}${name}" is required, but no definition was found.`,
            });
        }
    }
    return found;
}

function valueFailures(token: string, property: Property, value: unknown, place: string): Failure[] {
    if (value === unknown) {
        return [];
    }
    const wrong = (expected: string): Failure[] => [{ property: place, reason: `${place} must be ${expected}` }];
    switch (property.kind) {
        case "string":
        case "policy": {
            if (typeof value !== "string") {
                return wrong("a string");
            }
            if (property.kind === "policy" && value !== "" && !isJson(value)) {
                return [{ property: place, reason: `"${place}" contains an invalid JSON policy: not valid JSON` }];
            }
            if (property.oneOf !== undefined && !property.oneOf.includes(value)) {
                return [
                    {
                        property: place,
                        reason: `expected ${place} to be one of [${property.oneOf.join(" ")}], got ${value}`,
                    },
                ];
            }
            if (property.maxLength !== undefined && value.length > property.maxLength) {
                return [
                    {
                        property: place,
                        reason: `expected length of ${place} to be in the range (1 - ${property.maxLength}), got ${value}`,
                    },
                ];
            }
            return [];
        }
        case "boolean":
            return typeof value === "boolean" ? [] : wrong("a boolean");
        case "number":
            return typeof value === "number" ? [] : wrong("a number");
        case "tags":
            return isRecord(value) && Object.values(value).every(tag => typeof tag === "string")
                ? []
                : wrong("a map of strings");
        case "object":
            return isRecord(value) ? failures(token, property.fields ?? {}, value, `${place}.`) : wrong("an object");
        case "list":
        case "set": {
            if (!Array.isArray(value)) {
                return wrong("a list");
            }
            const { fields } = property;
            return value.flatMap((member: unknown, index) =>
                fields === undefined
                    ? valueFailures(token, { kind: "string" }, member, `${place}[${index}]`)
                    : isRecord(member)
                      ? failures(token, fields, member, `${place}[${index}].`)
                      : member === unknown
                        ? []
                        : [{ property: `${place}[${index}]`, reason: `${place}[${index}] must be an object` }],
            );
        }
    }
}

function isJson(value: string): boolean {
    try {
        JSON.parse(value);
        return true;
    } catch {
        return false;
    }
}

/** Whether inputs ask for what is in the state already. */
export function sameValue(property: Property, state: unknown, input: unknown): boolean {
    const [a, b] = [state, input].map(value =>
        isAbsent(value) && property.standard !== undefined ? property.standard : value,
    );
    if (isAbsent(a) || isAbsent(b)) {
        return isAbsent(a) && isAbsent(b);
    }
    if (property.kind === "policy") {
        return policiesAreEquivalent(a, b);
    }
    if (property.kind === "set" && Array.isArray(a) && Array.isArray(b)) {
        const sorted = (values: readonly unknown[]): string => values.map(stableJson).sort().join();
        return sorted(a) === sorted(b);
    }
    if (property.kind === "object" && property.fields !== undefined && isRecord(a) && isRecord(b)) {
        return Object.entries(property.fields).every(
            ([name, field]) => (field.computed === true && isAbsent(b[name])) || sameValue(field, a[name], b[name]),
        );
    }
    return stableJson(a) === stableJson(b);
}

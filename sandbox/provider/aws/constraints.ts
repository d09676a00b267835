import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { isRecord } from "../values";

/** A shape of AWS's own model of a service, as botocore ships it. */
export interface Shape {
    readonly type: string;
    readonly required?: readonly string[];
    readonly members?: Readonly<Record<string, { readonly shape: string }>>;
    readonly member?: { readonly shape: string };
    readonly key?: { readonly shape: string };
    readonly value?: { readonly shape: string };
    readonly enum?: readonly string[];
    readonly min?: number;
    readonly max?: number;
    readonly pattern?: string;
}

export interface ServiceModel {
    readonly operations: Readonly<Record<string, { readonly input?: { readonly shape: string } }>>;
    readonly shapes: Readonly<Record<string, Shape>>;
}

const files: Readonly<Record<string, string>> = {
    EKS: "eks/2017-11-01/service-2.json.gz",
    IAM: "iam/2010-05-08/service-2.json.gz",
};

const loaded = new Map<string, ServiceModel>();

/** `undefined` for STS: its only call here, GetCallerIdentity, has no input to check. */
export function serviceModel(botocoreData: string, service: string): ServiceModel | undefined {
    const file = files[service];
    if (file === undefined) {
        return undefined;
    }
    const path = join(botocoreData, file);
    let model = loaded.get(path);
    if (model === undefined) {
        model = JSON.parse(gunzipSync(readFileSync(path)).toString("utf8")) as ServiceModel;
        loaded.set(path, model);
    }
    return model;
}

/** What AWS would refuse in a request, in AWS's words: `Value at 'roleName' failed to satisfy constraint: …`. */
export function constraintViolations(model: ServiceModel, operation: string, input: unknown): string[] {
    const shape = model.operations[operation]?.input?.shape;
    if (shape === undefined) {
        return model.operations[operation] === undefined ? [`AWS has no operation ${operation}`] : [];
    }
    return violations(model, shape, input, "");
}

function violations(model: ServiceModel, shapeName: string, value: unknown, path: string): string[] {
    const shape = model.shapes[shapeName];
    if (shape === undefined || value === undefined || value === null) {
        return [];
    }
    switch (shape.type) {
        case "structure":
            return structureViolations(model, shape, value, path);
        case "list":
            return [
                ...sizeViolations(shape, Array.isArray(value) ? value.length : 0, path, "length"),
                ...(Array.isArray(value) ? value : []).flatMap((member: unknown, index) =>
                    violations(model, shape.member?.shape ?? "", member, `${path}.${index + 1}.member`),
                ),
            ];
        case "map": {
            const entries = isRecord(value) ? Object.entries(value) : [];
            return [
                ...sizeViolations(shape, entries.length, path, "length"),
                ...entries.flatMap(([key, member]) => [
                    ...violations(model, shape.key?.shape ?? "", key, `${path}.key`),
                    ...violations(model, shape.value?.shape ?? "", member, `${path}.${key}`),
                ]),
            ];
        }
        case "string":
            return typeof value === "string"
                ? stringViolations(shape, value, path)
                : [failure(path, "Member must be a string")];
        case "integer":
        case "long":
            return typeof value === "number" ? sizeViolations(shape, value, path, "value") : [];
        default:
            return [];
    }
}

function structureViolations(model: ServiceModel, shape: Shape, value: unknown, path: string): string[] {
    if (!isRecord(value)) {
        return [failure(path, "Member must be a structure")];
    }
    const place = (name: string): string => (path === "" ? "" : `${path}.`) + memberName(name);
    const missing = (shape.required ?? [])
        .filter(name => value[name] === undefined || value[name] === null)
        .map(name => `Value null at '${place(name)}' failed to satisfy constraint: Member must not be null`);
    const surplus = Object.keys(value)
        .filter(name => value[name] !== undefined && shape.members?.[name] === undefined)
        .map(name => `'${place(name)}' is no member of the request`);
    const inside = Object.entries(shape.members ?? {}).flatMap(([name, member]) =>
        violations(model, member.shape, value[name], place(name)),
    );
    return [...missing, ...surplus, ...inside];
}

/** AWS prints member names with a small first letter, IAM's too. */
const memberName = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

function stringViolations(shape: Shape, value: string, path: string): string[] {
    const found = sizeViolations(shape, Array.from(value).length, path, "length");
    if (shape.enum !== undefined && !shape.enum.includes(value)) {
        found.push(failure(path, `Member must satisfy enum value set: [${shape.enum.join(", ")}]`));
    }
    if (shape.pattern !== undefined && expression(shape.pattern)?.test(value) === false) {
        found.push(failure(path, `Member must satisfy regular expression pattern: ${shape.pattern}`));
    }
    return found;
}

function sizeViolations(shape: Shape, size: number, path: string, what: "length" | "value"): string[] {
    const found: string[] = [];
    const demand = what === "length" ? "have length" : "have value";
    if (shape.min !== undefined && size < shape.min) {
        found.push(failure(path, `Member must ${demand} greater than or equal to ${shape.min}`));
    }
    if (shape.max !== undefined && size > shape.max) {
        found.push(failure(path, `Member must ${demand} less than or equal to ${shape.max}`));
    }
    return found;
}

const failure = (path: string, demand: string): string => `Value at '${path}' failed to satisfy constraint: ${demand}`;

const expressions = new Map<string, RegExp | undefined>();

/** AWS matches the whole value, whether or not the pattern is anchored. */
function expression(pattern: string): RegExp | undefined {
    if (!expressions.has(pattern)) {
        expressions.set(pattern, compiled(`^(?:${pattern})$`));
    }
    return expressions.get(pattern);
}

function compiled(source: string): RegExp | undefined {
    for (const flags of ["u", ""]) {
        try {
            return new RegExp(source, flags);
        } catch {
            // A pattern in Java's dialect that neither mode reads is not checked.
        }
    }
    return undefined;
}

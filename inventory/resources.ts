/** Resources of any Pulumi program, as every source gives them. */
import { resourceTypes as registeredTypes } from "../testing/resourceTypes";

/** A value that only the deployment knows. */
export const unknownValue: unique symbol = Symbol("unknown");
/** A value that Pulumi keeps secret. */
export const secretValue: unique symbol = Symbol("secret");

export interface RegisteredResource {
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    /** As the program gives them, or reads them; with `unknownValue` and `secretValue` at any depth. */
    readonly inputs: Readonly<Record<string, unknown>>;
    /** Whether the program only reads the resource, with `get`. */
    readonly isRead?: boolean;
    /** What is known of the deployed resource. */
    readonly outputs: Readonly<Record<string, unknown>>;
    /** URNs of the resources that each property comes from. */
    readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

export const resourceTypes = {
    ...registeredTypes,
    policyAttachment: "aws:iam/policyAttachment:PolicyAttachment",
} as const;

/** Whether a value is not known here. */
export function isHidden(value: unknown): boolean {
    return value === unknownValue || value === secretValue;
}

/** In a subject or an ARN, what is not known. */
export const unknownPart = "(unknown)";

/** The value of a JSON text; `undefined` for other text. */
export function jsonOf(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

/** The name at the end of a URN. */
export function nameInUrn(urn: string): string {
    return urn.slice(urn.lastIndexOf("::") + 2);
}

/** A text, where the value is one. */
export function textOf(value: unknown): string | undefined {
    return typeof value === "string" && value !== "" ? value : undefined;
}

/** The value of a property as deployed, or as the program gives it where it is known only there. */
export function valueOf(resource: RegisteredResource, property: string): unknown {
    const input = resource.inputs[property];
    return input === undefined || input === unknownValue ? (resource.outputs[property] ?? input) : input;
}

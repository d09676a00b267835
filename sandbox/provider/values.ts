/** Property values as they cross the wire: plain JSON. */
export type Properties = Record<string, unknown>;

/**
 * The placeholder of a value that is not known yet in a preview.
 * Source: `UnknownStringValue` in sdk/go/common/resource/plugin/rpc.go of github.com/pulumi/pulumi.
 */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export const isRecord = (value: unknown): value is Properties =>
    typeof value === "object" && value !== null && !Array.isArray(value);

export function containsUnknown(value: unknown): boolean {
    if (value === unknown) {
        return true;
    }
    if (Array.isArray(value)) {
        return value.some(containsUnknown);
    }
    return isRecord(value) && Object.values(value).some(containsUnknown);
}

/** Terraform takes an empty value of an optional property for an absent one; so does everything here. */
export function isAbsent(value: unknown): boolean {
    return (
        value === undefined ||
        value === null ||
        value === "" ||
        (Array.isArray(value) && value.length === 0) ||
        (isRecord(value) && Object.keys(value).length === 0)
    );
}

/** Without what protobuf's Struct cannot hold. */
export function withoutUndefined(properties: Properties): Properties {
    return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}

/** JSON with sorted keys: the same value gives the same text. */
export function stableJson(value: unknown): string {
    return JSON.stringify(value, (_key, part: unknown) =>
        isRecord(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
    );
}

export const text = (value: unknown): string =>
    typeof value === "string" ? value : typeof value === "number" || typeof value === "boolean" ? String(value) : "";

export const optionalText = (value: unknown): string | undefined =>
    typeof value === "string" && value !== "" ? value : undefined;

/**
 * What Pulumi's YAML reader (gopkg.in/yaml.v3) takes an unquoted word for. It differs from YAML 1.2 where YAML 1.1 did:
 * `0123` is octal, `1_000` a number, `2026-11-23` a moment.
 * https://github.com/go-yaml/yaml/blob/v3/resolve.go
 */
import type { LocatedScalar } from "./located";

const nulls = new Set(["", "~", "null", "Null", "NULL"]);
const booleans: ReadonlyMap<string, boolean> = new Map([
    ...["true", "True", "TRUE"].map(word => [word, true] as const),
    ...["false", "False", "FALSE"].map(word => [word, false] as const),
]);
const infinities: ReadonlyMap<string, number> = new Map([
    ...[".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"].map(word => [word, Infinity] as const),
    ...["-.inf", "-.Inf", "-.INF"].map(word => [word, -Infinity] as const),
    ...[".nan", ".NaN", ".NAN"].map(word => [word, NaN] as const),
]);
const integer = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]*|[1-9][0-9]*)$/;
const float = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
/** What all numbers and dates begin with, and hardly any text does. */
const numeric = /^[-+.\d]/;
const date = /^\d{4}-\d\d?-\d\d?([Tt ]+\d\d?:\d\d:\d\d(\.\d+)?\s*(Z|[-+]\d\d?(:\d\d)?)?)?$/;

export function plainScalar(source: string): LocatedScalar {
    if (nulls.has(source)) {
        return { kind: "scalar", value: null };
    }
    const word = booleans.get(source);
    if (word !== undefined || !numeric.test(source)) {
        return word === undefined ? { kind: "scalar", value: source } : { kind: "scalar", value: word, source };
    }
    if (date.test(source)) {
        return { kind: "scalar", value: source, source, isDate: true };
    }
    const value = infinities.get(source) ?? numberOf(source.replaceAll("_", "")) ?? source;
    return typeof value === "string" ? { kind: "scalar", value } : { kind: "scalar", value, source };
}

function numberOf(word: string): number | undefined {
    const [, sign, digits] = integer.exec(word) ?? [];
    if (digits !== undefined) {
        const octal = /^0[oO]?(?=[0-7])/;
        return (sign === "-" ? -1 : 1) * Number(digits.replace(octal, "0o"));
    }
    return float.test(word) ? Number(word) : undefined;
}

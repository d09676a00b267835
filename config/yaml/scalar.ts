/**
 * Reads an unquoted word like Pulumi's YAML reader (gopkg.in/yaml.v3). It follows YAML 1.1 where that differs from 1.2:
 * `0123` is octal, `1_000` a number, `2026-11-23` a timestamp.
 * https://github.com/go-yaml/yaml/blob/v3/resolve.go
 */
import type { LocatedScalar } from "./located";
import { isMoment, momentText } from "./moment";

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
const integer = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/;
const float = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
/** What all numbers and dates begin with, and hardly any text does. */
const numeric = /^[-+.\d]/;

/** Whether a word is text for certain, by its first letter: nearly all are. */
export function isPlainText(source: string): boolean {
    return /^[^-+.\d~nNtTfF]/.test(source);
}

export function plainScalar(source: string): LocatedScalar {
    if (nulls.has(source)) {
        return { kind: "scalar", value: null, source };
    }
    const word = booleans.get(source);
    if (word !== undefined || !numeric.test(source)) {
        return word === undefined ? { kind: "scalar", value: source } : { kind: "scalar", value: word, source };
    }
    if (isMoment(source)) {
        return { kind: "scalar", value: source, source, isDate: true };
    }
    const value = infinities.get(source) ?? numberOf(source.replaceAll("_", "")) ?? source;
    return typeof value === "string" ? { kind: "scalar", value } : { kind: "scalar", value, source };
}

function numberOf(word: string): number | undefined {
    const whole = wholeNumber(word);
    if (whole !== undefined) {
        return Number(whole);
    }
    // Beyond 64 bits decimal digits are a float, and what is too large for that is text.
    const value = float.test(word) ? Number(word) : Infinity;
    return Number.isFinite(value) ? value : undefined;
}

export function isWholeNumber(source: string): boolean {
    return wholeNumber(source.replaceAll("_", "")) !== undefined;
}

function wholeNumber(word: string): bigint | undefined {
    const [, sign, digits = ""] = integer.exec(word) ?? [];
    if (sign === undefined) {
        return undefined;
    }
    const value = BigInt(/^0[0-7]/.test(digits) ? `0o${digits}` : digits);
    const limit = sign === "" ? 2n ** 64n - 1n : sign === "+" ? 2n ** 63n - 1n : 2n ** 63n;
    return value <= limit ? (sign === "-" ? -value : value) : undefined;
}

/** What a key that is not text is to Pulumi, which writes it out. */
export function keyText({ value, source, isDate }: LocatedScalar): string {
    if (isDate) {
        return momentText(String(source));
    }
    if (typeof value !== "number" || !Number.isFinite(value)) {
        return value === Infinity ? "+Inf" : value === -Infinity ? "-Inf" : String(value ?? "<nil>");
    }
    return String(wholeNumber((source ?? "").replaceAll("_", "")) ?? floatText(value));
}

/** As Go's `%v`: powers of ten earlier than in JavaScript, with two digits. */
function floatText(value: number): string {
    const isPower = value !== 0 && (Math.abs(value) < 1e-4 || Math.abs(value) >= 1e6);
    return isPower ? value.toExponential().replace(/([-+])(?=\d$)/, sign => `${sign}0`) : String(value);
}

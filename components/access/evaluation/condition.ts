/**
 * Conditions of policies: one clause for each operator and key.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
import type { Conditions } from "../policyDocument";
import { addressRange, addressValue } from "./addresses";
import { inLowerCase, matches, patternOf, withinArnParts } from "./pattern";
import type { ParsedPattern, Variables } from "./pattern";

/** Values of condition keys in a request, by lower-case key. Missing keys are absent from the request. */
export type Context = ReadonlyMap<string, readonly string[]>;

export type Family = "text" | "textIgnoringCase" | "arn" | "number" | "date" | "boolean" | "address" | "absence";

export interface Clause {
    /** Lower case, because keys are not case-sensitive. */
    readonly key: string;
    readonly family: Family;
    readonly operator: string;
    readonly isNegated: boolean;
    /** `…IfExists`: matches if the key is absent. */
    readonly ifExists: boolean;
    readonly quantifier: "ForAllValues" | "ForAnyValue" | undefined;
    readonly values: readonly string[];
    /** Patterns of `text`, `arn` and, in lower case, `textIgnoringCase`. Empty for other operators. */
    readonly patterns: readonly ParsedPattern[];
    /** The original text, for messages. */
    readonly text: string;
}

interface Operator {
    readonly family: Family;
    readonly isNegated?: true;
    readonly wildcards?: true;
}

const operators: ReadonlyMap<string, Operator> = new Map<string, Operator>([
    ["stringequals", { family: "text" }],
    ["stringnotequals", { family: "text", isNegated: true }],
    ["stringequalsignorecase", { family: "textIgnoringCase" }],
    ["stringnotequalsignorecase", { family: "textIgnoringCase", isNegated: true }],
    ["stringlike", { family: "text", wildcards: true }],
    ["stringnotlike", { family: "text", wildcards: true, isNegated: true }],
    ["binaryequals", { family: "text" }],
    ["arnequals", { family: "arn", wildcards: true }],
    ["arnlike", { family: "arn", wildcards: true }],
    ["arnnotequals", { family: "arn", wildcards: true, isNegated: true }],
    ["arnnotlike", { family: "arn", wildcards: true, isNegated: true }],
    ["numericequals", { family: "number" }],
    ["numericnotequals", { family: "number", isNegated: true }],
    ["numericlessthan", { family: "number" }],
    ["numericlessthanequals", { family: "number" }],
    ["numericgreaterthan", { family: "number" }],
    ["numericgreaterthanequals", { family: "number" }],
    ["dateequals", { family: "date" }],
    ["datenotequals", { family: "date", isNegated: true }],
    ["datelessthan", { family: "date" }],
    ["datelessthanequals", { family: "date" }],
    ["dategreaterthan", { family: "date" }],
    ["dategreaterthanequals", { family: "date" }],
    ["bool", { family: "boolean" }],
    ["ipaddress", { family: "address" }],
    ["notipaddress", { family: "address", isNegated: true }],
    ["null", { family: "absence" }],
]);

/** The clauses of a condition block, which all have to match; `undefined` if an operator is unknown. */
export function clausesOf(conditions: Conditions | undefined, variables: Variables | undefined): Clause[] | undefined {
    const clauses: Clause[] = [];
    for (const [written, keys] of Object.entries(conditions ?? {})) {
        const [, quantifier, base = "", suffix] =
            /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/i.exec(written) ?? [];
        const operator = operators.get(base.toLowerCase());
        if (operator === undefined) {
            return undefined;
        }
        for (const [key, given] of Object.entries(keys)) {
            const values = (Array.isArray(given) ? (given as unknown[]) : [given]).map(String);
            const name = key.toLowerCase();
            const patterns = patternsOf(values, operator, variables);
            clauses.push({
                // Its known value does not decide: whether it is that of the other key is a fact of the request.
                key:
                    variables?.has(name) === true && patterns.some(({ widest }) => widest !== undefined)
                        ? `${name} compared with ${values.join(", ")}`
                        : name,
                family: operator.family,
                operator: base.toLowerCase(),
                isNegated: operator.isNegated ?? false,
                ifExists: suffix !== undefined,
                quantifier: quantifierOf(quantifier),
                values,
                patterns,
                text: `${written} ${key}: ${values.join(" | ")}`,
            });
        }
    }
    return clauses;
}

function patternsOf(
    values: readonly string[],
    { family, wildcards }: Operator,
    variables: Variables | undefined,
): ParsedPattern[] {
    if (family !== "text" && family !== "arn" && family !== "textIgnoringCase") {
        return [];
    }
    return values.map(value => {
        const parsed = patternOf(value, variables, { wildcards: wildcards === true });
        return family === "text"
            ? parsed
            : { ...parsed, pattern: family === "arn" ? withinArnParts(parsed.pattern) : inLowerCase(parsed.pattern) };
    });
}

function quantifierOf(text: string | undefined): Clause["quantifier"] {
    return text === undefined ? undefined : text.toLowerCase() === "forallvalues" ? "ForAllValues" : "ForAnyValue";
}

/** Whether a clause matches a request. */
export function holds(clause: Clause, context: Context): boolean {
    const present = context.get(clause.key);
    if (clause.family === "absence") {
        return clause.values.some(value => (value.toLowerCase() === "true") === (present === undefined));
    }
    if (present === undefined) {
        return (
            clause.quantifier === "ForAllValues" ||
            clause.ifExists ||
            (clause.isNegated && clause.quantifier === undefined)
        );
    }
    const test = (value: string): boolean =>
        clause.isNegated !== clause.values.some((_, index) => meets(clause, index, value));
    return clause.quantifier === "ForAllValues" ? present.every(test) : present.some(test);
}

function meets(clause: Clause, index: number, value: string): boolean {
    const expected = clause.values[index] ?? "";
    switch (clause.family) {
        case "text":
        case "arn":
            return matches(clause.patterns[index]?.pattern ?? [], value);
        case "textIgnoringCase":
            return matches(clause.patterns[index]?.pattern ?? [], value.toLowerCase());
        case "number":
            return compares(clause.operator.slice("numeric".length), Number(value), Number(expected));
        case "date":
            return compares(clause.operator.slice("date".length), instant(value), instant(expected));
        case "boolean":
            return expected.toLowerCase() === value.toLowerCase();
        case "address": {
            const [range, address] = [addressRange(expected), addressValue(value)];
            return (
                range !== undefined &&
                address?.version === range.version &&
                address.value >= range.first &&
                address.value <= range.last
            );
        }
        case "absence":
            return false;
    }
}

function compares(comparison: string, value: number, expected: number): boolean {
    switch (comparison) {
        case "lessthan":
            return value < expected;
        case "lessthanequals":
            return value <= expected;
        case "greaterthan":
            return value > expected;
        case "greaterthanequals":
            return value >= expected;
        default:
            return value === expected;
    }
}

/** Milliseconds of a date in ISO 8601, or in seconds since 1970. */
export function instant(text: string): number {
    return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

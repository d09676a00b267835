/** Checks of shape: what kind of value stands somewhere, and whether it has to be known when the program runs. */
import * as pulumi from "@pulumi/pulumi";
import { listed } from "./listed";
import { nearestOf, suggestionFirst, withSuggestion } from "./nearest";
import { otherSpelling, subjectKeyAdvice } from "./otherSpellings";
import { at } from "./problem";
import type { Check, Path, Problem } from "./problem";

/** A value that is known at deployment only. */
export function isDeferred(value: unknown): boolean {
    // Most values are texts, and the SDK's question costs more than the rest of their check.
    return typeof value === "object" && value !== null && (pulumi.Output.isInstance(value) || value instanceof Promise);
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value) && !isDeferred(value);
}

/** The value of a key of the user's: `constructor` and its like, which every object inherits, are not in a map. */
export function ownValue(map: Readonly<Record<string, unknown>>, key: string): unknown {
    return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** The entries of a map that are maps themselves; what is none is told by the check of its shape. */
export function mapsIn(value: unknown): [string, Readonly<Record<string, unknown>>][] {
    return isMap(value)
        ? Object.entries(value).flatMap(([key, item]): [string, Readonly<Record<string, unknown>>][] =>
              isMap(item) ? [[key, item]] : [],
          )
        : [];
}

/** Whether a value is left out. `null` counts: it takes a default away. */
export function isAbsent(value: unknown): value is null | undefined {
    return value === undefined || value === null;
}

/** A value that may be an Output; `check` sees it only where it is known. */
export function input(check: Check): Check {
    return (value, path) => (isDeferred(value) ? [] : check(value, path));
}

/** A value that decides which resources exist or what they are called. */
export function known(check: Check): Check {
    return (value, path) =>
        isDeferred(value)
            ? [
                  {
                      path,
                      problem: "is an Output, but it must be known when the program runs",
                      remedy: "give a plain value here; Outputs can stand in the values inside, such as ARNs and tags",
                  },
              ]
            : check(value, path);
}

/** What each of `checks` finds. */
export function all(...checks: readonly Check[]): Check {
    return (value, path) => checks.flatMap(check => check(value, path));
}

/** Text that keeps all `rules`. */
export function text(...rules: readonly TextRule[]): Check {
    return (value, path) => {
        if (typeof value === "string") {
            return rules.flatMap(each => each(value, path));
        }
        const unquoted = isMap(value) ? unquotedText(value) : undefined;
        return [
            unquoted === undefined
                ? wrongKind(path, value, "text")
                : { path, problem: "is a map to YAML", remedy: `put it in quotes: "${unquoted}"` },
        ];
    };
}

/** The text that YAML takes for a map where it is not quoted: `{cluster}`, or `arn:{partition}` in a flow list. */
function unquotedText(value: Readonly<Record<string, unknown>>): string | undefined {
    const [[key, inner] = ["", undefined], ...others] = Object.entries(value);
    if (others.length > 0 || !/^[A-Za-z]+$/.test(key)) {
        return undefined;
    }
    if (inner === null) {
        return `{${key}}`;
    }
    const text = isMap(inner) ? unquotedText(inner) : undefined;
    return text === undefined ? undefined : `${key}:${text}`;
}

/** `written` is the text as the user wrote it, where `value` has its placeholders filled in. */
export type TextRule = (value: string, path: Path, written?: string) => Problem[];

/** A rule from a condition. The message quotes the value, so only for what cannot be secret. */
export function rule(holds: (value: string) => boolean, problem: string, remedy: string): TextRule {
    return (value, path) =>
        holds(value) ? [] : [{ path, problem: `${JSON.stringify(value)} ${problem}`, unquoted: problem, remedy }];
}

export const flag: Check = (value, path) =>
    typeof value === "boolean" ? [] : [wrongKind(path, value, "true or false")];

export function wholeNumber(from: number, to: number): Check {
    const expected = `a whole number from ${String(from)} to ${String(to)}`;
    return (value, path) => {
        if (typeof value !== "number") {
            return [wrongKind(path, value, expected)];
        }
        return Number.isInteger(value) && value >= from && value <= to
            ? []
            : [{ path, problem: `${String(value)} is not possible`, remedy: `${expected} is needed here` }];
    };
}

/** One of the values of an enum. */
export function oneOf(values: Readonly<Record<string, string>>): Check {
    const allowed = Object.values(values);
    return (value, path) =>
        typeof value === "string" && allowed.includes(value)
            ? []
            : [
                  {
                      path,
                      problem: `${typeof value === "string" ? JSON.stringify(value) : kindOf(value)} is not one of the values`,
                      remedy: suggestionFirst(
                          typeof value === "string" ? value : "",
                          allowed,
                          `use ${allowed.join(" or ")}`,
                      ),
                  },
              ];
}

export function listOf(item: Check): Check {
    return (value, path) =>
        Array.isArray(value)
            ? value.flatMap((element, index) => item(element, at(path, index)))
            : [wrongKind(path, value, "a list")];
}

/** A list with at least one entry: an empty one would be refused by AWS, or mean something nobody meant. */
export function filledListOf(item: Check): Check {
    return (value, path) =>
        Array.isArray(value) && value.length === 0
            ? [{ path, problem: "is an empty list", remedy: "name at least one, or leave the property out" }]
            : listOf(item)(value, path);
}

export function mapOf(item: Check, ...keyRules: readonly TextRule[]): Check {
    return (value, path) =>
        isMap(value)
            ? Object.entries(value).flatMap(([key, element]) => [
                  ...keyRules.flatMap(keyRule => keyRule(key, at(path, key))),
                  ...item(element, at(path, key)),
              ])
            : [wrongKind(path, value, "a map")];
}

/**
 * A map of named properties. Those of `required` must be there; one that is not in the table is a mistake. `refused` are
 * properties of other places, with a check that says why they are refused here.
 */
export function properties(
    table: Readonly<Record<string, Check>>,
    required: readonly string[] = [],
    refused: Readonly<Record<string, Check>> = {},
): Check {
    const checks = { ...table, ...refused };
    return propertiesBy(key => checks[key], table, required, refused);
}

/** The same for checks that depend on what is known of a place; each is built only where there is something to check. */
export function propertiesIn<Place>(
    place: Place,
    table: Readonly<Record<string, (place: Place) => Check>>,
    required: readonly string[] = [],
    refused: Readonly<Record<string, Check>> = {},
): Check {
    return propertiesBy(key => table[key]?.(place) ?? refused[key], table, required, refused);
}

function propertiesBy(
    checkOf: (key: string) => Check | undefined,
    table: Readonly<Record<string, unknown>>,
    required: readonly string[],
    refused: Readonly<Record<string, unknown>>,
): Check {
    const isKnown = (key: string): boolean => Object.hasOwn(table, key) || Object.hasOwn(refused, key);
    return (value, path) => {
        if (!isMap(value)) {
            return [wrongKind(path, value, "a map of properties")];
        }
        return [
            ...required
                .filter(key => isAbsent(value[key]) && !isMisspelt(value, [key], Object.keys(table)))
                .map(key => ({
                    path: at(path, key),
                    problem: "is missing",
                    absent: true as const,
                    remedy: "it has no default; give a value",
                })),
            ...Object.entries(value).flatMap(([key, element]) => {
                const check = isKnown(key) ? checkOf(key) : undefined;
                if (check === undefined) {
                    return element === undefined ? [] : [unknownProperty(path, key, Object.keys(table))];
                }
                return isAbsent(element) ? [] : check(element, at(path, key));
            }),
        ];
    };
}

/** Whether a map has, in the place of one of `keys`, something near it that is none of `known`: one mistake, not two. */
export function isMisspelt(
    value: Readonly<Record<string, unknown>>,
    keys: readonly string[],
    known: readonly string[] = keys,
): boolean {
    return Object.keys(value).some(
        key => !known.includes(key) && keys.includes(meantBy(key, known)?.split(".")[0] ?? ""),
    );
}

/** The property that is probably meant: one near it, another tool's name for it, or the only one there is. */
function meantBy(key: string, table: readonly string[]): string | undefined {
    return subjectKeyAdvice(key, table) !== undefined
        ? undefined
        : (otherSpelling(key, table) ?? nearestOf(key, table) ?? (table.length === 1 ? table[0] : undefined));
}

function unknownProperty(path: Path, key: string, table: readonly string[]): Problem {
    return {
        path: at(path, key),
        problem: `there is no property "${key}"`,
        remedy:
            subjectKeyAdvice(key, table) ??
            withSuggestion(
                meantBy(key, table),
                table.length === 1 ? "it is the only property here" : `the properties here are ${listed(table)}`,
            ),
    };
}

function wrongKind(path: Path, value: unknown, expected: string): Problem {
    return { path, problem: `is ${kindOf(value)}`, remedy: `${expected} is needed here` };
}

/** What kind a value is of, never the value: it could be secret. */
function kindOf(value: unknown): string {
    if (value === null) {
        return "empty (null)";
    }
    if (Array.isArray(value)) {
        return "a list";
    }
    switch (typeof value) {
        case "string":
            return value === "" ? "empty text" : "text";
        case "object":
            return isDeferred(value) ? "an Output" : "a map";
        case "undefined":
            return "missing";
        default:
            return `a ${typeof value}`;
    }
}

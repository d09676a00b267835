/** What is said about a value of the wrong kind, and about a property that there is not. */
import { listed } from "./listed";
import { nearestOf, withSuggestion } from "./nearest";
import { otherSpelling, subjectKeyAdvice } from "./otherSpellings";
import type { Fields, Words } from "./rule";
import { isDeferred, isMap } from "./shapes";

export const outputProblem: Words = {
    problem: "is an Output, but it must be known when the program runs",
    remedy: "give a plain value here; Outputs can stand in the values inside, such as ARNs and tags",
};

export function wrongKind(value: unknown, expected: string): Words {
    return { problem: `is ${kindOf(value)}`, remedy: `${expected} is needed here` };
}

/** What kind a value is of, never the value: it could be secret. */
export function kindOf(value: unknown): string {
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

/** About a value that is no text. */
export function notText(value: unknown): Words {
    const unquoted = isMap(value) ? unquotedText(value) : undefined;
    return unquoted === undefined
        ? wrongKind(value, "text")
        : { problem: "is a map to YAML", remedy: `put it in quotes: "${unquoted}"` };
}

/** The text that YAML takes for a map where it is not quoted: `{cluster}`, or `arn:{partition}` in a flow list. */
function unquotedText(value: Fields): string | undefined {
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

/** About a key that is none of `properties`. */
export function unknownProperty(key: string, properties: readonly string[]): Words {
    return {
        problem: `there is no property "${key}"`,
        remedy:
            subjectKeyAdvice(key, properties) ??
            withSuggestion(
                meantBy(key, properties),
                properties.length === 1
                    ? "it is the only property here"
                    : `the properties here are ${listed(properties)}`,
            ),
    };
}

/** The property that is probably meant: one near it, another tool's name for it, or the only one there is. */
function meantBy(key: string, properties: readonly string[]): string | undefined {
    return subjectKeyAdvice(key, properties) !== undefined
        ? undefined
        : (otherSpelling(key, properties) ??
              nearestOf(key, properties) ??
              (properties.length === 1 ? properties[0] : undefined));
}

/** Whether a map has, instead of one of `keys`, something near it that is none of `known`: one mistake, not two. */
export function isMisspelt(value: Fields, keys: readonly string[], known: readonly string[] = keys): boolean {
    return Object.keys(value).some(
        key => !known.includes(key) && keys.includes(meantBy(key, known)?.split(".")[0] ?? ""),
    );
}

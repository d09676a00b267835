/** Messages about a value of the wrong type, and about an unknown property. */
import { listed } from "./listed";
import { nearestOf, withSuggestion } from "./nearest";
import { otherSpelling, subjectKeyAdvice } from "./otherSpellings";
import type { Fields, Words } from "./rule";
import { isDeferred, isMap } from "./shapes";

export const outputProblem: Words = {
    problem: "is an Output, but it must be known when the program runs",
    remedy: "use a plain value; nested values such as ARNs and tags can be Outputs",
};

export function wrongKind(value: unknown, expected: string): Words {
    return { problem: `is ${kindOf(value)}`, remedy: `${expected} is required here` };
}

/** The type of a value, never the value, which could be secret. */
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

/** The message about a value that is not text. */
export function notText(value: unknown): Words {
    const unquoted = isMap(value) ? unquotedText(value) : undefined;
    return unquoted === undefined
        ? wrongKind(value, "text")
        : { problem: "is a map in YAML", remedy: `put it in quotes: "${unquoted}"` };
}

/** The text that YAML parses as a map if it is not quoted: `{cluster}`, or `arn:{partition}` in a flow list. */
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

/** The message about a key that is not among `properties`. */
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

/** The probable property: a similar one, another tool's name for it, or the only one. */
function meantBy(key: string, properties: readonly string[]): string | undefined {
    return subjectKeyAdvice(key, properties) !== undefined
        ? undefined
        : (otherSpelling(key, properties) ??
              nearestOf(key, properties) ??
              (properties.length === 1 ? properties[0] : undefined));
}

/** Whether a map has a misspelt key instead of one of `keys`. This is one problem, not two. */
export function isMisspelt(value: Fields, keys: readonly string[], known: readonly string[] = keys): boolean {
    return Object.keys(value).some(
        key => !known.includes(key) && keys.includes(meantBy(key, known)?.split(".")[0] ?? ""),
    );
}

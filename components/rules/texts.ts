/** Texts with placeholders such as `{cluster}`. */
import { clusterPlaceholders, placeholdersIn, subjectPlaceholders } from "./placeholders";
import type { PlaceholderValues } from "./placeholders";
import type { Subject } from "./subject";
import { suggestionFirst } from "./nearest";
import type { TextRule } from "./textRule";

/**
 * Values of placeholders before deployment: those of the subject if there is exactly one, otherwise the shortest ones.
 * A value that is too long with them is always too long.
 */
export function sampleValues(subject?: Subject): PlaceholderValues {
    return { cluster: "x", account: "111122223333", region: "xx-xxxx-1", partition: "aws", ...subject };
}

/** The words in braces. Also for a text that cannot be an Output, such as the key of a condition. */
export function placeholdersAreKnown(values: PlaceholderValues): TextRule {
    return (value, path) =>
        placeholdersIn(value)
            .filter(name => !Object.hasOwn(values, name))
            .map(name => ({
                path,
                problem: isSubjectPlaceholder(name)
                    ? `{${name}} has no value for a role that several subjects can share`
                    : allPlaceholders.includes(name)
                      ? `{${name}} has no value for a role with several sources`
                      : `{${name}} is not a placeholder`,
                // A placeholder without a value here is not misspelt.
                remedy: suggestionFirst(
                    `{${name}}`,
                    allPlaceholders.includes(name) ? [] : inBraces(Object.keys(values)),
                    `the placeholders here are ${inBraces(Object.keys(values)).join(", ")}`,
                ),
            }));
}

const allPlaceholders: readonly string[] = [...clusterPlaceholders, ...subjectPlaceholders];

function isSubjectPlaceholder(name: string): boolean {
    return (subjectPlaceholders as readonly string[]).includes(name);
}

function inBraces(names: readonly string[]): string[] {
    return names.map(name => `{${name}}`);
}

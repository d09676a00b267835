/** Texts in which placeholders such as `{cluster}` may stand. */
import { clusterPlaceholders, placeholdersIn, subjectPlaceholders } from "./placeholders";
import type { PlaceholderValues } from "./placeholders";
import type { Subject } from "./subject";
import { suggestionFirst } from "./nearest";
import type { TextRule } from "./textRule";

/**
 * What placeholders of a place stand for while only the config is known: the subject where there is one, else the
 * shortest stand-ins, so that a value that is too long with them is certainly too long.
 */
export function sampleValues(subject?: Subject): PlaceholderValues {
    return { cluster: "x", account: "111122223333", region: "xx-xxxx-1", partition: "aws", ...subject };
}

/** Those in braces; also for a text that cannot be an Output, such as the key of a condition. */
export function placeholdersAreKnown(values: PlaceholderValues): TextRule {
    return (value, path) =>
        placeholdersIn(value)
            .filter(name => !Object.hasOwn(values, name))
            .map(name => ({
                path,
                problem: isSubjectPlaceholder(name)
                    ? `{${name}} has no value here, where several subjects can share the role`
                    : allPlaceholders.includes(name)
                      ? `{${name}} has no value here, where the role has several sources`
                      : `{${name}} is not a placeholder`,
                // One that has no value here is no slip.
                remedy: suggestionFirst(
                    `{${name}}`,
                    allPlaceholders.includes(name) ? [] : inBraces(Object.keys(values)),
                    `known here are ${inBraces(Object.keys(values)).join(", ")}`,
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

import type { PlaceholderValues } from "./placeholders";
import { tagKeyIsLegal, tagValueIsLegal } from "./awsRules";
import type { Check } from "./problem";
import { all, isAbsent, isMap, known, mapOf } from "./shapes";
import { template } from "./texts";

/** AWS takes this many on a role, an add-on or an association. */
export const maxTags = 50;

/** Tags of a resource. https://docs.aws.amazon.com/eks/latest/userguide/eks-using-tags.html */
export function tags(values: PlaceholderValues): Check {
    const value = template(values, tagValueIsLegal);
    // `null` takes away what defaults would give.
    const valueOrNone: Check = (given, path) => (given === null ? [] : value(given, path));
    return known(all(mapOf(valueOrNone, tagKeyIsLegal), atMostFifty));
}

const atMostFifty: Check = (value, path) => {
    const count = tagCount(value);
    return count > maxTags
        ? [{ path, problem: `has ${String(count)} tags`, remedy: `AWS takes at most ${String(maxTags)}` }]
        : [];
};

/** How many tags a map says; one that is `null` is none. */
export function tagCount(tags: unknown): number {
    return isMap(tags) ? Object.values(tags).filter(tag => !isAbsent(tag)).length : 0;
}

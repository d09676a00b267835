import { isAbsent, isMap } from "./shapes";

/** AWS's limit on the tags of a role, an add-on or an association. */
export const maxTags = 50;

/** The number of tags in a map. A tag that is `null` does not count. */
export function tagCount(tags: unknown): number {
    return isMap(tags) ? Object.values(tags).filter(tag => !isAbsent(tag)).length : 0;
}

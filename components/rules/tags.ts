import { isAbsent, isMap } from "./shapes";

/** AWS takes this many on a role, an add-on or an association. */
export const maxTags = 50;

/** How many tags a map says; one that is `null` is none. */
export function tagCount(tags: unknown): number {
    return isMap(tags) ? Object.values(tags).filter(tag => !isAbsent(tag)).length : 0;
}

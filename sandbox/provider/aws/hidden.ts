import { isRecord } from "../values";

/**
 * Data that the emulator lacks (an add-on's namespace, a cluster's Auto Mode, the owner of an association) is in tags with
 * this prefix on its own objects, so it is saved and deleted with them. These tags are never shown, checked or logged.
 */
export const hidden = {
    prefix: "sandbox:",
    /** On an association: ARN of the add-on that owns it. */
    owner: "sandbox:owner",
    /** On an add-on: the namespace asked for. */
    namespace: "sandbox:namespace",
    /** On an add-on: IDs of the associations it owns, separated by blanks. */
    associations: "sandbox:associations",
    /** On a cluster: its computeConfig as JSON, e.g. {"enabled":true} for Auto Mode. */
    computeConfig: "sandbox:computeConfig",
    /** On a cluster: tags of one of its associations, as JSON; the emulator cannot change those of an association. */
    tagsOf: (associationId: string): string => `sandbox:tags:${associationId}`,
} as const;

export const visibleTags = (tags: Readonly<Record<string, string>> | undefined): Record<string, string> =>
    Object.fromEntries(Object.entries(tags ?? {}).filter(([key]) => !key.startsWith(hidden.prefix)));

/** A request as AWS would get it; `undefined` if it is for the emulator only. */
export function visibleInput(input: unknown): unknown {
    if (!isRecord(input)) {
        return input;
    }
    const { tags, tagKeys, ...others } = input;
    const shownTags = isRecord(tags) ? visibleTags(tags as Record<string, string>) : tags;
    const shownKeys = Array.isArray(tagKeys)
        ? tagKeys.filter(key => typeof key !== "string" || !key.startsWith(hidden.prefix))
        : tagKeys;
    const hasHidden = size(shownTags) !== size(tags) || size(shownKeys) !== size(tagKeys);
    if (!hasHidden) {
        return input;
    }
    const shown = {
        ...(size(shownTags) > 0 ? { tags: shownTags } : {}),
        ...(size(shownKeys) > 0 ? { tagKeys: shownKeys } : {}),
    };
    const isTagging = Object.keys(others).every(key => key === "resourceArn");
    return isTagging && Object.keys(shown).length === 0 ? undefined : { ...others, ...shown };
}

const size = (value: unknown): number =>
    Array.isArray(value) ? value.length : isRecord(value) ? Object.keys(value).length : 0;

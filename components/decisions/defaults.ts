import type { Association } from "../args/association";
import type { AssociationDefaults } from "../args/defaults";
import type { RoleSettings } from "../args/role";

/** `role` with defaults for its missing settings. `null` removes a default. */
export function roleWithDefaults<T extends RoleSettings>(role: T, defaults: RoleSettings | undefined): T {
    const { tags: near, ...settings } = role;
    const { tags: far, ...defaultSettings } = defaults ?? {};
    return { ...withoutNulls({ ...defaultSettings, ...defined(settings) }), ...mergedTags(near, far) } as T;
}

export function associationTags(association: Association, defaults: AssociationDefaults | undefined): Tags | undefined {
    return mergedTags(association.tags, defaults?.tags).tags;
}

export type Arn = NonNullable<Association["roleArn"]>;
export type Tags = NonNullable<RoleSettings["tags"]>;

/**
 * Merged by key; the role overrides. Without tags there is no `tags`, because AWS's provider reports an empty map as a
 * change.
 */
export function mergedTags(near: Tags | null | undefined, far: Tags | null | undefined): { readonly tags?: Tags } {
    const tags = near === null ? {} : withoutNulls({ ...far, ...near });
    return Object.keys(tags).length > 0 ? { tags } : {};
}

/** In a stack file, `null` is the same as a missing key. */
export function withoutNulls<T extends object>(value: T): T {
    return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined && item !== null)) as T;
}

function defined(value: object): object {
    return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined));
}

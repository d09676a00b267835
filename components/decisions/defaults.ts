import type { Association } from "../args/association";
import type { AssociationDefaults } from "../args/defaults";
import type { RoleSettings } from "../args/role";

/** `role` with what it leaves out. A `null` in it takes a default away and is then left out itself. */
export function roleWithDefaults<T extends RoleSettings>(role: T, defaults: RoleSettings | undefined): T {
    const { tags: near, ...settings } = role;
    const { tags: far, ...defaultSettings } = defaults ?? {};
    return { ...withoutNulls({ ...defaultSettings, ...defined(settings) }), ...mergedTags(near, far) } as T;
}

export function associationTags(association: Association, defaults: AssociationDefaults | undefined): Tags | undefined {
    return mergedTags(association.tags, defaults?.tags).tags;
}

export type Tags = NonNullable<RoleSettings["tags"]>;

/** Key by key, the nearer wins; no `tags` at all where none are left: AWS's provider shows an empty map as a change. */
export function mergedTags(near: Tags | null | undefined, far: Tags | null | undefined): { readonly tags?: Tags } {
    const tags = near === null ? {} : withoutNulls({ ...far, ...near });
    return Object.keys(tags).length > 0 ? { tags } : {};
}

/** In a stack file `null` is no value, as a missing key is. */
export function withoutNulls<T extends object>(value: T): T {
    return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined && item !== null)) as T;
}

function defined(value: object): object {
    return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined));
}

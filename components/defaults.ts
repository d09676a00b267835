import type { Association } from "./args/association";
import type { AssociationDefaults } from "./args/defaults";
import type { RoleSettings } from "./args/role";
import type { Input } from "@pulumi/pulumi";

/** `role` with what it leaves out. A `null` in it takes a default away and is then left out itself. */
export function roleWithDefaults<T extends RoleSettings>(role: T, defaults: RoleSettings | undefined): T {
    return withoutNulls({ ...defaults, ...given(role), ...mergedTags(role.tags, defaults?.tags) } as T);
}

export function associationTags(
    association: Association,
    defaults: AssociationDefaults | undefined,
): Record<string, Input<string>> | undefined {
    return withoutNulls(mergedTags(association.tags, defaults?.tags)).tags;
}

type Tags = Record<string, Input<string>>;

/** Key by key, the nearer wins; no `tags` at all where none are left: AWS's provider shows an empty map as a change. */
function mergedTags(near: Tags | null | undefined, far: Tags | null | undefined): { tags?: Tags } {
    if (near === null) {
        return {};
    }
    const tags = withoutNulls({ ...far, ...near });
    return Object.keys(tags).length > 0 ? { tags } : {};
}

function given<T extends object>(value: T): Partial<T> {
    const { ...entries } = value as Record<string, unknown>;
    return Object.fromEntries(Object.entries(entries).filter(([, item]) => item !== undefined)) as Partial<T>;
}

function withoutNulls<T extends object>(value: T): T {
    return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null && item !== undefined)) as T;
}

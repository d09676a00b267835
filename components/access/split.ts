/** Where statements go when they are too many for the inline policies of a role. */

/** IAM's quota on all inline policies of a role together, and on one managed policy; white space does not count. */
export const maxInlineSize = 10_240;
export const maxManagedSize = 6_144;

/** `{"Version":"2012-10-17","Statement":[]}` */
const envelope = 39;

/**
 * The statements, by index, of each managed policy they are split into; `undefined` where they fit inline, in the room that
 * other inline policies leave. They stay in their order, each policy is filled before the next begins: a rule that depends
 * on nothing but the config, so that no name and no number of policies depends on a cluster's name or on an Output. Those
 * that are `denied` come before the others: a Deny that moved to another policy would be in none of them for a moment.
 */
export function managedPolicyParts(
    sizes: readonly number[],
    room: number,
    denied: readonly number[] = [],
): readonly (readonly number[])[] | undefined {
    if (policySize(sizes) <= room) {
        return undefined;
    }
    const parts: number[][] = [];
    let current: number[] = [];
    [...denied, ...sizes.keys()].forEach((index, position) => {
        if (position >= denied.length && denied.includes(index)) {
            return;
        }
        if (current.length > 0 && policySize([...current, index].map(at => sizes[at] ?? 0)) > maxManagedSize) {
            parts.push(current);
            current = [];
        }
        current.push(index);
    });
    return [...parts, current];
}

/** The size of a policy with statements of these sizes. */
export function policySize(sizes: readonly number[]): number {
    return sizes.length === 0 ? 0 : envelope + sizes.reduce((sum, size) => sum + size, 0) + sizes.length - 1;
}

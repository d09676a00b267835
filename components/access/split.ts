/** Splits statements that do not fit into the inline policies of a role. */

/** IAM quotas in characters, without white space: all inline policies of a role together, and one managed policy. */
export const maxInlineSize = 10_240;
export const maxManagedSize = 6_144;

/** `{"Version":"2012-10-17","Statement":[]}` */
const envelope = 39;

/**
 * The split of statements, by index, into managed policies; `undefined` if they fit inline, next to other inline
 * policies. The order is kept, and each policy is filled before the next. The split depends only on the config: cluster
 * names and Outputs change no number or name of policies. `denied` statements come first: a Deny that moves to another
 * policy would be absent for a moment.
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

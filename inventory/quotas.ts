/** How much of AWS's quotas an inventory uses. */
import type { Inventory, InventoryRole } from "./model";
import { unknownPart } from "./resources";

export interface QuotaUse {
    readonly what: string;
    readonly used: number;
    readonly quota: number;
}

/**
 * What comes closest to its quota, of each kind.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function quotasUsed({ associations, roles }: Inventory): QuotaUse[] {
    const clusters = new Map<string, number>();
    for (const { cluster = unknownPart } of associations) {
        clusters.set(cluster, (clusters.get(cluster) ?? 0) + 1);
    }
    return [
        ...[...clusters].map(([cluster, used]) => ({
            what: `associations of the cluster ${cluster}`,
            used,
            quota: 5000,
        })),
        ...most(roles, role => lengthOf([role.trust]), 2048, "characters of the trust policy"),
        ...most(
            roles,
            role => lengthOf(role.policies.filter(({ kind }) => kind === "inline")),
            10_240,
            "characters of inline policies",
        ),
        ...most(roles, role => role.policies.filter(({ kind }) => kind === "managed").length, 10, "managed policies"),
    ];
}

function most(
    roles: readonly InventoryRole[],
    used: (role: InventoryRole) => number,
    quota: number,
    what: string,
): QuotaUse[] {
    const [first] = roles.map(role => ({ role, used: used(role) })).sort((a, b) => b.used - a.used);
    return first === undefined || first.used === 0
        ? []
        : [{ what: `${what} of ${first.role.label}`, used: first.used, quota }];
}

/** IAM does not count white space. */
function lengthOf(policies: readonly (InventoryRole["trust"] | undefined)[]): number {
    return policies.reduce(
        (sum, policy) => sum + (policy?.document === undefined ? 0 : JSON.stringify(policy.document).length),
        0,
    );
}

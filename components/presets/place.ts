import type { ClusterIdentity } from "../rules/arn";

/** Where a preset's permissions apply: the role's own cluster. */
export interface PresetPlace {
    readonly partition: string;
    readonly region: string;
    readonly account: string;
    readonly cluster: string;
}

export function presetPlace({ partition, region, account, name }: ClusterIdentity): PresetPlace {
    return { partition, region, account, cluster: name };
}

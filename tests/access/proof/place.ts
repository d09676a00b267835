/**
 * The clusters of a scenario, and the proof's own replacement of placeholders: it shares no code with the components.
 */
import * as fc from "fast-check";

/** A cluster. */
export interface Cluster {
    readonly partition: string;
    readonly region: string;
    readonly account: string;
    readonly name: string;
    readonly arn: string;
}

export function clusterAt(partition: string, region: string, account: string, name: string): Cluster {
    return { partition, region, account, name, arn: `arn:${partition}:eks:${region}:${account}:cluster/${name}` };
}

export const ownAccount = "111122223333";
export const otherAccount = "444455556666";
export const partnerAccount = "999988887777";
export const ownOrganization = "o-own1234567";

const partitions = [
    { partition: "aws", region: "eu-west-1", elsewhere: "us-east-1" },
    { partition: "aws-cn", region: "cn-north-1", elsewhere: "cn-northwest-1" },
    { partition: "aws-us-gov", region: "us-gov-west-1", elsewhere: "us-gov-east-1" },
];

/** The cluster of a stack, clusters that it can add to its trust, and clusters that it never adds. */
export interface Place {
    readonly cluster: Cluster;
    /** Other clusters of the account, by the ARN in the args. */
    readonly siblings: readonly Cluster[];
    /** Clusters of another account, with the same name prefix, and of another partition. */
    readonly strangers: readonly Cluster[];
}

export const places: fc.Arbitrary<Place> = fc
    .record({ where: fc.constantFrom(...partitions), name: fc.constantFrom("dev", "Prod-2_x") })
    .map(({ where, name }) => placeIn(where, name));

function placeIn({ partition, region, elsewhere }: (typeof partitions)[number], name: string): Place {
    return {
        cluster: clusterAt(partition, region, ownAccount, name),
        siblings: [
            clusterAt(partition, region, ownAccount, "green"),
            clusterAt(partition, elsewhere, ownAccount, name),
        ],
        strangers: [
            clusterAt(partition, region, otherAccount, name),
            clusterAt(partition, region, ownAccount, `${name}-2`),
            clusterAt(partition, region, ownAccount, name.toUpperCase()),
        ],
    };
}

/** A place for a hand-written scenario. */
export const usualPlace: Place = placeIn({ partition: "aws", region: "eu-west-1", elsewhere: "us-east-1" }, "dev");

/** A role in the account of the cluster, with the default path of roles. */
export function roleArnAt(cluster: Cluster, name: string, path = "/pod-identity/"): string {
    return filledIn(`arn:{partition}:iam::{account}:role${path}${name}`, cluster);
}

/** `text` with `{cluster}` … replaced. IAM's `${…}` does not change. */
export function filledIn(text: string, { name, ...cluster }: Cluster): string {
    const values: Readonly<Record<string, string>> = { ...cluster, cluster: name };
    return text
        .split("${")
        .map((part, index) => {
            const end = index === 0 ? 0 : part.indexOf("}") + 1;
            return part.slice(0, end) + part.slice(end).replace(/\{(\w+)\}/g, (all, key: string) => values[key] ?? all);
        })
        .join("${");
}

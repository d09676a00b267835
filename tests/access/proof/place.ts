/** Where a scenario plays, and the words of its own for what stands in braces: the proof shares no code with what it proves. */
import * as fc from "fast-check";

/** A cluster as the proof knows it. */
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

/** The cluster of a stack, those it may add to its trust, and those it never does. */
export interface Place {
    readonly cluster: Cluster;
    /** Others of the same account, by the ARN as a user writes it. */
    readonly siblings: readonly Cluster[];
    /** Another account's, another cluster with the same beginning, another partition's. */
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

/** A place for a scenario that is written by hand. */
export const usualPlace: Place = placeIn({ partition: "aws", region: "eu-west-1", elsewhere: "us-east-1" }, "dev");

/** A role in the account of the cluster, by the path that roles have here unless they are given another. */
export function roleArnAt(cluster: Cluster, name: string, path = "/pod-identity/"): string {
    return filledIn(`arn:{partition}:iam::{account}:role${path}${name}`, cluster);
}

/** `text` with `{cluster}` … filled in; IAM's `${…}` stays. */
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

/** The parts of an ARN. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export interface ArnParts {
    readonly partition: string;
    readonly service: string;
    readonly region: string;
    readonly account: string;
    /** Everything after the fifth colon, for example `cluster/dev`. */
    readonly resource: string;
}

export function arnParts(text: string): ArnParts | undefined {
    const match = /^arn:([^:]+):([^:]+):([^:]*):([^:]*):(.+)$/s.exec(text);
    if (match === null) {
        return undefined;
    }
    const [, partition = "", service = "", region = "", account = "", resource = ""] = match;
    return { partition, service, region, account, resource };
}

/** The parts of a cluster's ARN. Every policy uses them. */
export interface ClusterIdentity {
    readonly arn: string;
    readonly partition: string;
    readonly region: string;
    readonly account: string;
    readonly name: string;
}

/** The cluster of an ARN; `undefined` if it is not the ARN of an EKS cluster. */
export function clusterIdentity(arn: string): ClusterIdentity | undefined {
    const parts = arnParts(arn);
    const name = clusterResource.exec(parts?.resource ?? "")?.[1];
    const isPlace = parts !== undefined && isPartition(parts.partition) && isRegion(parts.region);
    if (!isPlace || parts.service !== "eks" || name === undefined || !/^\d{12}$/.test(parts.account)) {
        return undefined;
    }
    return { arn, partition: parts.partition, region: parts.region, account: parts.account, name };
}

/** The name of an EKS cluster. */
export const clusterNamePattern = "[0-9A-Za-z][\\w-]{0,99}";

const clusterResource = new RegExp(`^cluster/(${clusterNamePattern})$`);

/** `aws`, `aws-cn` … Wildcards are not accepted, because ARNs are compared as text. */
export const partitionPattern = "aws(?:-[a-z]+)*";

export function isPartition(text: string): boolean {
    return wholePartition.test(text);
}

const wholePartition = new RegExp(`^${partitionPattern}$`);

/** A Region's code, such as `eu-west-1` or `us-gov-west-1`. */
export const regionPattern = "[a-z]{2,4}(?:-[a-z]+)+-\\d{1,2}";

function isRegion(text: string): boolean {
    return wholeRegion.test(text);
}

const wholeRegion = new RegExp(`^${regionPattern}$`);

export function clusterArn({ partition, region, account, name }: Omit<ClusterIdentity, "arn">): string {
    return `arn:${partition}:eks:${region}:${account}:cluster/${name}`;
}

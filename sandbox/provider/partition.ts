interface Partition {
    readonly id: string;
    readonly regions: RegExp;
    readonly dnsSuffix: string;
    readonly reverseDnsPrefix: string;
}

/** Source: partitions.json of botocore. */
const partitions: readonly Partition[] = [
    { id: "aws-cn", regions: /^cn-/, dnsSuffix: "amazonaws.com.cn", reverseDnsPrefix: "cn.com.amazonaws" },
    { id: "aws-us-gov", regions: /^us-gov-/, dnsSuffix: "amazonaws.com", reverseDnsPrefix: "com.amazonaws" },
    { id: "aws-iso", regions: /^us-iso-/, dnsSuffix: "c2s.ic.gov", reverseDnsPrefix: "gov.ic.c2s" },
    { id: "aws-iso-b", regions: /^us-isob-/, dnsSuffix: "sc2s.sgov.gov", reverseDnsPrefix: "gov.sgov.sc2s" },
    { id: "aws-eusc", regions: /^eusc-/, dnsSuffix: "amazonaws.eu", reverseDnsPrefix: "eu.amazonaws" },
    { id: "aws", regions: /^/, dnsSuffix: "amazonaws.com", reverseDnsPrefix: "com.amazonaws" },
];

export function partitionOf(region: string): Omit<Partition, "regions"> {
    const found = partitions.find(partition => partition.regions.test(region));
    if (found === undefined) {
        throw new Error(`no partition for region ${region}`);
    }
    return found;
}

/** The emulator writes every ARN in the partition `aws`; AWS would write the region's. */
export const inPartition = (arn: string, partition: string): string => arn.replace(/^arn:aws:/, `arn:${partition}:`);

/** The way back, for a request that names a resource of the emulator. */
export const forEmulator = (arn: string): string => arn.replace(/^arn:aws[\w-]*:/, "arn:aws:");

/** Domain of the service principals of a partition, if it differs from that of `aws`. */
const dnsSuffixes: Readonly<Record<string, string>> = {
    "aws-cn": "amazonaws.com.cn",
    "aws-eusc": "amazonaws.eu",
    "aws-iso": "c2s.ic.gov",
    "aws-iso-b": "sc2s.sgov.gov",
    "aws-iso-e": "cloud.adc-e.uk",
    "aws-iso-f": "csp.hci.ic.gov",
};

/** As in botocore's `data/partitions.json`. */
export function dnsSuffix(partition: string): string {
    return (Object.hasOwn(dnsSuffixes, partition) ? dnsSuffixes[partition] : undefined) ?? "amazonaws.com";
}

/** Prefixes of the Regions outside of `aws`. */
const regionPrefixes: readonly (readonly [prefix: string, partition: string])[] = [
    ["cn-", "aws-cn"],
    ["us-gov-", "aws-us-gov"],
    ["us-iso-", "aws-iso"],
    ["us-isob-", "aws-iso-b"],
    ["eu-isoe-", "aws-iso-e"],
    ["us-isof-", "aws-iso-f"],
    ["eusc-", "aws-eusc"],
];

/** Regions of the partition `aws`. As in botocore's `data/partitions.json`. */
const ofAws = /^(?:af|ap|ca|eu|il|me|mx|sa|us)-[a-z]+-\d+$/;

/** The partition of a Region, unless it can be in a partition that this package does not have. */
export function knownPartitionOf(region: string): string | undefined {
    const partition = partitionOfRegion(region);
    return partition !== "aws" || ofAws.test(region) ? partition : undefined;
}

/** The partition of a Region: `aws-cn` for `cn-north-1`. As in botocore's `data/partitions.json`. */
export function partitionOfRegion(region: string): string {
    return regionPrefixes.find(([prefix]) => region.startsWith(prefix))?.[1] ?? "aws";
}

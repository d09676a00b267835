/** Domain of the service principals of a partition, where they are not AWS's own. */
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

/** Beginnings of the Regions that are not in `aws`. */
const regionPrefixes: readonly (readonly [prefix: string, partition: string])[] = [
    ["cn-", "aws-cn"],
    ["us-gov-", "aws-us-gov"],
    ["us-iso-", "aws-iso"],
    ["us-isob-", "aws-iso-b"],
    ["eu-isoe-", "aws-iso-e"],
    ["us-isof-", "aws-iso-f"],
    ["eusc-", "aws-eusc"],
];

/** The partition that a Region is in: `aws-cn` for `cn-north-1`. As in botocore's `data/partitions.json`. */
export function partitionOfRegion(region: string): string {
    return regionPrefixes.find(([prefix]) => region.startsWith(prefix))?.[1] ?? "aws";
}

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

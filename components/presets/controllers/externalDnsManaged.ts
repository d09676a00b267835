import { definePreset } from "../definition";

/**
 * ExternalDNS with the managed policy of AWS, which allows everything in Route 53. Prefer `externalDns`.
 * Usual subject: `external-dns/external-dns`. Source, compared on 2026-11-25:
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonRoute53FullAccess.html
 */
export interface ExternalDnsManagedPreset {}

export const externalDnsManaged = definePreset<ExternalDnsManagedPreset>({
    source: "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonRoute53FullAccess.html",
    sourceVersion: "2026-02-12",
    checked: "2026-11-25",
    usualSubject: "external-dns/external-dns",
    parameters: {},
    managedPolicies: () => ["AmazonRoute53FullAccess"],
    example: {},
});

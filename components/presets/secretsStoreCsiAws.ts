import { definePreset } from "./definition";

/**
 * Secrets Store CSI driver with the provider of AWS (ASCP). The subject is the service account of the workload that
 * mounts the secrets; the managed policy lets it read every secret.
 * Source, compared on 2026-11-23:
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSSecretsManagerClientReadOnlyAccess.html
 */
export interface SecretsStoreCsiAwsPreset {}

export const secretsStoreCsiAws = definePreset<SecretsStoreCsiAwsPreset>({
    source: "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSSecretsManagerClientReadOnlyAccess.html",
    checked: "2026-11-23",
    parameters: {},
    managedPolicies: () => ["AWSSecretsManagerClientReadOnlyAccess"],
    example: {},
});

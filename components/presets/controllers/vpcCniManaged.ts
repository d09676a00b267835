import { definePreset } from "../definition";

/**
 * Amazon VPC CNI on an IPv4 cluster, with the managed policy of AWS. The add-on supports Pod Identity since v1.15.5.
 * Usual subject: `kube-system/aws-node`. Source, compared on 2026-11-25:
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEKS_CNI_Policy.html
 */
export interface VpcCniManagedPreset {}

export const vpcCniManaged = definePreset<VpcCniManagedPreset>({
    source: "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEKS_CNI_Policy.html",
    checked: "2026-11-25",
    sourceVersion: "2026-03-04",
    usualSubject: "kube-system/aws-node",
    parameters: {},
    managedPolicies: () => ["AmazonEKS_CNI_Policy"],
    example: {},
});

import type * as pulumi from "@pulumi/pulumi";
import { definePreset } from "./definition";
import { ebsVolumeKeys } from "./ebsCsi";
import { arns, feature } from "./parameters";

/**
 * Amazon EBS CSI driver, controller, confined to the volumes and snapshots of its own cluster by its session tags.
 * Needs session tags and driver v1.58 or later.
 * Usual subject: `kube-system/ebs-csi-controller-sa`. Source, compared on 2026-11-23:
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEBSCSIDriverEKSClusterScopedPolicy.html
 */
export interface EbsCsiClusterScopedPreset {
    /**
     * ARNs of the customer keys of encrypted volumes. Left out or empty: none.
     * @default - no customer keys
     */
    readonly kmsKeyArns?: pulumi.Input<string>[];
}

export const ebsCsiClusterScoped = definePreset<EbsCsiClusterScopedPreset>({
    source: "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEBSCSIDriverEKSClusterScopedPolicy.html",
    checked: "2026-11-23",
    usualSubject: "kube-system/ebs-csi-controller-sa",
    parameters: {
        kmsKeyArns: feature(arns("arn:aws:kms:REGION:ACCOUNT:key/ID")),
    },
    managedPolicies: () => ["AmazonEBSCSIDriverEKSClusterScopedPolicy"],
    needsSessionTags: true,
    statements: ({ kmsKeyArns }) => [...ebsVolumeKeys(kmsKeyArns)],
    example: { kmsKeyArns: ["arn:{partition}:kms:{region}:{account}:key/1234abcd-12ab-34cd-56ef-1234567890ab"] },
});

import type * as pulumi from "@pulumi/pulumi";
import { definePreset } from "../definition";
import { ebsVolumeKeys } from "./ebsCsi";
import { arns, feature } from "../parameters";

/**
 * Amazon EBS CSI driver, controller, confined to the volumes, snapshots and instances of its own cluster by its session tags.
 * Needs session tags and driver v1.58 or later with the option `--k8s-tag-cluster-id` = the name of the cluster
 * (`controller.k8sTagClusterId` of the chart; the EKS add-on sets it). Give existing volumes and snapshots the tag
 * `ebs.csi.aws.com/cluster-name` = the name of the cluster before, also those of the driver, and instances that neither a
 * managed node group nor Karpenter makes.
 * Usual subject: `kube-system/ebs-csi-controller-sa`. Source, compared on 2026-11-25:
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
    // Newer than docs/AmazonEBSCSIDriverEKSClusterScopedPolicy.json of the driver: it knows Karpenter's instances too.
    sourceVersion: "2026-05-28",
    checked: "2026-11-25",
    usualSubject: "kube-system/ebs-csi-controller-sa",
    differences: [
        {
            actions: ["ec2:AttachVolume", "ec2:DetachVolume"],
            reason: "AWS's version of 2026-05-28 knows the tag of Karpenter's instances too; the driver's copy does not yet.",
        },
    ],
    parameters: {
        kmsKeyArns: feature(arns("arn:aws:kms:REGION:ACCOUNT:key/ID")),
    },
    managedPolicies: () => ["AmazonEBSCSIDriverEKSClusterScopedPolicy"],
    needsSessionTags: true,
    statements: ({ kmsKeyArns }) => [...ebsVolumeKeys(kmsKeyArns)],
    example: { kmsKeyArns: ["arn:{partition}:kms:{region}:{account}:key/1234abcd-12ab-34cd-56ef-1234567890ab"] },
});

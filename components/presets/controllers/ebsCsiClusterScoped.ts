import type * as pulumi from "@pulumi/pulumi";
import { definePreset } from "../definition";
import { ebsVolumeKeys } from "./ebsCsi";
import { arns, feature } from "../parameters";

/**
 * Amazon EBS CSI driver, controller, restricted to the volumes, snapshots and instances of its own cluster by session tags.
 * Requires session tags, and driver v1.58 or later with `--k8s-tag-cluster-id` set to the name of the cluster. The EKS add-on
 * sets it; in the chart it is `controller.k8sTagClusterId`. First add the tag `ebs.csi.aws.com/cluster-name` with the name of
 * the cluster to existing volumes and snapshots. Instances need it too, unless a managed node group or Karpenter creates them.
 * Usual subject: `kube-system/ebs-csi-controller-sa`. Source, compared on 2026-11-25:
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEBSCSIDriverEKSClusterScopedPolicy.html
 */
export interface EbsCsiClusterScopedPreset {
    /** ARNs of the customer managed KMS keys of encrypted volumes. @default - no customer managed keys */
    readonly kmsKeyArns?: pulumi.Input<string>[];
}

export const ebsCsiClusterScoped = definePreset<EbsCsiClusterScopedPreset>({
    source: "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEBSCSIDriverEKSClusterScopedPolicy.html",
    // Newer than docs/AmazonEBSCSIDriverEKSClusterScopedPolicy.json of the driver: it includes Karpenter's instances.
    sourceVersion: "2026-05-28",
    checked: "2026-11-25",
    usualSubject: "kube-system/ebs-csi-controller-sa",
    differences: [
        {
            actions: ["ec2:AttachVolume", "ec2:DetachVolume"],
            reason: "AWS's version of 2026-05-28 includes the tag of Karpenter's instances; the driver's copy does not yet.",
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

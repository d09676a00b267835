import type * as pulumi from "@pulumi/pulumi";
import { definePreset } from "../definition";
import { ebsTagging, ebsVolumeKeys } from "./ebsCsi";
import { arns, feature, flag } from "../parameters";

/**
 * Amazon EBS CSI driver, controller, with the managed policy that AWS recommends. It covers volumes and snapshots with the tag
 * `ebs.csi.aws.com/cluster` = `true`, which the driver sets. Add this tag to volumes and snapshots that you provision
 * statically. The add-on supports Pod Identity since v1.26.0.
 * Usual subject: `kube-system/ebs-csi-controller-sa`. Source, compared on 2026-11-25:
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEBSCSIDriverPolicyV2.html
 */
export interface EbsCsiManagedPreset {
    /** ARNs of the customer managed KMS keys of encrypted volumes. @default - no customer managed keys */
    readonly kmsKeyArns?: pulumi.Input<string>[];
    /**
     * Whether it may tag every existing volume and snapshot, not only those of the driver. Tags that decide which
     * driver and cluster own a volume are excluded.
     * @default false
     */
    readonly tagExistingVolumes?: boolean;
}

export const ebsCsiManaged = definePreset<EbsCsiManagedPreset>({
    source: "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEBSCSIDriverPolicyV2.html",
    sourceVersion: "2026-04-16",
    checked: "2026-11-25",
    usualSubject: "kube-system/ebs-csi-controller-sa",
    parameters: {
        kmsKeyArns: feature(arns("arn:aws:kms:REGION:ACCOUNT:key/ID")),
        tagExistingVolumes: feature(flag),
    },
    managedPolicies: () => ["AmazonEBSCSIDriverPolicyV2"],
    statements: ({ kmsKeyArns, tagExistingVolumes }, { partition }) => [
        ...ebsVolumeKeys(kmsKeyArns),
        ...ebsTagging(tagExistingVolumes, partition),
    ],
    example: { kmsKeyArns: ["arn:{partition}:kms:{region}:{account}:key/1234abcd-12ab-34cd-56ef-1234567890ab"] },
});

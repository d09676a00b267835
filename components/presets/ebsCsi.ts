import type * as pulumi from "@pulumi/pulumi";
import type { KnownStatement } from "../access/permissions";
import { allow, definePreset, when } from "./definition";
import { arns, feature } from "./parameters";

/**
 * Amazon EBS CSI driver, controller: the permissions of the driver's own example, which the managed policy
 * `AmazonEBSCSIDriverPolicy` repeats.
 * Usual subject: `kube-system/ebs-csi-controller-sa`. Source, compared on 2026-11-23:
 * https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/example-iam-policy.json
 */
export interface EbsCsiPreset {
    /**
     * ARNs of the customer keys of encrypted volumes. Left out or empty: none.
     * @default - no customer keys
     */
    readonly kmsKeyArns?: pulumi.Input<string>[];
}

export const ebsCsi = definePreset<EbsCsiPreset>({
    source: "https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/example-iam-policy.json",
    checked: "2026-11-23",
    usualSubject: "kube-system/ebs-csi-controller-sa",
    parameters: {
        kmsKeyArns: feature(arns("arn:aws:kms:REGION:ACCOUNT:key/ID")),
    },
    statements: ({ kmsKeyArns }, { partition }) => [
        allow(
            [
                "ec2:DescribeAvailabilityZones",
                "ec2:DescribeInstances",
                "ec2:DescribeInstanceTypes",
                "ec2:DescribeSnapshots",
                "ec2:DescribeTags",
                "ec2:DescribeVolumes",
                "ec2:DescribeVolumesModifications",
                "ec2:DescribeVolumeStatus",
            ],
            ["*"],
        ),
        allow(["ec2:CreateSnapshot", "ec2:ModifyVolume"], [`arn:${partition}:ec2:*:*:volume/*`]),
        allow(["ec2:CopyVolumes"], [`arn:${partition}:ec2:*:*:volume/vol-*`]),
        allow(
            ["ec2:AttachVolume", "ec2:DetachVolume"],
            [`arn:${partition}:ec2:*:*:volume/*`, `arn:${partition}:ec2:*:*:instance/*`],
        ),
        allow(["ec2:CreateVolume", "ec2:EnableFastSnapshotRestores"], [`arn:${partition}:ec2:*:*:snapshot/*`]),
        allow(["ec2:CreateTags"], [`arn:${partition}:ec2:*:*:volume/*`, `arn:${partition}:ec2:*:*:snapshot/*`], {
            StringEquals: { "ec2:CreateAction": ["CreateVolume", "CreateSnapshot", "CopyVolumes"] },
        }),
        allow(["ec2:DeleteTags"], [`arn:${partition}:ec2:*:*:volume/*`, `arn:${partition}:ec2:*:*:snapshot/*`]),
        allow(["ec2:CreateVolume", "ec2:CopyVolumes"], [`arn:${partition}:ec2:*:*:volume/*`], {
            StringLike: { "aws:RequestTag/ebs.csi.aws.com/cluster": ["true"] },
        }),
        allow(["ec2:CreateVolume", "ec2:CopyVolumes"], [`arn:${partition}:ec2:*:*:volume/*`], {
            StringLike: { "aws:RequestTag/CSIVolumeName": ["*"] },
        }),
        allow(["ec2:DeleteVolume"], [`arn:${partition}:ec2:*:*:volume/*`], {
            StringLike: { "ec2:ResourceTag/ebs.csi.aws.com/cluster": ["true"] },
        }),
        allow(["ec2:DeleteVolume"], [`arn:${partition}:ec2:*:*:volume/*`], {
            StringLike: { "ec2:ResourceTag/CSIVolumeName": ["*"] },
        }),
        allow(["ec2:DeleteVolume"], [`arn:${partition}:ec2:*:*:volume/*`], {
            StringLike: { "ec2:ResourceTag/kubernetes.io/created-for/pvc/name": ["*"] },
        }),
        allow(["ec2:CreateSnapshot"], [`arn:${partition}:ec2:*:*:snapshot/*`], {
            StringLike: { "aws:RequestTag/CSIVolumeSnapshotName": ["*"] },
        }),
        allow(["ec2:CreateSnapshot"], [`arn:${partition}:ec2:*:*:snapshot/*`], {
            StringLike: { "aws:RequestTag/ebs.csi.aws.com/cluster": ["true"] },
        }),
        allow(["ec2:DeleteSnapshot", "ec2:LockSnapshot"], [`arn:${partition}:ec2:*:*:snapshot/*`], {
            StringLike: { "ec2:ResourceTag/CSIVolumeSnapshotName": ["*"] },
        }),
        allow(["ec2:DeleteSnapshot", "ec2:LockSnapshot"], [`arn:${partition}:ec2:*:*:snapshot/*`], {
            StringLike: { "ec2:ResourceTag/ebs.csi.aws.com/cluster": ["true"] },
        }),
        ...ebsVolumeKeys(kmsKeyArns),
    ],
    example: { kmsKeyArns: ["arn:{partition}:kms:{region}:{account}:key/1234abcd-12ab-34cd-56ef-1234567890ab"] },
});

/** Encrypted volumes with customer keys, whichever policy the driver has. */
export function ebsVolumeKeys(kmsKeyArns: readonly string[]): readonly KnownStatement[] {
    return when(
        kmsKeyArns.length > 0,
        allow(["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"], kmsKeyArns, {
            Bool: { "kms:GrantIsForAWSResource": ["true"] },
        }),
        allow(["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"], kmsKeyArns),
    );
}

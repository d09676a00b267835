import type * as pulumi from "@pulumi/pulumi";
import { allow, allowAs, definePreset, when } from "../definition";
import { arns, feature, flag, required, scope } from "../parameters";

/**
 * Velero backups with its plug-in for AWS.
 * Usual subject: `velero/velero-server`. Source, compared on 2026-11-25:
 * https://github.com/vmware-tanzu/velero-plugin-for-aws/blob/main/README.md
 */
export interface VeleroPreset {
    /** ARNs of the buckets of its backups, at least one. */
    readonly bucketArns: pulumi.Input<string>[];
    /** ARNs of the objects that it may read and write, such as `arn:aws:s3:::bucket/*`, at least one. */
    readonly objectArns: pulumi.Input<string>[];
    /**
     * Whether it creates and restores snapshots of EBS volumes. With `false` it has no permissions in EC2, for file
     * system backups and CSI snapshots.
     * @default true
     */
    readonly volumeSnapshots?: boolean;
    /** ARNs of the customer managed KMS keys of volumes, snapshots and objects. @default - none */
    readonly kmsKeyArns?: pulumi.Input<string>[];
}

export const velero = definePreset<VeleroPreset>({
    source: "https://github.com/vmware-tanzu/velero-plugin-for-aws/blob/main/README.md",
    checked: "2026-11-25",
    sourceVersion: "800bcfb14d8e446ddd9aff91a36e551cbf79414d",
    usualSubject: "velero/velero-server",
    parameters: {
        bucketArns: required(arns("arn:aws:s3:::BUCKET")),
        objectArns: required(arns("arn:aws:s3:::BUCKET/KEY")),
        volumeSnapshots: scope(flag, () => true),
        kmsKeyArns: feature(arns("arn:aws:kms:REGION:ACCOUNT:key/ID")),
    },
    statements: ({ bucketArns, objectArns, volumeSnapshots, kmsKeyArns }) => [
        ...when(
            volumeSnapshots,
            allowAs(
                "Ec2ReadWrite",
                [
                    "ec2:DescribeVolumes",
                    "ec2:DescribeSnapshots",
                    "ec2:CreateTags",
                    "ec2:CreateVolume",
                    "ec2:CreateSnapshot",
                    "ec2:DeleteSnapshot",
                ],
                ["*"],
            ),
        ),
        allowAs(
            "S3ReadWrite",
            [
                "s3:GetObject",
                "s3:DeleteObject",
                "s3:PutObject",
                "s3:PutObjectTagging",
                "s3:AbortMultipartUpload",
                "s3:ListMultipartUploadParts",
            ],
            objectArns,
        ),
        allowAs("S3List", ["s3:ListBucket"], bucketArns),
        ...when(
            kmsKeyArns.length > 0,
            allow(
                [
                    "kms:Encrypt",
                    "kms:Decrypt",
                    "kms:ReEncrypt*",
                    "kms:GenerateDataKey*",
                    "kms:DescribeKey",
                    "kms:CreateGrant",
                    "kms:ListGrants",
                    "kms:RevokeGrant",
                    "kms:RetireGrant",
                    "kms:ListRetirableGrants",
                ],
                kmsKeyArns,
            ),
        ),
    ],
    example: { bucketArns: ["arn:{partition}:s3:::shop-backups"], objectArns: ["arn:{partition}:s3:::shop-backups/*"] },
});

import type * as pulumi from "@pulumi/pulumi";
import { allow, definePreset, when } from "../definition";
import { mountingEfs, mountingS3Files } from "./efsCsi";
import { arns, feature, flag } from "../parameters";

/**
 * Amazon EFS CSI driver, node part. It finds mount targets, and writes logs and metrics of its mounts to CloudWatch. Mounting
 * with IAM is optional: S3 Files always uses it, EFS with the mount option `iam`.
 * Usual subject: `kube-system/efs-csi-node-sa`. Source, compared on 2026-11-25:
 * https://github.com/kubernetes-sigs/aws-efs-csi-driver/blob/master/docs/iam-policy-create.md
 */
export interface EfsCsiNodePreset {
    /** Whether it mounts Amazon S3 Files (v3.0.0 or later). @default false */
    readonly s3Files?: boolean;
    /**
     * ARNs of the buckets behind S3 file systems that it may read directly, which is faster.
     * @default - none, everything is read through the file system
     */
    readonly bucketArns?: pulumi.Input<string>[];
    /** ARNs of the EFS file systems that it mounts with the option `iam`. @default - none */
    readonly fileSystemArns?: pulumi.Input<string>[];
}

export const efsCsiNode = definePreset<EfsCsiNodePreset>({
    source: "https://github.com/kubernetes-sigs/aws-efs-csi-driver/blob/master/docs/iam-policy-create.md",
    sourceVersion: "a4fc67600be60d0f8350dc9459e55ff04e9aa944",
    checked: "2026-11-25",
    usualSubject: "kube-system/efs-csi-node-sa",
    differences: [
        {
            actions: ["ssm:*", "ssmmessages:*", "ec2messages:*"],
            reason: "AmazonElasticFileSystemsUtils registers an instance with Systems Manager and reads every parameter there. The driver does neither.",
        },
        {
            actions: ["s3:*"],
            reason: "The source attaches AmazonS3ReadOnlyAccess, which reads every bucket, and shows how to restrict it by tags. This preset names the buckets.",
        },
    ],
    parameters: {
        s3Files: feature(flag),
        bucketArns: feature(arns("arn:aws:s3:::BUCKET")),
        fileSystemArns: feature(arns("arn:aws:elasticfilesystem:REGION:ACCOUNT:file-system/ID")),
    },
    demands: [
        {
            holds: ({ s3Files, bucketArns }) => s3Files || bucketArns.length === 0,
            problem: "bucketArns has no effect without s3Files",
            remedy: "remove bucketArns, or also set s3Files: true",
        },
    ],
    // The driver's share of two wider policies of the source, AmazonElasticFileSystemsUtils and AmazonS3ReadOnlyAccess.
    statements: ({ s3Files, bucketArns, fileSystemArns }) => [
        allow(["ec2:DescribeAvailabilityZones", "elasticfilesystem:DescribeMountTargets"], ["*"]),
        allow(
            [
                "logs:CreateLogGroup",
                "logs:CreateLogStream",
                "logs:DescribeLogGroups",
                "logs:DescribeLogStreams",
                "logs:PutLogEvents",
                "logs:PutRetentionPolicy",
            ],
            ["*"],
        ),
        allow(["cloudwatch:PutMetricData"], ["*"], {
            StringEquals: { "cloudwatch:namespace": ["efs-utils/S3Files", "efs-utils/EFS"] },
        }),
        ...mountingS3Files(s3Files),
        ...when(
            bucketArns.length > 0,
            allow(["s3:ListBucket"], bucketArns),
            allow(
                ["s3:GetObject", "s3:GetObjectVersion"],
                bucketArns.map(bucketArn => `${bucketArn}/*`),
            ),
        ),
        ...mountingEfs(fileSystemArns),
    ],
    example: { s3Files: true, bucketArns: ["arn:{partition}:s3:::shop"] },
});

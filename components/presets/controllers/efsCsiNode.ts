import type * as pulumi from "@pulumi/pulumi";
import { allow, definePreset, when } from "../definition";
import { mountingEfs, mountingS3Files } from "./efsCsi";
import { arns, feature, flag } from "../parameters";

/**
 * Amazon EFS CSI driver, node part: finds mount targets, and writes the logs and metrics of its mounts to CloudWatch. Mounting
 * with IAM is asked for: S3 Files always uses it, EFS with the mount option `iam`.
 * Usual subject: `kube-system/efs-csi-node-sa`. Source, compared on 2026-11-25:
 * https://github.com/kubernetes-sigs/aws-efs-csi-driver/blob/master/docs/iam-policy-create.md
 */
export interface EfsCsiNodePreset {
    /** Whether it mounts Amazon S3 Files (v3.0.0 or later). Left out: no. @default false */
    readonly s3Files?: boolean;
    /**
     * ARNs of the buckets behind S3 file systems that it may read directly, which is faster. Left out or empty: none, and
     * everything is read through the file system.
     * @default - none
     */
    readonly bucketArns?: pulumi.Input<string>[];
    /**
     * ARNs of the EFS file systems that it mounts with the option `iam`. Left out or empty: none.
     * @default - none
     */
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
            reason: "AmazonElasticFileSystemsUtils makes an instance one of Systems Manager, and reads every parameter there. The driver calls none of it.",
        },
        {
            actions: ["s3:*"],
            reason: "The source attaches AmazonS3ReadOnlyAccess, which reads every bucket, and shows how to confine it by tags. Here the buckets are named.",
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
            remedy: "write s3Files: true, or take bucketArns out",
        },
    ],
    // The source attaches two policies that are far wider. AmazonElasticFileSystemsUtils makes an instance one of Systems
    // Manager and reads every parameter there; AmazonS3ReadOnlyAccess reads every bucket. This is what the driver uses of them.
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

import type * as pulumi from "@pulumi/pulumi";
import { allow, allowAs, definePreset, when } from "../definition";
import { arns, feature, flag } from "../parameters";

/**
 * Mountpoint for Amazon S3 CSI driver, version 2 or later, with credentials of the driver. For credentials of the
 * pod, the subject is the service account of the workload.
 * Usual subject: `kube-system/s3-csi-driver-sa`. Source, compared on 2026-11-25:
 * https://github.com/awslabs/mountpoint-s3/blob/main/doc/CONFIGURATION.md#iam-permissions
 */
export interface MountpointS3CsiPreset {
    /** ARNs of the general purpose buckets and access points that it may list. @default - none */
    readonly bucketArns?: pulumi.Input<string>[];
    /** ARNs of the objects that it may read and write, such as `arn:aws:s3:::bucket/prefix/*`. @default - none */
    readonly objectArns?: pulumi.Input<string>[];
    /**
     * ARNs of the directory buckets (S3 Express One Zone) and their access points that it may read and write.
     * @default - none
     */
    readonly directoryBucketArns?: pulumi.Input<string>[];
    /** Whether it only reads: it mounts with the option `read-only`. @default false */
    readonly readOnly?: boolean;
    /** ARNs of the customer managed KMS keys of the objects. @default - none */
    readonly kmsKeyArns?: pulumi.Input<string>[];
}

export const mountpointS3Csi = definePreset<MountpointS3CsiPreset>({
    source: "https://github.com/awslabs/mountpoint-s3/blob/main/doc/CONFIGURATION.md#iam-permissions",
    checked: "2026-11-25",
    sourceVersion: "58817cab2fc3020a422d8aa14049a86b296f4498",
    differences: [
        {
            actions: ["kms:Decrypt", "kms:GenerateDataKey"],
            reason: "On the keys of kmsKeyArns. The source has them in its text, not in its policy.",
        },
        {
            actions: ["s3express:CreateSession"],
            reason: "With `readOnly`, only read sessions. S3 opens one if a write session is not allowed.",
        },
    ],
    usualSubject: "kube-system/s3-csi-driver-sa",
    parameters: {
        bucketArns: feature(arns("arn:aws:s3:::BUCKET", "arn:aws:s3:REGION:ACCOUNT:accesspoint/NAME")),
        objectArns: feature(arns("arn:aws:s3:::BUCKET/KEY", "arn:aws:s3:REGION:ACCOUNT:accesspoint/NAME/object/KEY")),
        directoryBucketArns: feature(
            arns("arn:aws:s3express:REGION:ACCOUNT:bucket/NAME", "arn:aws:s3express:REGION:ACCOUNT:accesspoint/NAME"),
        ),
        readOnly: feature(flag),
        kmsKeyArns: feature(arns("arn:aws:kms:REGION:ACCOUNT:key/ID")),
    },
    demands: [
        {
            holds: ({ bucketArns, objectArns, directoryBucketArns }) =>
                bucketArns.length + objectArns.length + directoryBucketArns.length > 0,
            problem: "has no bucket",
            remedy: "set bucketArns and objectArns, or directoryBucketArns",
        },
        {
            holds: ({ bucketArns, objectArns }) => bucketArns.length > 0 === objectArns.length > 0,
            problem: "has only one of bucketArns and objectArns",
            remedy: "set both: it lists buckets, and reads and writes objects",
        },
    ],
    statements: ({ bucketArns, objectArns, directoryBucketArns, readOnly, kmsKeyArns }) => [
        ...when(bucketArns.length > 0, allowAs("MountpointFullBucketAccess", ["s3:ListBucket"], bucketArns)),
        ...when(
            objectArns.length > 0 && !readOnly,
            allowAs(
                "MountpointFullObjectAccess",
                ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload", "s3:DeleteObject"],
                objectArns,
            ),
        ),
        ...when(
            objectArns.length > 0 && readOnly,
            allowAs("MountpointReadOnlyObjectAccess", ["s3:GetObject"], objectArns),
        ),
        ...when(
            directoryBucketArns.length > 0,
            allow(
                ["s3express:CreateSession"],
                directoryBucketArns,
                readOnly ? { StringEquals: { "s3express:SessionMode": ["ReadOnly"] } } : undefined,
            ),
        ),
        ...when(
            kmsKeyArns.length > 0,
            allow(readOnly ? ["kms:Decrypt"] : ["kms:GenerateDataKey", "kms:Decrypt"], kmsKeyArns),
        ),
    ],
    example: { bucketArns: ["arn:{partition}:s3:::shop-data"], objectArns: ["arn:{partition}:s3:::shop-data/*"] },
});

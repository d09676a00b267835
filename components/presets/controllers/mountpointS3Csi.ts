import type * as pulumi from "@pulumi/pulumi";
import { allow, allowAs, definePreset, when } from "../definition";
import { arns, feature, flag } from "../parameters";

/**
 * Mountpoint for Amazon S3 CSI driver, version 2 or later, with credentials of the driver. With credentials of the pod
 * the subject is the workload's service account.
 * Usual subject: `kube-system/s3-csi-driver-sa`. Source, compared on 2026-11-25:
 * https://github.com/awslabs/mountpoint-s3/blob/main/doc/CONFIGURATION.md#iam-permissions
 */
export interface MountpointS3CsiPreset {
    /** ARNs of the general purpose buckets and access points it may list. Left out or empty: none. @default - none */
    readonly bucketArns?: pulumi.Input<string>[];
    /**
     * ARNs of the objects it may read and write, such as `arn:aws:s3:::bucket/prefix/*`. Left out or empty: none.
     * @default - none
     */
    readonly objectArns?: pulumi.Input<string>[];
    /**
     * ARNs of the directory buckets (S3 Express One Zone) and their access points it may read and write. Left out or
     * empty: none. @default - none
     */
    readonly directoryBucketArns?: pulumi.Input<string>[];
    /** Whether it reads only: mounts with the option `read-only`. Left out: no. @default false */
    readonly readOnly?: boolean;
    /** ARNs of the customer keys that encrypt the objects. Left out or empty: none. @default - none */
    readonly kmsKeyArns?: pulumi.Input<string>[];
}

export const mountpointS3Csi = definePreset<MountpointS3CsiPreset>({
    source: "https://github.com/awslabs/mountpoint-s3/blob/main/doc/CONFIGURATION.md#iam-permissions",
    checked: "2026-11-25",
    sourceVersion: "58817cab2fc3020a422d8aa14049a86b296f4498",
    differences: [
        {
            actions: ["kms:Decrypt", "kms:GenerateDataKey"],
            reason: "On the keys given. The source names them in its text, not in its policy.",
        },
        {
            actions: ["s3express:CreateSession"],
            reason: "With `readOnly`, only sessions that read. S3 opens one where a session that writes is not allowed.",
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
            remedy: "name bucketArns and objectArns, or directoryBucketArns",
        },
        {
            holds: ({ bucketArns, objectArns }) => bucketArns.length > 0 === objectArns.length > 0,
            problem: "has only one of bucketArns and objectArns",
            remedy: "name both: it lists buckets, and reads and writes objects",
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

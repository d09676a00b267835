import type * as pulumi from "@pulumi/pulumi";
import { allow, allowAs, definePreset, when } from "./definition";
import { arns, feature, required } from "./parameters";

/**
 * Mountpoint for Amazon S3 CSI driver, version 2 or later, with credentials of the driver. With credentials of the pod
 * the subject is the workload's service account.
 * Usual subject: `kube-system/s3-csi-driver-sa`. Source, compared on 2026-11-23:
 * https://github.com/awslabs/mountpoint-s3/blob/main/doc/CONFIGURATION.md#iam-permissions
 */
export interface MountpointS3CsiPreset {
    /** ARNs of the buckets it may list. At least one. */
    readonly bucketArns: pulumi.Input<string>[];
    /** ARNs of the objects it may read and write, such as `arn:aws:s3:::bucket/prefix/*`. At least one. */
    readonly objectArns: pulumi.Input<string>[];
    /** ARNs of the customer keys that encrypt the objects. Left out or empty: none. @default - none */
    readonly kmsKeyArns?: pulumi.Input<string>[];
}

export const mountpointS3Csi = definePreset<MountpointS3CsiPreset>({
    source: "https://github.com/awslabs/mountpoint-s3/blob/main/doc/CONFIGURATION.md#iam-permissions",
    checked: "2026-11-23",
    usualSubject: "kube-system/s3-csi-driver-sa",
    parameters: {
        bucketArns: required(arns("arn:aws:s3:::BUCKET", "arn:aws:s3:REGION:ACCOUNT:accesspoint/NAME")),
        objectArns: required(arns("arn:aws:s3:::BUCKET/KEY", "arn:aws:s3:REGION:ACCOUNT:accesspoint/NAME/object/KEY")),
        kmsKeyArns: feature(arns("arn:aws:kms:REGION:ACCOUNT:key/ID")),
    },
    statements: ({ bucketArns, objectArns, kmsKeyArns }) => [
        allowAs("MountpointFullBucketAccess", ["s3:ListBucket"], bucketArns),
        allowAs(
            "MountpointFullObjectAccess",
            ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload", "s3:DeleteObject"],
            objectArns,
        ),
        ...when(kmsKeyArns.length > 0, allow(["kms:GenerateDataKey", "kms:Decrypt"], kmsKeyArns)),
    ],
    example: { bucketArns: ["arn:{partition}:s3:::shop-data"], objectArns: ["arn:{partition}:s3:::shop-data/*"] },
});

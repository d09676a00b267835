import type * as pulumi from "@pulumi/pulumi";
import type { KnownStatement } from "../../access/permissions";
import { allow, definePreset, when } from "../definition";
import { arns, feature, flag } from "../parameters";

/**
 * Amazon EFS CSI driver, controller.
 * Usual subject: `kube-system/efs-csi-controller-sa`. Source, compared on 2026-11-25:
 * https://github.com/kubernetes-sigs/aws-efs-csi-driver/blob/master/docs/iam-policy-example.json
 */
export interface EfsCsiPreset {
    /** Whether the driver also provides Amazon S3 Files (v3.0.0 or later). @default false */
    readonly s3Files?: boolean;
    /**
     * ARNs of the EFS file systems that it may mount as root. It mounts them with `delete-access-point-root-dir`, and
     * file system policies may require this.
     * @default - none
     */
    readonly fileSystemArns?: pulumi.Input<string>[];
}

export const efsCsi = definePreset<EfsCsiPreset>({
    source: "https://github.com/kubernetes-sigs/aws-efs-csi-driver/blob/master/docs/iam-policy-example.json",
    sourceVersion: "a4fc67600be60d0f8350dc9459e55ff04e9aa944",
    checked: "2026-11-25",
    usualSubject: "kube-system/efs-csi-controller-sa",
    parameters: {
        s3Files: feature(flag),
        fileSystemArns: feature(arns("arn:aws:elasticfilesystem:REGION:ACCOUNT:file-system/ID")),
    },
    statements: ({ s3Files, fileSystemArns }) => [
        allow(
            [
                "ec2:DescribeAvailabilityZones",
                "elasticfilesystem:DescribeAccessPoints",
                "elasticfilesystem:DescribeFileSystems",
                "elasticfilesystem:DescribeMountTargets",
                ...(s3Files ? ["s3files:ListAccessPoints", "s3files:ListFileSystems"] : []),
            ],
            ["*"],
        ),
        allow(["elasticfilesystem:CreateAccessPoint", ...(s3Files ? ["s3files:CreateAccessPoint"] : [])], ["*"], {
            StringLike: { "aws:RequestTag/efs.csi.aws.com/cluster": ["true"] },
        }),
        allow(["elasticfilesystem:TagResource", ...(s3Files ? ["s3files:TagResource"] : [])], ["*"], {
            StringLike: { "aws:ResourceTag/efs.csi.aws.com/cluster": ["true"] },
        }),
        allow(["elasticfilesystem:DeleteAccessPoint", ...(s3Files ? ["s3files:DeleteAccessPoint"] : [])], ["*"], {
            StringEquals: { "aws:ResourceTag/efs.csi.aws.com/cluster": ["true"] },
        }),
        ...mountingS3Files(s3Files),
        ...mountingEfs(fileSystemArns),
    ],
    example: {},
});

/** The managed policy AmazonS3FilesClientFullAccess, which docs/iam-policy-create.md attaches to both service accounts. */
export function mountingS3Files(isAsked: boolean): readonly KnownStatement[] {
    return when(isAsked, allow(["s3files:ClientMount", "s3files:ClientWrite", "s3files:ClientRootAccess"], ["*"]));
}

/** EFS requires these for a mount with the option `iam`. Examples of the driver allow them on every file system. */
export function mountingEfs(fileSystemArns: readonly string[]): readonly KnownStatement[] {
    return when(
        fileSystemArns.length > 0,
        allow(
            ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite", "elasticfilesystem:ClientRootAccess"],
            fileSystemArns,
        ),
    );
}

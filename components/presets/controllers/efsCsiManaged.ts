import type * as pulumi from "@pulumi/pulumi";
import { definePreset } from "../definition";
import { mountingEfs } from "./efsCsi";
import { arns, feature, flag } from "../parameters";

/**
 * Amazon EFS CSI driver, controller, with the managed policies of AWS. The add-on supports Pod Identity since v2.0.5.
 * Usual subject: `kube-system/efs-csi-controller-sa`. Source, compared on 2026-11-25:
 * https://github.com/kubernetes-sigs/aws-efs-csi-driver/blob/master/docs/iam-policy-create.md
 */
export interface EfsCsiManagedPreset {
    /** Whether the driver also provides Amazon S3 Files (v3.0.0 or later). @default false */
    readonly s3Files?: boolean;
    /**
     * ARNs of the EFS file systems that it may mount as root. It mounts them with `delete-access-point-root-dir`, and
     * file system policies may require this.
     * @default - none
     */
    readonly fileSystemArns?: pulumi.Input<string>[];
}

export const efsCsiManaged = definePreset<EfsCsiManagedPreset>({
    source: "https://github.com/kubernetes-sigs/aws-efs-csi-driver/blob/master/docs/iam-policy-create.md",
    sourceVersion: "a4fc67600be60d0f8350dc9459e55ff04e9aa944",
    checked: "2026-11-25",
    usualSubject: "kube-system/efs-csi-controller-sa",
    parameters: {
        s3Files: feature(flag),
        fileSystemArns: feature(arns("arn:aws:elasticfilesystem:REGION:ACCOUNT:file-system/ID")),
    },
    managedPolicies: ({ s3Files }) => [
        "AmazonEFSCSIDriverPolicy",
        ...(s3Files ? ["AmazonS3FilesCSIDriverPolicy", "AmazonS3FilesClientFullAccess"] : []),
    ],
    statements: ({ fileSystemArns }) => [...mountingEfs(fileSystemArns)],
    example: {},
});

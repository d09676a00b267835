import { definePreset } from "./definition";

/**
 * Amazon EFS CSI driver, node part: needed for Amazon S3 Files only.
 * Usual subject: `kube-system/efs-csi-node-sa`. Source, compared on 2026-11-23:
 * https://docs.aws.amazon.com/eks/latest/userguide/efs-csi.html
 */
export interface EfsCsiNodePreset {}

export const efsCsiNode = definePreset<EfsCsiNodePreset>({
    source: "https://docs.aws.amazon.com/eks/latest/userguide/efs-csi.html",
    checked: "2026-11-23",
    usualSubject: "kube-system/efs-csi-node-sa",
    parameters: {},
    managedPolicies: () => ["AmazonS3FilesClientFullAccess", "AmazonS3ReadOnlyAccess", "AmazonElasticFileSystemsUtils"],
    example: {},
});

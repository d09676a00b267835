import { definePreset } from "../definition";

/**
 * Mountpoint for Amazon S3 CSI driver, version 2 or later, with the managed policy of AWS, which allows everything in
 * S3. Prefer `mountpointS3Csi`.
 * Usual subject: `kube-system/s3-csi-driver-sa`. Source, compared on 2026-11-25:
 * https://docs.aws.amazon.com/eks/latest/userguide/s3-csi.html
 */
export interface MountpointS3CsiManagedPreset {}

export const mountpointS3CsiManaged = definePreset<MountpointS3CsiManagedPreset>({
    source: "https://docs.aws.amazon.com/eks/latest/userguide/s3-csi.html",
    checked: "2026-11-25",
    sourceVersion: "2021-09-27",
    usualSubject: "kube-system/s3-csi-driver-sa",
    parameters: {},
    managedPolicies: () => ["AmazonS3FullAccess"],
    example: {},
});

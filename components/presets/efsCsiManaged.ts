import { definePreset } from "./definition";
import { feature, flag } from "./parameters";

/**
 * Amazon EFS CSI driver, controller, with the managed policies of AWS. The add-on takes Pod Identity from v2.0.5 on.
 * Usual subject: `kube-system/efs-csi-controller-sa`. Source, compared on 2026-11-23:
 * https://docs.aws.amazon.com/eks/latest/userguide/efs-csi.html
 */
export interface EfsCsiManagedPreset {
    /** Whether the driver mounts Amazon S3 Files too. Left out: no. @default false */
    readonly s3Files?: boolean;
}

export const efsCsiManaged = definePreset<EfsCsiManagedPreset>({
    source: "https://docs.aws.amazon.com/eks/latest/userguide/efs-csi.html",
    checked: "2026-11-23",
    usualSubject: "kube-system/efs-csi-controller-sa",
    parameters: {
        s3Files: feature(flag),
    },
    managedPolicies: ({ s3Files }) => [
        "AmazonEFSCSIDriverPolicy",
        ...(s3Files ? ["AmazonS3FilesCSIDriverPolicy", "AmazonS3FilesClientFullAccess"] : []),
    ],
    example: {},
});

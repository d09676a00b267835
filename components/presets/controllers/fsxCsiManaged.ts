import { definePreset } from "../definition";

/**
 * Amazon FSx for Lustre CSI driver, controller, with the managed policy of AWS, which allows everything in FSx. Prefer
 * `fsxLustreCsi`.
 * Usual subject: `kube-system/fsx-csi-controller-sa`. Source, compared on 2026-11-25:
 * https://docs.aws.amazon.com/eks/latest/userguide/fsx-csi.html
 */
export interface FsxCsiManagedPreset {}

export const fsxCsiManaged = definePreset<FsxCsiManagedPreset>({
    source: "https://docs.aws.amazon.com/eks/latest/userguide/fsx-csi.html",
    checked: "2026-11-25",
    sourceVersion: "2026-02-12",
    usualSubject: "kube-system/fsx-csi-controller-sa",
    parameters: {},
    managedPolicies: () => ["AmazonFSxFullAccess"],
    example: {},
});

import type * as pulumi from "@pulumi/pulumi";
import { definePreset } from "./definition";
import { ebsVolumeKeys } from "./ebsCsi";
import { arns, feature } from "./parameters";

/**
 * Amazon EBS CSI driver, controller, with the managed policy that AWS recommends. Compared with `ebsCsi`, statically
 * provisioned volumes need the driver's tag. The add-on takes Pod Identity from v1.26.0 on.
 * Usual subject: `kube-system/ebs-csi-controller-sa`. Source, compared on 2026-11-23:
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEBSCSIDriverPolicyV2.html
 */
export interface EbsCsiManagedPreset {
    /**
     * ARNs of the customer keys of encrypted volumes. Left out or empty: none.
     * @default - no customer keys
     */
    readonly kmsKeyArns?: pulumi.Input<string>[];
}

export const ebsCsiManaged = definePreset<EbsCsiManagedPreset>({
    source: "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEBSCSIDriverPolicyV2.html",
    checked: "2026-11-23",
    usualSubject: "kube-system/ebs-csi-controller-sa",
    parameters: {
        kmsKeyArns: feature(arns("arn:aws:kms:REGION:ACCOUNT:key/ID")),
    },
    managedPolicies: () => ["AmazonEBSCSIDriverPolicyV2"],
    statements: ({ kmsKeyArns }) => [...ebsVolumeKeys(kmsKeyArns)],
    example: { kmsKeyArns: ["arn:{partition}:kms:{region}:{account}:key/1234abcd-12ab-34cd-56ef-1234567890ab"] },
});

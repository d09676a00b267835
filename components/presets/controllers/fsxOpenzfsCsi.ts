import type * as pulumi from "@pulumi/pulumi";
import { allow, definePreset } from "../definition";
import { arns, scope } from "../parameters";

/**
 * Amazon FSx for OpenZFS CSI driver, controller.
 * Usual subject: `kube-system/fsx-openzfs-csi-controller-sa`. Source, compared on 2026-11-25:
 * https://github.com/kubernetes-sigs/aws-fsx-openzfs-csi-driver/blob/main/docs/example-iam-policy.json
 */
export interface FsxOpenzfsCsiPreset {
    /**
     * ARNs of the service-linked roles that it may create.
     * @default - those of `fsx.amazonaws.com` in the account of the role
     */
    readonly serviceRoleArns?: pulumi.Input<string>[];
}

export const fsxOpenzfsCsi = definePreset<FsxOpenzfsCsiPreset>({
    source: "https://github.com/kubernetes-sigs/aws-fsx-openzfs-csi-driver/blob/main/docs/example-iam-policy.json",
    checked: "2026-11-25",
    sourceVersion: "dc7b82cd5912643a0e00e53f031c76740a716aa0",
    usualSubject: "kube-system/fsx-openzfs-csi-controller-sa",
    differences: [
        {
            actions: ["iam:CreateServiceLinkedRole", "iam:AttachRolePolicy", "iam:PutRolePolicy"],
            reason: "On roles in the account of the role only, because it cannot create service-linked roles elsewhere. The source has every account.",
        },
    ],
    parameters: {
        serviceRoleArns: scope(arns("arn:aws:iam::ACCOUNT:role/aws-service-role/NAME"), ({ partition, account }) => [
            `arn:${partition}:iam::${account}:role/aws-service-role/fsx.amazonaws.com/*`,
        ]),
    },
    statements: ({ serviceRoleArns }) => [
        allow(["iam:CreateServiceLinkedRole", "iam:AttachRolePolicy", "iam:PutRolePolicy"], serviceRoleArns),
        allow(["iam:CreateServiceLinkedRole"], ["*"], { StringLike: { "iam:AWSServiceName": ["fsx.amazonaws.com"] } }),
        allow(
            [
                "fsx:CreateFileSystem",
                "fsx:UpdateFileSystem",
                "fsx:DeleteFileSystem",
                "fsx:DescribeFileSystems",
                "fsx:CreateVolume",
                "fsx:DeleteVolume",
                "fsx:DescribeVolumes",
                "fsx:CreateSnapshot",
                "fsx:DeleteSnapshot",
                "fsx:DescribeSnapshots",
                "fsx:TagResource",
                "fsx:ListTagsForResource",
            ],
            ["*"],
        ),
    ],
    example: {},
});

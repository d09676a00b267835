import type * as pulumi from "@pulumi/pulumi";
import { allow, definePreset } from "../definition";
import { arns, scope } from "../parameters";

/**
 * Amazon FSx for Lustre CSI driver, controller.
 * Usual subject: `kube-system/fsx-csi-controller-sa`. Source, compared on 2026-11-25:
 * https://github.com/kubernetes-sigs/aws-fsx-csi-driver/blob/master/docs/install.md
 */
export interface FsxLustreCsiPreset {
    /**
     * ARNs of the service-linked roles that it may create.
     * @default - those of `s3.data-source.lustre.fsx.amazonaws.com` in the account of the role
     */
    readonly serviceRoleArns?: pulumi.Input<string>[];
}

export const fsxLustreCsi = definePreset<FsxLustreCsiPreset>({
    source: "https://github.com/kubernetes-sigs/aws-fsx-csi-driver/blob/master/docs/install.md",
    checked: "2026-11-25",
    sourceVersion: "5b227125add708cd0b87c76abe1a4c074e71dfc5",
    usualSubject: "kube-system/fsx-csi-controller-sa",
    differences: [
        {
            actions: ["iam:CreateServiceLinkedRole", "iam:AttachRolePolicy", "iam:PutRolePolicy"],
            reason: "On roles in the account of the role only, because it cannot create service-linked roles elsewhere. The source has every account.",
        },
    ],
    parameters: {
        serviceRoleArns: scope(arns("arn:aws:iam::ACCOUNT:role/aws-service-role/NAME"), ({ partition, account }) => [
            `arn:${partition}:iam::${account}:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/*`,
        ]),
    },
    statements: ({ serviceRoleArns }) => [
        allow(["iam:CreateServiceLinkedRole", "iam:AttachRolePolicy", "iam:PutRolePolicy"], serviceRoleArns),
        allow(["iam:CreateServiceLinkedRole"], ["*"], { StringLike: { "iam:AWSServiceName": ["fsx.amazonaws.com"] } }),
        allow(
            [
                "s3:ListBucket",
                "fsx:CreateFileSystem",
                "fsx:DeleteFileSystem",
                "fsx:DescribeFileSystems",
                "fsx:TagResource",
                "fsx:UpdateFileSystem",
            ],
            ["*"],
        ),
    ],
    example: {},
});

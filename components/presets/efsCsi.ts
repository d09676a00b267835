import { allow, definePreset } from "./definition";
import { feature, flag } from "./parameters";

/**
 * Amazon EFS CSI driver, controller.
 * Usual subject: `kube-system/efs-csi-controller-sa`. Source, compared on 2026-11-23:
 * https://github.com/kubernetes-sigs/aws-efs-csi-driver/blob/master/docs/iam-policy-example.json
 */
export interface EfsCsiPreset {
    /** Whether the driver mounts Amazon S3 Files too. Left out: no. @default false */
    readonly s3Files?: boolean;
}

export const efsCsi = definePreset<EfsCsiPreset>({
    source: "https://github.com/kubernetes-sigs/aws-efs-csi-driver/blob/master/docs/iam-policy-example.json",
    checked: "2026-11-23",
    usualSubject: "kube-system/efs-csi-controller-sa",
    parameters: {
        s3Files: feature(flag),
    },
    statements: ({ s3Files }) => [
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
    ],
    example: {},
});

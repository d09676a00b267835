import { allow, definePreset } from "../definition";

/**
 * AWS Gateway API controller, for VPC Lattice.
 * Usual subject: `aws-application-networking-system/gateway-api-controller`. Source, compared on 2026-11-25:
 * https://github.com/aws/aws-application-networking-k8s/blob/main/files/controller-installation/recommended-inline-policy.json
 */
export interface GatewayControllerPreset {}

export const gatewayController = definePreset<GatewayControllerPreset>({
    source: "https://github.com/aws/aws-application-networking-k8s/blob/main/files/controller-installation/recommended-inline-policy.json",
    checked: "2026-11-25",
    sourceVersion: "03d6abecad555845b9a78988f7bfedf9085e0bc4",
    usualSubject: "aws-application-networking-system/gateway-api-controller",
    parameters: {},
    statements: (_, { partition }) => [
        allow(
            [
                "vpc-lattice:*",
                "ec2:DescribeVpcs",
                "ec2:DescribeSubnets",
                "ec2:DescribeTags",
                "ec2:DescribeSecurityGroups",
                "logs:CreateLogDelivery",
                "logs:GetLogDelivery",
                "logs:DescribeLogGroups",
                "logs:PutResourcePolicy",
                "logs:DescribeResourcePolicies",
                "logs:UpdateLogDelivery",
                "logs:DeleteLogDelivery",
                "logs:ListLogDeliveries",
                "tag:GetResources",
                "firehose:TagDeliveryStream",
                "s3:GetBucketPolicy",
                "s3:PutBucketPolicy",
                "tag:TagResources",
                "tag:UntagResources",
                "acm:ListCertificates",
            ],
            ["*"],
        ),
        allow(
            ["iam:CreateServiceLinkedRole"],
            [`arn:${partition}:iam::*:role/aws-service-role/vpc-lattice.amazonaws.com/AWSServiceRoleForVpcLattice`],
            { StringLike: { "iam:AWSServiceName": ["vpc-lattice.amazonaws.com"] } },
        ),
        allow(
            ["iam:CreateServiceLinkedRole"],
            [`arn:${partition}:iam::*:role/aws-service-role/delivery.logs.amazonaws.com/AWSServiceRoleForLogDelivery`],
            { StringLike: { "iam:AWSServiceName": ["delivery.logs.amazonaws.com"] } },
        ),
    ],
    example: {},
});

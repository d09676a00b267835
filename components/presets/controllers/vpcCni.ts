import { allow, allowAs, definePreset, when } from "../definition";
import { feature, flag, scope } from "../parameters";

/**
 * Amazon VPC CNI.
 * Usual subject: `kube-system/aws-node`. Source, compared on 2026-11-25:
 * https://github.com/aws/amazon-vpc-cni-k8s/blob/master/docs/iam-policy.md
 */
export interface VpcCniPreset {
    /** Whether pods get IPv4 addresses. @default true */
    readonly ipv4?: boolean;
    /** Whether pods get IPv6 addresses. @default false */
    readonly ipv6?: boolean;
    /** Whether the network policy agent writes flow logs to CloudWatch Logs. @default false */
    readonly cloudWatchLogs?: boolean;
}

export const vpcCni = definePreset<VpcCniPreset>({
    source: "https://github.com/aws/amazon-vpc-cni-k8s/blob/master/docs/iam-policy.md",
    checked: "2026-11-25",
    sourceVersion: "b52188387f2e2f10bf289ace929d6a63b176a4fa",
    usualSubject: "kube-system/aws-node",
    differences: [
        {
            actions: ["logs:*"],
            reason: "With `cloudWatchLogs` only, from the page on network policies of the Amazon EKS User Guide.",
        },
        {
            actions: ["ec2:UnassignIpv6Addresses"],
            reason: "The CNI calls it since v1.22 to release IPv6 prefixes. Its page does not list it.",
        },
    ],
    parameters: {
        ipv4: scope(flag, () => true),
        ipv6: feature(flag),
        cloudWatchLogs: feature(flag),
    },
    demands: [
        {
            holds: ({ ipv4, ipv6 }) => ipv4 || ipv6,
            problem: "has neither ipv4 nor ipv6",
            remedy: "set at least one of them to true: without either, pods get no addresses",
        },
    ],
    statements: ({ ipv4, ipv6, cloudWatchLogs }, { partition }) => [
        ...when(
            cloudWatchLogs,
            allowAs(
                "CloudWatchLogs",
                ["logs:DescribeLogGroups", "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
                ["*"],
            ),
        ),
        allow(["ec2:CreateTags"], [`arn:${partition}:ec2:*:*:network-interface/*`]),
        ...when(
            ipv4,
            allow(
                [
                    "ec2:AssignPrivateIpAddresses",
                    "ec2:AttachNetworkInterface",
                    "ec2:CreateNetworkInterface",
                    "ec2:DeleteNetworkInterface",
                    "ec2:DescribeInstances",
                    "ec2:DescribeTags",
                    "ec2:DescribeNetworkInterfaces",
                    "ec2:DescribeInstanceTypes",
                    "ec2:DescribeSecurityGroups",
                    "ec2:DescribeSubnets",
                    "ec2:DetachNetworkInterface",
                    "ec2:ModifyNetworkInterfaceAttribute",
                    "ec2:UnassignPrivateIpAddresses",
                ],
                ["*"],
            ),
        ),
        ...when(
            ipv6,
            allow(
                [
                    "ec2:AssignIpv6Addresses",
                    "ec2:UnassignIpv6Addresses",
                    "ec2:DescribeInstances",
                    "ec2:DescribeSecurityGroups",
                    "ec2:DescribeSubnets",
                    "ec2:DescribeTags",
                    "ec2:DescribeNetworkInterfaces",
                    "ec2:DescribeInstanceTypes",
                ],
                ["*"],
            ),
        ),
    ],
    example: { ipv6: true },
});

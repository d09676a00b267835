import { allow, definePreset } from "./definition";

/**
 * AWS Load Balancer Controller.
 * Usual subject: `kube-system/aws-load-balancer-controller`. Source, compared on 2026-11-23:
 * https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/main/docs/install/iam_policy.json
 */
export interface AwsLoadBalancerControllerPreset {}

export const awsLoadBalancerController = definePreset<AwsLoadBalancerControllerPreset>({
    source: "https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/main/docs/install/iam_policy.json",
    checked: "2026-11-23",
    usualSubject: "kube-system/aws-load-balancer-controller",
    parameters: {},
    statements: (_, { partition }) => [
        allow(["iam:CreateServiceLinkedRole"], ["*"], {
            StringEquals: { "iam:AWSServiceName": ["elasticloadbalancing.amazonaws.com"] },
        }),
        allow(
            [
                "ec2:DescribeAccountAttributes",
                "ec2:DescribeAddresses",
                "ec2:DescribeAvailabilityZones",
                "ec2:DescribeInternetGateways",
                "ec2:DescribeVpcs",
                "ec2:DescribeVpcPeeringConnections",
                "ec2:DescribeSubnets",
                "ec2:DescribeSecurityGroups",
                "ec2:DescribeInstances",
                "ec2:DescribeNetworkInterfaces",
                "ec2:DescribeTags",
                "ec2:GetCoipPoolUsage",
                "ec2:DescribeCoipPools",
                "ec2:GetSecurityGroupsForVpc",
                "ec2:DescribeIpamPools",
                "ec2:DescribeRouteTables",
                "elasticloadbalancing:DescribeLoadBalancers",
                "elasticloadbalancing:DescribeLoadBalancerAttributes",
                "elasticloadbalancing:DescribeListeners",
                "elasticloadbalancing:DescribeListenerCertificates",
                "elasticloadbalancing:DescribeSSLPolicies",
                "elasticloadbalancing:DescribeRules",
                "elasticloadbalancing:DescribeTargetGroups",
                "elasticloadbalancing:DescribeTargetGroupAttributes",
                "elasticloadbalancing:DescribeTargetHealth",
                "elasticloadbalancing:DescribeTags",
                "elasticloadbalancing:DescribeTrustStores",
                "elasticloadbalancing:DescribeListenerAttributes",
                "elasticloadbalancing:DescribeCapacityReservation",
            ],
            ["*"],
        ),
        allow(
            [
                "cognito-idp:DescribeUserPoolClient",
                "acm:ListCertificates",
                "acm:DescribeCertificate",
                "iam:ListServerCertificates",
                "iam:GetServerCertificate",
                "waf-regional:GetWebACL",
                "waf-regional:GetWebACLForResource",
                "waf-regional:AssociateWebACL",
                "waf-regional:DisassociateWebACL",
                "wafv2:GetWebACL",
                "wafv2:GetWebACLForResource",
                "wafv2:AssociateWebACL",
                "wafv2:DisassociateWebACL",
                // Not in the file, but in the guide: the annotation wafv2-acl-name needs it.
                "wafv2:ListWebACLs",
                "shield:GetSubscriptionState",
                "shield:DescribeProtection",
                "shield:CreateProtection",
                "shield:DeleteProtection",
            ],
            ["*"],
        ),
        allow(["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"], ["*"]),
        allow(["ec2:CreateSecurityGroup"], ["*"]),
        allow(["ec2:CreateTags"], [`arn:${partition}:ec2:*:*:security-group/*`], {
            StringEquals: { "ec2:CreateAction": ["CreateSecurityGroup"] },
            Null: { "aws:RequestTag/elbv2.k8s.aws/cluster": ["false"] },
        }),
        allow(["ec2:CreateTags", "ec2:DeleteTags"], [`arn:${partition}:ec2:*:*:security-group/*`], {
            Null: {
                "aws:RequestTag/elbv2.k8s.aws/cluster": ["true"],
                "aws:ResourceTag/elbv2.k8s.aws/cluster": ["false"],
            },
        }),
        allow(
            ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress", "ec2:DeleteSecurityGroup"],
            ["*"],
            { Null: { "aws:ResourceTag/elbv2.k8s.aws/cluster": ["false"] } },
        ),
        allow(["elasticloadbalancing:CreateLoadBalancer", "elasticloadbalancing:CreateTargetGroup"], ["*"], {
            Null: { "aws:RequestTag/elbv2.k8s.aws/cluster": ["false"] },
        }),
        allow(
            [
                "elasticloadbalancing:CreateListener",
                "elasticloadbalancing:DeleteListener",
                "elasticloadbalancing:CreateRule",
                "elasticloadbalancing:DeleteRule",
            ],
            ["*"],
        ),
        allow(
            ["elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"],
            [
                `arn:${partition}:elasticloadbalancing:*:*:targetgroup/*/*`,
                `arn:${partition}:elasticloadbalancing:*:*:loadbalancer/net/*/*`,
                `arn:${partition}:elasticloadbalancing:*:*:loadbalancer/app/*/*`,
            ],
            {
                Null: {
                    "aws:RequestTag/elbv2.k8s.aws/cluster": ["true"],
                    "aws:ResourceTag/elbv2.k8s.aws/cluster": ["false"],
                },
            },
        ),
        allow(
            ["elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"],
            [
                `arn:${partition}:elasticloadbalancing:*:*:listener/net/*/*/*`,
                `arn:${partition}:elasticloadbalancing:*:*:listener/app/*/*/*`,
                `arn:${partition}:elasticloadbalancing:*:*:listener-rule/net/*/*/*`,
                `arn:${partition}:elasticloadbalancing:*:*:listener-rule/app/*/*/*`,
            ],
        ),
        allow(
            [
                "elasticloadbalancing:ModifyLoadBalancerAttributes",
                "elasticloadbalancing:SetIpAddressType",
                "elasticloadbalancing:SetSecurityGroups",
                "elasticloadbalancing:SetSubnets",
                "elasticloadbalancing:DeleteLoadBalancer",
                "elasticloadbalancing:ModifyTargetGroup",
                "elasticloadbalancing:ModifyTargetGroupAttributes",
                "elasticloadbalancing:DeleteTargetGroup",
                "elasticloadbalancing:ModifyListenerAttributes",
                "elasticloadbalancing:ModifyCapacityReservation",
                "elasticloadbalancing:ModifyIpPools",
            ],
            ["*"],
            { Null: { "aws:ResourceTag/elbv2.k8s.aws/cluster": ["false"] } },
        ),
        allow(
            ["elasticloadbalancing:AddTags"],
            [
                `arn:${partition}:elasticloadbalancing:*:*:targetgroup/*/*`,
                `arn:${partition}:elasticloadbalancing:*:*:loadbalancer/net/*/*`,
                `arn:${partition}:elasticloadbalancing:*:*:loadbalancer/app/*/*`,
            ],
            {
                StringEquals: { "elasticloadbalancing:CreateAction": ["CreateTargetGroup", "CreateLoadBalancer"] },
                Null: { "aws:RequestTag/elbv2.k8s.aws/cluster": ["false"] },
            },
        ),
        allow(
            ["elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets"],
            [`arn:${partition}:elasticloadbalancing:*:*:targetgroup/*/*`],
        ),
        allow(
            [
                "elasticloadbalancing:SetWebAcl",
                "elasticloadbalancing:ModifyListener",
                "elasticloadbalancing:AddListenerCertificates",
                "elasticloadbalancing:RemoveListenerCertificates",
                "elasticloadbalancing:ModifyRule",
                "elasticloadbalancing:SetRulePriorities",
            ],
            ["*"],
        ),
    ],
    example: {},
});

import type * as pulumi from "@pulumi/pulumi";
import type { KnownStatement } from "../../access/permissions";
import { assumedRoles, assumingRoles } from "../assumedRoles";
import { acceleratorStatements, certificateStatements } from "./awsLoadBalancerFeatures";
import { allow, definePreset } from "../definition";
import { arns, feature, flag, scope } from "../parameters";

/**
 * AWS Load Balancer Controller.
 * Usual subject: `kube-system/aws-load-balancer-controller`. Source, compared on 2026-11-25:
 * https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/main/docs/install/iam_policy.json
 */
export interface AwsLoadBalancerControllerPreset {
    /**
     * ARNs of the security groups whose ingress rules it may change, in addition to those that it creates. These are
     * the security groups of nodes and pods that receive traffic.
     * @default - all security groups, as in the controller's own policy
     */
    readonly securityGroupArns?: pulumi.Input<string>[];
    /**
     * Whether it creates AWS Global Accelerators: the feature gates `GlobalAcceleratorController` and `EnableRGTAPI`.
     * Partition `aws` only.
     * @default false
     */
    readonly globalAccelerator?: boolean;
    /**
     * ARNs of the hosted zones in which it validates the public ACM certificates that it requests (`create-acm-cert`).
     * @default - requests no public certificates
     */
    readonly certificateHostedZoneArns?: pulumi.Input<string>[];
    /**
     * ARNs of the private certificate authorities of the ACM certificates that it requests.
     * @default - requests no private certificates
     */
    readonly certificateAuthorityArns?: pulumi.Input<string>[];
    /**
     * ARNs of the roles that it may assume, for target groups in other accounts: `iamRoleArnToAssume` of a
     * TargetGroupBinding. Their trust policies must allow `sts:AssumeRole` and `sts:TagSession`.
     * @default - none
     */
    readonly assumeRoleArns?: pulumi.Input<string>[];
}

export const awsLoadBalancerController = definePreset<AwsLoadBalancerControllerPreset>({
    source: "https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/main/docs/install/iam_policy.json",
    sourceVersion: "225f44568848eb25f13e304a5f1cc68c0cd9415d",
    checked: "2026-11-25",
    usualSubject: "kube-system/aws-load-balancer-controller",
    differences: [
        {
            actions: ["elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets"],
            reason: "The guide docs/guide/targetgroupbinding/targetgroupbinding.md restricts them to target groups in an optional example.",
        },
        {
            actions: ["wafv2:ListWebACLs"],
            reason: "From docs/guide/ingress/annotations.md: the annotation wafv2-acl-name needs it.",
        },
        {
            actions: ["sts:AssumeRole", "sts:TagSession"],
            reason: "From docs/guide/targetgroupbinding/targetgroupbinding.md, on named roles. The session tags of EKS are transitive, so AWS also requires sts:TagSession.",
        },
    ],
    parameters: {
        securityGroupArns: scope(arns("arn:aws:ec2:REGION:ACCOUNT:security-group/ID"), () => ["*"]),
        globalAccelerator: feature(flag),
        certificateHostedZoneArns: feature(arns("arn:aws:route53:::hostedzone/ID")),
        certificateAuthorityArns: feature(arns("arn:aws:acm-pca:REGION:ACCOUNT:certificate-authority/ID")),
        assumeRoleArns: assumedRoles,
    },
    // Together they exceed the size of one managed policy.
    policies: {
        "": ({ securityGroupArns, assumeRoleArns }, { partition }) => [
            ...loadBalancers(securityGroupArns, partition),
            ...assumingRoles(assumeRoleArns),
        ],
        accelerators: ({ globalAccelerator }, { partition }) => acceleratorStatements(globalAccelerator, partition),
        certificates: ({ certificateHostedZoneArns, certificateAuthorityArns }) =>
            certificateStatements(certificateHostedZoneArns, certificateAuthorityArns),
    },
    example: {},
});

function loadBalancers(securityGroupArns: readonly string[], partition: string): readonly KnownStatement[] {
    return [
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
                // From the guide, not the file: the annotation wafv2-acl-name needs it.
                "wafv2:ListWebACLs",
                "shield:GetSubscriptionState",
                "shield:DescribeProtection",
                "shield:CreateProtection",
                "shield:DeleteProtection",
            ],
            ["*"],
        ),
        allow(["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"], securityGroupArns),
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
    ];
}

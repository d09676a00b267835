import type * as pulumi from "@pulumi/pulumi";
import { assumedRoles, assumingRoles } from "../assumedRoles";
import { allow, definePreset, when } from "../definition";
import { arns, feature } from "../parameters";

/**
 * AWS Load Balancer Controller, used for TargetGroupBindings only: the load balancers are made elsewhere.
 * Usual subject: `kube-system/aws-load-balancer-controller`. Source, compared on 2026-11-25:
 * https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/main/docs/deploy/installation.md
 */
export interface AwsLoadBalancerControllerTgbPreset {
    /** ARNs of the target groups it may change. Left out or empty: none of this account. @default - none */
    readonly targetGroupArns?: pulumi.Input<string>[];
    /**
     * ARNs of the security groups whose ingress rules it may change, for bindings with `networking`. Left out or empty: none.
     * @default - none
     */
    readonly securityGroupArns?: pulumi.Input<string>[];
    /**
     * ARNs of the roles it may assume: `iamRoleArnToAssume` of a binding, for target groups of other accounts. Their trust
     * policies must allow `sts:AssumeRole` and `sts:TagSession`. Left out or empty: none.
     * @default - none
     */
    readonly assumeRoleArns?: pulumi.Input<string>[];
}

export const awsLoadBalancerControllerTgb = definePreset<AwsLoadBalancerControllerTgbPreset>({
    source: "https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/main/docs/deploy/installation.md",
    sourceVersion: "225f44568848eb25f13e304a5f1cc68c0cd9415d",
    checked: "2026-11-25",
    usualSubject: "kube-system/aws-load-balancer-controller",
    differences: [
        {
            actions: [
                "ec2:DescribeNetworkInterfaces",
                "ec2:AuthorizeSecurityGroupIngress",
                "ec2:RevokeSecurityGroupIngress",
            ],
            reason: "The source's policy is for bindings without rules of security groups. These are what pkg/networking calls for bindings with networking, and they are left out unless securityGroupArns is given.",
        },
        {
            actions: ["sts:TagSession"],
            reason: "The session tags of EKS are transitive, so AWS asks for it where a role is assumed.",
        },
    ],
    parameters: {
        targetGroupArns: feature(arns("arn:aws:elasticloadbalancing:REGION:ACCOUNT:targetgroup/NAME/ID")),
        securityGroupArns: feature(arns("arn:aws:ec2:REGION:ACCOUNT:security-group/ID")),
        assumeRoleArns: assumedRoles,
    },
    demands: [
        {
            holds: ({ targetGroupArns, assumeRoleArns }) => targetGroupArns.length + assumeRoleArns.length > 0,
            problem: "names neither target groups nor roles to assume",
            remedy: "give targetGroupArns, assumeRoleArns or both",
        },
    ],
    // The source changes every target group, and no rules of security groups.
    statements: ({ targetGroupArns, securityGroupArns, assumeRoleArns }) => [
        allow(
            [
                "ec2:DescribeVpcs",
                "ec2:DescribeSecurityGroups",
                "ec2:DescribeInstances",
                "elasticloadbalancing:DescribeTargetGroups",
                "elasticloadbalancing:DescribeTargetHealth",
            ],
            ["*"],
        ),
        ...when(
            targetGroupArns.length > 0,
            allow(
                [
                    "elasticloadbalancing:ModifyTargetGroup",
                    "elasticloadbalancing:ModifyTargetGroupAttributes",
                    "elasticloadbalancing:RegisterTargets",
                    "elasticloadbalancing:DeregisterTargets",
                ],
                targetGroupArns,
            ),
        ),
        ...when(
            securityGroupArns.length > 0,
            // With the rules, the controller looks up the network interfaces of pods.
            allow(["ec2:DescribeNetworkInterfaces"], ["*"]),
            allow(["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"], securityGroupArns),
        ),
        ...assumingRoles(assumeRoleArns),
    ],
    example: {
        targetGroupArns: ["arn:{partition}:elasticloadbalancing:{region}:{account}:targetgroup/shop/0123456789abcdef"],
    },
});

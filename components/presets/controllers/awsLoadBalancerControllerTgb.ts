import type * as pulumi from "@pulumi/pulumi";
import { assumedRoles, assumingRoles } from "../assumedRoles";
import { allow, definePreset, when } from "../definition";
import { arns, feature } from "../parameters";

/**
 * AWS Load Balancer Controller, for TargetGroupBindings only: the load balancers are created elsewhere.
 * Usual subject: `kube-system/aws-load-balancer-controller`. Source, compared on 2026-11-25:
 * https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/main/docs/deploy/installation.md
 */
export interface AwsLoadBalancerControllerTgbPreset {
    /** ARNs of the target groups that it may change. @default - none in this account */
    readonly targetGroupArns?: pulumi.Input<string>[];
    /**
     * ARNs of the security groups whose ingress rules it may change, for bindings with `networking`.
     * @default - none
     */
    readonly securityGroupArns?: pulumi.Input<string>[];
    /**
     * ARNs of the roles that it may assume, for target groups in other accounts: `iamRoleArnToAssume` of a binding.
     * Their trust policies must allow `sts:AssumeRole` and `sts:TagSession`.
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
            reason: "The source's policy is for bindings without networking. These are the calls of pkg/networking for bindings with it, allowed only with securityGroupArns.",
        },
        {
            actions: ["sts:TagSession"],
            reason: "The session tags of EKS are transitive, so AWS requires it to assume a role.",
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
            problem: "has neither target groups nor roles to assume",
            remedy: "set targetGroupArns, assumeRoleArns or both",
        },
    ],
    // The source allows changes of every target group, and none of security group rules.
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
            // To set the rules, the controller looks up the network interfaces of pods.
            allow(["ec2:DescribeNetworkInterfaces"], ["*"]),
            allow(["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"], securityGroupArns),
        ),
        ...assumingRoles(assumeRoleArns),
    ],
    example: {
        targetGroupArns: ["arn:{partition}:elasticloadbalancing:{region}:{account}:targetgroup/shop/0123456789abcdef"],
    },
});

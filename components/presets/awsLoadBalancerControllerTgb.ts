import type * as pulumi from "@pulumi/pulumi";
import { allow, definePreset } from "./definition";
import { arns, required } from "./parameters";

/**
 * AWS Load Balancer Controller, used for TargetGroupBindings only: the load balancers are made elsewhere.
 * Usual subject: `kube-system/aws-load-balancer-controller`. Source, compared on 2026-11-23:
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/installation/
 */
export interface AwsLoadBalancerControllerTgbPreset {
    /** ARNs of the target groups it may change. At least one. */
    readonly targetGroupArns: pulumi.Input<string>[];
}

export const awsLoadBalancerControllerTgb = definePreset<AwsLoadBalancerControllerTgbPreset>({
    source: "https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/installation/",
    checked: "2026-11-23",
    usualSubject: "kube-system/aws-load-balancer-controller",
    parameters: {
        targetGroupArns: required(arns("arn:aws:elasticloadbalancing:REGION:ACCOUNT:targetgroup/NAME/ID")),
    },
    statements: ({ targetGroupArns }) => [
        allow(
            [
                "ec2:DescribeVpcs",
                "ec2:DescribeSecurityGroups",
                "ec2:DescribeInstances",
                "ec2:AuthorizeSecurityGroupIngress",
                "ec2:RevokeSecurityGroupIngress",
                "elasticloadbalancing:DescribeTargetGroups",
                "elasticloadbalancing:DescribeTargetHealth",
            ],
            ["*"],
        ),
        allow(
            [
                "elasticloadbalancing:ModifyTargetGroup",
                "elasticloadbalancing:ModifyTargetGroupAttributes",
                "elasticloadbalancing:RegisterTargets",
                "elasticloadbalancing:DeregisterTargets",
            ],
            targetGroupArns,
        ),
    ],
    example: {
        targetGroupArns: ["arn:{partition}:elasticloadbalancing:{region}:{account}:targetgroup/shop/0123456789abcdef"],
    },
});

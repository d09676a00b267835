import type * as pulumi from "@pulumi/pulumi";
import { clusterNameIsLegal } from "../checks/awsRules";
import { allow, definePreset } from "./definition";
import { scope, texts } from "./parameters";

/**
 * Kubernetes Cluster Autoscaler.
 * Usual subject: `kube-system/cluster-autoscaler`. Source, compared on 2026-11-23:
 * https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md
 */
export interface ClusterAutoscalerPreset {
    /**
     * Names of the clusters whose node groups it may scale. Left out: the own cluster.
     * @default the own cluster
     */
    readonly clusterNames?: pulumi.Input<string>[];
}

export const clusterAutoscaler = definePreset<ClusterAutoscalerPreset>({
    source: "https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md",
    checked: "2026-11-23",
    usualSubject: "kube-system/cluster-autoscaler",
    parameters: {
        clusterNames: scope(texts("list of names of EKS clusters", clusterNameIsLegal), ({ cluster }) => [cluster]),
    },
    statements: ({ clusterNames }) => [
        allow(
            [
                "autoscaling:DescribeAutoScalingGroups",
                "autoscaling:DescribeAutoScalingInstances",
                "autoscaling:DescribeLaunchConfigurations",
                "autoscaling:DescribeScalingActivities",
                "autoscaling:DescribeTags",
                "ec2:DescribeLaunchTemplateVersions",
                "ec2:DescribeInstanceTypes",
                "ec2:DescribeImages",
                "ec2:GetInstanceTypesFromInstanceRequirements",
                "eks:DescribeNodegroup",
            ],
            ["*"],
        ),
        ...clusterNames.map(clusterName =>
            allow(["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"], ["*"], {
                StringEquals: { [`autoscaling:ResourceTag/kubernetes.io/cluster/${clusterName}`]: ["owned"] },
            }),
        ),
    ],
    example: {},
});

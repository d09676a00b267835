import type * as pulumi from "@pulumi/pulumi";
import { clusterNameIsLegal } from "../../rules/awsRules";
import { isAbsent } from "../../rules/shapes";
import { rule } from "../../rules/textRule";
import { allow, definePreset } from "../definition";
import { feature, scope, texts } from "../parameters";

/**
 * Kubernetes Cluster Autoscaler.
 * Usual subject: `kube-system/cluster-autoscaler`. Source, compared on 2026-11-25:
 * https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md
 */
export interface ClusterAutoscalerPreset {
    /**
     * Names of the clusters whose node groups it may scale: Auto Scaling groups with the tag
     * `kubernetes.io/cluster/NAME` = `owned`.
     * @default - the cluster of the role
     */
    readonly clusterNames?: pulumi.Input<string>[];
    /**
     * Tags of the Auto Scaling groups that it may scale instead of those of `clusterNames`, each as `KEY=VALUE`. A
     * group must have all of them.
     * @default - groups of `clusterNames`
     */
    readonly groupTags?: pulumi.Input<string>[];
}

const tagIsLegal = rule(
    /^[^=]+=/,
    "is not a tag of the form KEY=VALUE",
    "write one such as k8s.io/cluster-autoscaler/enabled=true",
);

export const clusterAutoscaler = definePreset<ClusterAutoscalerPreset>({
    source: "https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md",
    sourceVersion: "55c37cd5eb550756c5ccc5a89e9068d77797e575",
    checked: "2026-11-25",
    usualSubject: "kube-system/cluster-autoscaler",
    differences: [
        {
            actions: ["autoscaling:*", "eks:DescribeNodegroup"],
            reason: "This is the recommended one of the source's two policies. The minimal one cannot find groups by their tags.",
        },
    ],
    parameters: {
        clusterNames: scope(texts("list of names of EKS clusters", clusterNameIsLegal), ({ cluster }) => [cluster]),
        groupTags: feature(texts("list of tags, `KEY=VALUE`", tagIsLegal)),
    },
    demands: [
        {
            holds: ({ groupTags }, given) => groupTags.length === 0 || isAbsent(given.clusterNames),
            problem: "clusterNames has no effect with groupTags",
            remedy: "remove one of them",
        },
    ],
    statements: ({ clusterNames, groupTags }) => [
        allow(
            [
                "autoscaling:DescribeAutoScalingGroups",
                "autoscaling:DescribeAutoScalingInstances",
                "autoscaling:DescribeLaunchConfigurations",
                "autoscaling:DescribeScalingActivities",
                "ec2:DescribeLaunchTemplateVersions",
                "ec2:DescribeInstanceTypes",
                "ec2:DescribeImages",
                "ec2:GetInstanceTypesFromInstanceRequirements",
                "eks:DescribeNodegroup",
            ],
            ["*"],
        ),
        // The source allows every group, and recommends a condition on tags.
        ...(groupTags.length > 0
            ? [scaling(groupTags)]
            : clusterNames.map(clusterName => scaling([`kubernetes.io/cluster/${clusterName}=owned`]))),
    ],
    example: {},
});

/** Allows scaling the groups that have all of `tags`. */
function scaling(tags: readonly string[]): ReturnType<typeof allow> {
    return allow(["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"], ["*"], {
        StringEquals: Object.fromEntries(
            tags.map(tag => {
                const [key = "", ...value] = tag.split("=");
                return [`autoscaling:ResourceTag/${key}`, [value.join("=")]];
            }),
        ),
    });
}

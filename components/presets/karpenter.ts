import type * as pulumi from "@pulumi/pulumi";
import { dnsSuffix } from "../access/partition";
import { clusterNameIsLegal, servicePrincipalIsLegal } from "../checks/awsRules";
import { allowAs, definePreset, when } from "./definition";
import { arn, arns, feature, required, scope, text } from "./parameters";

/**
 * Karpenter, controller. Its interruption queue, the rules that feed it and the node role are made elsewhere.
 * Usual subject: `kube-system/karpenter`. Source, compared on 2026-11-23:
 * https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v21.19.0/modules/karpenter/policy.tf
 */
export interface KarpenterPreset {
    /** Name of the cluster whose nodes it manages. Left out: the own cluster. @default the own cluster */
    readonly clusterName?: pulumi.Input<string>;
    /** ARN of the IAM role of the nodes, which it passes to instances. */
    readonly nodeRoleArn: pulumi.Input<string>;
    /**
     * ARN of the SQS queue with interruptions. Left out: it is not told of interruptions.
     * @default - no queue
     */
    readonly queueArn?: pulumi.Input<string>;
    /**
     * ARNs of the SSM parameters with the IDs of AMIs. Left out: the public ones of AWS in the own region.
     * @default the public ones of AWS in the own region
     */
    readonly amiSsmParameterArns?: pulumi.Input<string>[];
    /**
     * Service principal of EC2, next to `ec2.amazonaws.com`, which is always there. Left out: that of the own
     * partition. @default that of the own partition
     */
    readonly ec2ServicePrincipal?: pulumi.Input<string>;
}

export const karpenter = definePreset<KarpenterPreset>({
    source: "https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v21.19.0/modules/karpenter/policy.tf",
    checked: "2026-11-23",
    usualSubject: "kube-system/karpenter",
    parameters: {
        clusterName: scope(text("name of an EKS cluster", clusterNameIsLegal), ({ cluster }) => cluster),
        nodeRoleArn: required(arn("arn:aws:iam::ACCOUNT:role/NAME")),
        queueArn: feature(arn("arn:aws:sqs:REGION:ACCOUNT:QUEUE")),
        amiSsmParameterArns: scope(
            arns("arn:aws:ssm:REGION::parameter/NAME", "arn:aws:ssm:REGION:ACCOUNT:parameter/NAME"),
            ({ partition, region }) => [`arn:${partition}:ssm:${region}::parameter/aws/service/*`],
        ),
        ec2ServicePrincipal: scope(
            text("service principal", servicePrincipalIsLegal),
            ({ partition }) => `ec2.${dnsSuffix(partition)}`,
        ),
    },
    policies: {
        a: ({ clusterName }, { partition, region }) => [
            allowAs(
                "AllowScopedEC2InstanceAccessActions",
                ["ec2:RunInstances", "ec2:CreateFleet"],
                [
                    `arn:${partition}:ec2:${region}::image/*`,
                    `arn:${partition}:ec2:${region}::snapshot/*`,
                    `arn:${partition}:ec2:${region}:*:security-group/*`,
                    `arn:${partition}:ec2:${region}:*:subnet/*`,
                    `arn:${partition}:ec2:${region}:*:capacity-reservation/*`,
                    `arn:${partition}:ec2:${region}:*:placement-group/*`,
                ],
            ),
            allowAs(
                "AllowScopedEC2LaunchTemplateAccessActions",
                ["ec2:RunInstances", "ec2:CreateFleet"],
                [`arn:${partition}:ec2:${region}:*:launch-template/*`],
                {
                    StringEquals: { [`aws:ResourceTag/kubernetes.io/cluster/${clusterName}`]: ["owned"] },
                    StringLike: { "aws:ResourceTag/karpenter.sh/nodepool": ["*"] },
                },
            ),
            allowAs(
                "AllowScopedEC2InstanceActionsWithTags",
                ["ec2:RunInstances", "ec2:CreateFleet", "ec2:CreateLaunchTemplate"],
                [
                    `arn:${partition}:ec2:${region}:*:fleet/*`,
                    `arn:${partition}:ec2:${region}:*:instance/*`,
                    `arn:${partition}:ec2:${region}:*:volume/*`,
                    `arn:${partition}:ec2:${region}:*:network-interface/*`,
                    `arn:${partition}:ec2:${region}:*:launch-template/*`,
                    `arn:${partition}:ec2:${region}:*:spot-instances-request/*`,
                    `arn:${partition}:ec2:${region}:*:capacity-reservation/*`,
                ],
                {
                    StringEquals: {
                        [`aws:RequestTag/kubernetes.io/cluster/${clusterName}`]: ["owned"],
                        "aws:RequestTag/eks:eks-cluster-name": [clusterName],
                    },
                    StringLike: { "aws:RequestTag/karpenter.sh/nodepool": ["*"] },
                },
            ),
            allowAs(
                "AllowScopedResourceCreationTagging",
                ["ec2:CreateTags"],
                [
                    `arn:${partition}:ec2:${region}:*:fleet/*`,
                    `arn:${partition}:ec2:${region}:*:instance/*`,
                    `arn:${partition}:ec2:${region}:*:volume/*`,
                    `arn:${partition}:ec2:${region}:*:network-interface/*`,
                    `arn:${partition}:ec2:${region}:*:launch-template/*`,
                    `arn:${partition}:ec2:${region}:*:spot-instances-request/*`,
                ],
                {
                    StringEquals: {
                        [`aws:RequestTag/kubernetes.io/cluster/${clusterName}`]: ["owned"],
                        "aws:RequestTag/eks:eks-cluster-name": [clusterName],
                        "ec2:CreateAction": ["RunInstances", "CreateFleet", "CreateLaunchTemplate"],
                    },
                    StringLike: { "aws:RequestTag/karpenter.sh/nodepool": ["*"] },
                },
            ),
            allowAs("AllowScopedResourceTagging", ["ec2:CreateTags"], [`arn:${partition}:ec2:${region}:*:instance/*`], {
                StringEquals: { [`aws:ResourceTag/kubernetes.io/cluster/${clusterName}`]: ["owned"] },
                StringLike: { "aws:ResourceTag/karpenter.sh/nodepool": ["*"] },
                StringEqualsIfExists: { "aws:RequestTag/eks:eks-cluster-name": [clusterName] },
                "ForAllValues:StringEquals": {
                    "aws:TagKeys": ["eks:eks-cluster-name", "karpenter.sh/nodeclaim", "Name"],
                },
            }),
            allowAs(
                "AllowScopedDeletion",
                ["ec2:TerminateInstances", "ec2:DeleteLaunchTemplate"],
                [`arn:${partition}:ec2:${region}:*:instance/*`, `arn:${partition}:ec2:${region}:*:launch-template/*`],
                {
                    StringEquals: { [`aws:ResourceTag/kubernetes.io/cluster/${clusterName}`]: ["owned"] },
                    StringLike: { "aws:ResourceTag/karpenter.sh/nodepool": ["*"] },
                },
            ),
        ],
        b: (
            { clusterName, nodeRoleArn, queueArn, amiSsmParameterArns, ec2ServicePrincipal },
            { partition, region, account },
        ) => [
            allowAs(
                "AllowRegionalReadActions",
                [
                    "ec2:DescribeCapacityReservations",
                    "ec2:DescribeAvailabilityZones",
                    "ec2:DescribeImages",
                    "ec2:DescribeInstances",
                    "ec2:DescribeInstanceTypeOfferings",
                    "ec2:DescribeInstanceTypes",
                    "ec2:DescribeLaunchTemplates",
                    "ec2:DescribeSecurityGroups",
                    "ec2:DescribeInstanceStatus",
                    "ec2:DescribeSpotPriceHistory",
                    "ec2:DescribeSubnets",
                    "ec2:DescribePlacementGroups",
                ],
                ["*"],
                { StringEquals: { "aws:RequestedRegion": [region] } },
            ),
            allowAs("AllowSSMReadActions", ["ssm:GetParameter"], amiSsmParameterArns),
            allowAs("AllowPricingReadActions", ["pricing:GetProducts"], ["*"]),
            allowAs(
                "AllowZonalShiftReadActions",
                ["arc-zonal-shift:GetManagedResource"],
                [`arn:${partition}:eks:${region}:${account}:cluster/${clusterName}`],
            ),
            ...when(
                queueArn !== "",
                allowAs(
                    "AllowInterruptionQueueActions",
                    ["sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"],
                    [queueArn],
                ),
            ),
            allowAs("AllowPassingInstanceRole", ["iam:PassRole"], [nodeRoleArn], {
                StringEquals: { "iam:PassedToService": [...new Set([ec2ServicePrincipal, "ec2.amazonaws.com"])] },
            }),
            allowAs(
                "AllowScopedInstanceProfileCreationActions",
                ["iam:CreateInstanceProfile"],
                [`arn:${partition}:iam::${account}:instance-profile/*`],
                {
                    StringEquals: {
                        [`aws:RequestTag/kubernetes.io/cluster/${clusterName}`]: ["owned"],
                        "aws:RequestTag/eks:eks-cluster-name": [clusterName],
                        "aws:RequestTag/topology.kubernetes.io/region": [region],
                    },
                    StringLike: { "aws:RequestTag/karpenter.k8s.aws/ec2nodeclass": ["*"] },
                },
            ),
            allowAs(
                "AllowScopedInstanceProfileTagActions",
                ["iam:TagInstanceProfile"],
                [`arn:${partition}:iam::${account}:instance-profile/*`],
                {
                    StringEquals: {
                        [`aws:ResourceTag/kubernetes.io/cluster/${clusterName}`]: ["owned"],
                        "aws:ResourceTag/topology.kubernetes.io/region": [region],
                        [`aws:RequestTag/kubernetes.io/cluster/${clusterName}`]: ["owned"],
                        "aws:RequestTag/eks:eks-cluster-name": [clusterName],
                        "aws:RequestTag/topology.kubernetes.io/region": [region],
                    },
                    StringLike: {
                        "aws:ResourceTag/karpenter.k8s.aws/ec2nodeclass": ["*"],
                        "aws:RequestTag/karpenter.k8s.aws/ec2nodeclass": ["*"],
                    },
                },
            ),
            allowAs(
                "AllowScopedInstanceProfileActions",
                ["iam:AddRoleToInstanceProfile", "iam:RemoveRoleFromInstanceProfile", "iam:DeleteInstanceProfile"],
                [`arn:${partition}:iam::${account}:instance-profile/*`],
                {
                    StringEquals: {
                        [`aws:ResourceTag/kubernetes.io/cluster/${clusterName}`]: ["owned"],
                        "aws:ResourceTag/topology.kubernetes.io/region": [region],
                    },
                    StringLike: { "aws:ResourceTag/karpenter.k8s.aws/ec2nodeclass": ["*"] },
                },
            ),
            allowAs(
                "AllowInstanceProfileReadActions",
                ["iam:GetInstanceProfile"],
                [`arn:${partition}:iam::${account}:instance-profile/*`],
            ),
            allowAs("AllowUnscopedInstanceProfileListAction", ["iam:ListInstanceProfiles"], ["*"]),
            allowAs(
                "AllowAPIServerEndpointDiscovery",
                ["eks:DescribeCluster"],
                [`arn:${partition}:eks:${region}:${account}:cluster/${clusterName}`],
            ),
        ],
    },
    example: {
        nodeRoleArn: "arn:{partition}:iam::{account}:role/karpenter-node-{cluster}",
        queueArn: "arn:{partition}:sqs:{region}:{account}:karpenter-{cluster}",
    },
});

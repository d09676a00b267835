import type * as pulumi from "@pulumi/pulumi";
import { dnsSuffix } from "../../rules/partition";
import { PrincipalTag } from "../../access/sessionTags";
import { clusterNameIsLegal } from "../../rules/awsRules";
import { servicePrincipalIsLegal } from "../../rules/principals";
import { isAbsent } from "../../rules/shapes";
import { allowAs, definePreset, when } from "../definition";
import type { Values } from "../definition";
import { arn, arns, feature, flag, required, scope, text } from "../parameters";

/**
 * Karpenter, controller. Its interruption queue, the rules that feed the queue and the node role are created elsewhere.
 * Usual subject: `kube-system/karpenter`. Source, compared on 2026-11-25:
 * https://github.com/aws/karpenter-provider-aws/blob/main/website/content/en/docs/getting-started/getting-started-with-karpenter/cloudformation.yaml
 */
export interface KarpenterPreset {
    /** Name of the cluster whose nodes it manages. @default - the cluster of the role */
    readonly clusterName?: pulumi.Input<string>;
    /**
     * Whether clusters in the role's account and Region share the role. Each session manages the nodes of the cluster
     * in its session tag, `eks-cluster-name`. Requires session tags, and excludes `clusterName`. In ARNs with the
     * cluster's name, write the tag instead: `${aws:PrincipalTag/eks-cluster-name}`.
     * @default false
     */
    readonly sharedByClusters?: boolean;
    /** ARN of the IAM role of the nodes, which it passes to instances. */
    readonly nodeRoleArn: pulumi.Input<string>;
    /** ARN of the SQS queue of interruptions. @default - interruptions are not handled */
    readonly queueArn?: pulumi.Input<string>;
    /** ARNs of the SSM parameters with AMI IDs. @default - the public ones of AWS in the role's Region */
    readonly amiSsmParameterArns?: pulumi.Input<string>[];
    /** Service principal of EC2, in addition to `ec2.amazonaws.com`. @default - the one of the role's partition */
    readonly ec2ServicePrincipal?: pulumi.Input<string>;
}

export const karpenter = definePreset<KarpenterPreset>({
    source: "https://github.com/aws/karpenter-provider-aws/blob/main/website/content/en/docs/getting-started/getting-started-with-karpenter/cloudformation.yaml",
    checked: "2026-11-25",
    sourceVersion: "1d927085dd81a9df9301e613f371dac5b4d16bfe",
    usualSubject: "kube-system/karpenter",
    differences: [
        {
            actions: ["iam:PassRole"],
            reason: "To the service principal of EC2 in the role's partition. The source has those of all partitions.",
        },
    ],
    parameters: {
        clusterName: scope(text("name of an EKS cluster", clusterNameIsLegal), ({ cluster }) => cluster),
        sharedByClusters: feature(flag),
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
    needsSessionTags: "sharedByClusters",
    demands: [
        {
            holds: ({ sharedByClusters }, { clusterName }) => !sharedByClusters || isAbsent(clusterName),
            problem: "has both clusterName and sharedByClusters",
            remedy: "remove one of them: a shared role gets the name from the session tag eks-cluster-name",
        },
    ],
    policies: {
        a: (values, { partition, region }) => [
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
                    StringEquals: resourceTag(values),
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
                ],
                {
                    StringEquals: requestTags(values),
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
                        ...requestTags(values),
                        "ec2:CreateAction": ["RunInstances", "CreateFleet", "CreateLaunchTemplate"],
                    },
                    StringLike: { "aws:RequestTag/karpenter.sh/nodepool": ["*"] },
                },
            ),
            allowAs("AllowScopedResourceTagging", ["ec2:CreateTags"], [`arn:${partition}:ec2:${region}:*:instance/*`], {
                StringEquals: resourceTag(values),
                StringLike: { "aws:ResourceTag/karpenter.sh/nodepool": ["*"] },
                StringEqualsIfExists: { "aws:RequestTag/eks:eks-cluster-name": [nameIn(values)] },
                "ForAllValues:StringEquals": {
                    "aws:TagKeys": ["eks:eks-cluster-name", "karpenter.sh/nodeclaim", "Name"],
                },
            }),
            allowAs(
                "AllowScopedDeletion",
                ["ec2:TerminateInstances", "ec2:DeleteLaunchTemplate"],
                [`arn:${partition}:ec2:${region}:*:instance/*`, `arn:${partition}:ec2:${region}:*:launch-template/*`],
                {
                    StringEquals: resourceTag(values),
                    StringLike: { "aws:ResourceTag/karpenter.sh/nodepool": ["*"] },
                },
            ),
        ],
        b: (values, { partition, region, account }) => [
            allowAs(
                "AllowRegionalReadActions",
                [
                    "ec2:DescribeCapacityReservations",
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
            allowAs("AllowSSMReadActions", ["ssm:GetParameter"], values.amiSsmParameterArns),
            allowAs("AllowPricingReadActions", ["pricing:GetProducts"], ["*"]),
            // The cluster is not a resource type of this action, and would match nothing as `Resource`.
            allowAs("AllowZonalShiftStatusReadOnly", ["arc-zonal-shift:GetManagedResource"], ["*"], {
                StringEquals: {
                    "arc-zonal-shift:ResourceIdentifier": [
                        `arn:${partition}:eks:${region}:${account}:cluster/${nameIn(values)}`,
                    ],
                },
            }),
            ...when(
                values.queueArn !== "",
                allowAs(
                    "AllowInterruptionQueueActions",
                    ["sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"],
                    [values.queueArn],
                ),
            ),
            allowAs("AllowPassingInstanceRole", ["iam:PassRole"], [values.nodeRoleArn], {
                StringEquals: {
                    "iam:PassedToService": [...new Set([values.ec2ServicePrincipal, "ec2.amazonaws.com"])],
                },
            }),
            allowAs(
                "AllowScopedInstanceProfileCreationActions",
                ["iam:CreateInstanceProfile"],
                [`arn:${partition}:iam::${account}:instance-profile/*`],
                {
                    StringEquals: {
                        ...requestTags(values),
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
                        ...resourceTag(values),
                        "aws:ResourceTag/topology.kubernetes.io/region": [region],
                        ...requestTags(values),
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
                        ...resourceTag(values),
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
                [`arn:${partition}:eks:${region}:${account}:cluster/${nameIn(values)}`],
            ),
        ],
    },
    example: {
        nodeRoleArn: "arn:{partition}:iam::{account}:role/karpenter-node-{cluster}",
        queueArn: "arn:{partition}:sqs:{region}:{account}:karpenter-{cluster}",
    },
});

type Scope = Pick<Values<KarpenterPreset>, "clusterName" | "sharedByClusters">;

/** The name of the cluster. For a shared role, the policy variable with the name in the session. */
function nameIn({ clusterName, sharedByClusters }: Scope): string {
    return sharedByClusters ? `\${${PrincipalTag.EksClusterName}}` : clusterName;
}

/** IAM has no variables in condition keys, so a shared role relies on the tag whose value is the cluster's name. */
function resourceTag({ clusterName, sharedByClusters }: Scope): Readonly<Record<string, readonly string[]>> {
    return sharedByClusters
        ? { "aws:ResourceTag/eks:eks-cluster-name": [nameIn({ clusterName, sharedByClusters })] }
        : { [`aws:ResourceTag/kubernetes.io/cluster/${clusterName}`]: ["owned"] };
}

function requestTags(scope: Scope): Readonly<Record<string, readonly string[]>> {
    return {
        ...(!scope.sharedByClusters && { [`aws:RequestTag/kubernetes.io/cluster/${scope.clusterName}`]: ["owned"] }),
        "aws:RequestTag/eks:eks-cluster-name": [nameIn(scope)],
    };
}

import * as assert from "node:assert/strict";
import { runSimulation } from "@cloud-copilot/iam-simulate"; // AGPL: a test oracle, never part of the published package
import { permissionsPolicy } from "../../components/access/permissions";
import type { PresetKey } from "../../components/presets/catalogue";
import type { Given } from "../../components/presets/definition";
import type { PresetPlace } from "../../components/presets/place";
import { inlinePolicies, managedPoliciesOf } from "../../components/presets/policies";
import type { Presets } from "../../components/presets/presets";
import { latestStatements } from "../../scripts/presets/awsData";
import { place } from "./catalogue";

/** A request of the controller, and whether its preset allows it. */
interface Case {
    readonly key: PresetKey;
    readonly given?: Given;
    readonly action: string;
    readonly on: string;
    readonly with?: Readonly<Record<string, string | string[]>>;
    readonly where?: PresetPlace;
    readonly isAllowed: boolean;
    readonly because: string;
}

const ec2 = "arn:aws:ec2:eu-west-1:111122223333";
const instance = `${ec2}:instance/i-0123456789abcdef0`;
const volume = `${ec2}:volume/vol-0123456789abcdef0`;
const nodeRoleArn = "arn:aws:iam::111122223333:role/node";
const zone = "arn:aws:route53:::hostedzone/Z1";
const secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/db-AbCdEf";
const kmsKey = "arn:aws:kms:eu-west-1:111122223333:key/1";
const parameter = "arn:aws:ssm:eu-west-1:111122223333:parameter/shop/db";
const pushing = { secretArns: [secret], kmsKeyArns: [kmsKey], allowCreate: true };
const otherRole = "arn:aws:iam::444455556666:role/dns";
const fileSystem = "arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/fs-1";
const securityGroup = `${ec2}:security-group/sg-1`;
const targetGroup = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/shop/0123456789abcdef";
const own = {
    "aws:ResourceTag/kubernetes.io/cluster/dev": "owned",
    "aws:ResourceTag/karpenter.sh/nodepool": "default",
};
const other = {
    "aws:ResourceTag/kubernetes.io/cluster/prod": "owned",
    "aws:ResourceTag/karpenter.sh/nodepool": "default",
};
const group = "arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:id:autoScalingGroupName/workers";
const loadBalancer = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/0123456789abcdef";
const directoryBucket = "arn:aws:s3express:eu-west-1:111122223333:bucket/shop--euw1-az1--x-s3";
const sharedNode = (cluster: string) => ({
    "aws:ResourceTag/eks:eks-cluster-name": cluster,
    "aws:ResourceTag/karpenter.sh/nodepool": "default",
});

const cases: readonly Case[] = [
    {
        key: "karpenter",
        given: { nodeRoleArn },
        action: "ec2:TerminateInstances",
        on: instance,
        with: own,
        isAllowed: true,
        because: "of its own cluster",
    },
    {
        key: "karpenter",
        given: { nodeRoleArn },
        action: "ec2:TerminateInstances",
        on: instance,
        with: other,
        isAllowed: false,
        because: "of another cluster",
    },
    {
        key: "karpenter",
        given: { nodeRoleArn },
        action: "ec2:TerminateInstances",
        on: instance,
        isAllowed: false,
        because: "of no cluster",
    },
    {
        key: "karpenter",
        given: { nodeRoleArn, clusterName: "prod" },
        action: "ec2:TerminateInstances",
        on: instance,
        with: other,
        isAllowed: true,
        because: "of the cluster it was given",
    },
    {
        key: "karpenter",
        given: { nodeRoleArn },
        action: "ec2:TerminateInstances",
        on: instance.replace("eu-west-1", "us-east-1"),
        with: own,
        isAllowed: false,
        because: "in another region",
    },
    {
        key: "karpenter",
        given: { nodeRoleArn },
        action: "iam:PassRole",
        on: nodeRoleArn,
        with: { "iam:PassedToService": "ec2.amazonaws.com" },
        isAllowed: true,
        because: "the node role, to EC2",
    },
    {
        key: "karpenter",
        given: { nodeRoleArn },
        action: "iam:PassRole",
        on: nodeRoleArn,
        with: { "iam:PassedToService": "lambda.amazonaws.com" },
        isAllowed: false,
        because: "the node role, to another service",
    },
    {
        key: "karpenter",
        given: { nodeRoleArn },
        action: "iam:PassRole",
        on: "arn:aws:iam::111122223333:role/admin",
        with: { "iam:PassedToService": "ec2.amazonaws.com" },
        isAllowed: false,
        because: "another role",
    },
    {
        key: "karpenter",
        given: { nodeRoleArn: nodeRoleArn.replace("arn:aws:", "arn:aws-cn:") },
        action: "iam:PassRole",
        on: nodeRoleArn.replace("arn:aws:", "arn:aws-cn:"),
        with: { "iam:PassedToService": "ec2.amazonaws.com.cn" },
        where: { ...place, partition: "aws-cn", region: "cn-north-1" },
        isAllowed: true,
        because: "the node role, to EC2 of China",
    },
    {
        key: "karpenter",
        given: { nodeRoleArn },
        action: "eks:DescribeCluster",
        on: "arn:aws:eks:eu-west-1:111122223333:cluster/dev",
        isAllowed: true,
        because: "its own cluster",
    },
    {
        key: "karpenter",
        given: { nodeRoleArn },
        action: "eks:DescribeCluster",
        on: "arn:aws:eks:eu-west-1:111122223333:cluster/prod",
        isAllowed: false,
        because: "another cluster",
    },
    {
        key: "clusterAutoscaler",
        action: "autoscaling:SetDesiredCapacity",
        on: group,
        with: { "autoscaling:ResourceTag/kubernetes.io/cluster/dev": "owned" },
        isAllowed: true,
        because: "of its own cluster",
    },
    {
        key: "clusterAutoscaler",
        action: "autoscaling:SetDesiredCapacity",
        on: group,
        with: { "autoscaling:ResourceTag/kubernetes.io/cluster/prod": "owned" },
        isAllowed: false,
        because: "of another cluster",
    },
    {
        key: "clusterAutoscaler",
        given: { clusterNames: ["dev", "prod"] },
        action: "autoscaling:SetDesiredCapacity",
        on: group,
        with: { "autoscaling:ResourceTag/kubernetes.io/cluster/prod": "owned" },
        isAllowed: true,
        because: "of a cluster it was given",
    },
    {
        key: "ebsCsi",
        action: "ec2:DeleteVolume",
        on: volume,
        with: { "ec2:ResourceTag/ebs.csi.aws.com/cluster": "true" },
        isAllowed: true,
        because: "a volume of a driver",
    },
    { key: "ebsCsi", action: "ec2:DeleteVolume", on: volume, isAllowed: false, because: "a volume of no driver" },
    {
        key: "ebsCsi",
        action: "kms:Decrypt",
        on: "arn:aws:kms:eu-west-1:111122223333:key/1",
        isAllowed: false,
        because: "no key was given",
    },
    {
        key: "ebsCsiClusterScoped",
        action: "ec2:DeleteVolume",
        on: volume,
        with: { "ec2:ResourceTag/ebs.csi.aws.com/cluster-name": "dev", "aws:PrincipalTag/eks-cluster-name": "dev" },
        isAllowed: true,
        because: "a volume of its cluster",
    },
    {
        key: "ebsCsiClusterScoped",
        action: "ec2:DeleteVolume",
        on: volume,
        with: { "ec2:ResourceTag/ebs.csi.aws.com/cluster-name": "prod", "aws:PrincipalTag/eks-cluster-name": "dev" },
        isAllowed: false,
        because: "a volume of another cluster",
    },
    {
        key: "ebsCsiClusterScoped",
        action: "ec2:DeleteVolume",
        on: volume,
        with: { "ec2:ResourceTag/ebs.csi.aws.com/cluster-name": "dev" },
        isAllowed: false,
        because: "a session without tags",
    },
    {
        key: "externalDns",
        given: { hostedZoneArns: [zone] },
        action: "route53:ChangeResourceRecordSets",
        on: zone,
        isAllowed: true,
        because: "its zone",
    },
    {
        key: "externalDns",
        given: { hostedZoneArns: [zone] },
        action: "route53:ChangeResourceRecordSets",
        on: zone.replace("Z1", "Z2"),
        isAllowed: false,
        because: "another zone",
    },
    {
        key: "certManager",
        given: { hostedZoneArns: [zone] },
        action: "route53:ChangeResourceRecordSets",
        on: zone.replace("Z1", "Z2"),
        isAllowed: false,
        because: "another zone",
    },
    {
        key: "externalSecrets",
        given: { secretArns: [secret] },
        action: "secretsmanager:GetSecretValue",
        on: secret,
        isAllowed: true,
        because: "its secret",
    },
    {
        key: "externalSecrets",
        given: { secretArns: [secret] },
        action: "secretsmanager:GetSecretValue",
        on: secret.replace("shop", "bank"),
        isAllowed: false,
        because: "another secret",
    },
    {
        key: "externalSecrets",
        given: { secretArns: [secret] },
        action: "secretsmanager:PutSecretValue",
        on: secret,
        isAllowed: false,
        because: "it may only read",
    },
    // Deleting its own secrets cannot be simulated: the data does not have secretsmanager:ResourceTag/ with custom
    // keys.
    {
        key: "externalSecrets",
        given: { secretArns: [secret], allowCreate: true },
        action: "secretsmanager:DeleteSecret",
        on: secret,
        isAllowed: false,
        because: "a secret that others made",
    },
    {
        key: "externalSecrets",
        given: { secretArns: [secret] },
        action: "kms:Decrypt",
        on: "arn:aws:kms:eu-west-1:111122223333:key/1",
        isAllowed: false,
        because: "no key was given",
    },
    ...["secretsmanager:PutSecretValue", "secretsmanager:UntagResource", "secretsmanager:DeleteResourcePolicy"].map(
        (action): Case => ({
            key: "externalSecrets",
            given: pushing,
            action,
            on: secret,
            isAllowed: true,
            because: "the second push of a PushSecret calls it",
        }),
    ),
    {
        key: "externalSecrets",
        given: pushing,
        action: "kms:GenerateDataKey",
        on: kmsKey,
        isAllowed: true,
        because: "what it pushes is encrypted with its key",
    },
    {
        key: "externalSecrets",
        given: { ...pushing, allowCreate: false },
        action: "kms:GenerateDataKey",
        on: kmsKey,
        isAllowed: false,
        because: "it may only read",
    },
    {
        key: "externalSecrets",
        given: pushing,
        action: "secretsmanager:PutResourcePolicy",
        on: secret,
        isAllowed: false,
        because: "sharing secrets is not enabled",
    },
    {
        key: "externalSecrets",
        given: { ...pushing, allowResourcePolicies: true },
        action: "secretsmanager:PutResourcePolicy",
        on: secret,
        isAllowed: true,
        because: "sharing secrets is enabled",
    },
    {
        key: "externalSecrets",
        given: pushing,
        action: "secretsmanager:ReplicateSecretToRegions",
        on: secret,
        isAllowed: false,
        because: "replication is not enabled",
    },
    {
        key: "externalSecrets",
        given: { ...pushing, allowReplication: true },
        action: "secretsmanager:ReplicateSecretToRegions",
        on: secret,
        isAllowed: true,
        because: "replication is enabled",
    },
    {
        key: "externalSecrets",
        given: { ssmParameterArns: [parameter] },
        action: "ssm:PutParameter",
        on: parameter,
        isAllowed: false,
        because: "it may only read",
    },
    {
        key: "externalSecrets",
        given: { ssmParameterArns: [parameter], allowCreateParameters: true },
        action: "ssm:PutParameter",
        on: parameter,
        isAllowed: true,
        because: "its parameter",
    },
    {
        key: "externalSecrets",
        given: { ssmParameterArns: [parameter], allowCreateParameters: true },
        action: "ssm:DeleteParameter",
        on: parameter,
        with: { "aws:ResourceTag/managed-by": "external-secrets" },
        isAllowed: true,
        because: "a parameter it made",
    },
    {
        key: "externalSecrets",
        given: { ssmParameterArns: [parameter], allowCreateParameters: true },
        action: "ssm:DeleteParameter",
        on: parameter,
        isAllowed: false,
        because: "a parameter that others made",
    },
    ...(["externalSecrets", "certManager", "externalDns", "awsLoadBalancerControllerTgb"] as const).flatMap(
        (key): Case[] => [
            {
                key,
                given: { assumeRoleArns: [otherRole] },
                action: "sts:AssumeRole",
                on: otherRole,
                isAllowed: true,
                because: "the role of the other account",
            },
            {
                key,
                given: { assumeRoleArns: [otherRole] },
                action: "sts:AssumeRole",
                on: `${otherRole}-admin`,
                isAllowed: false,
                because: "another role of the other account",
            },
        ],
    ),
    ...["TXT", "A"].map((type): Case => ({
        key: "certManager",
        given: { hostedZoneArns: [zone] },
        action: "route53:ChangeResourceRecordSets",
        on: zone,
        with: { "route53:ChangeResourceRecordSetsRecordTypes": [type] },
        isAllowed: type === "TXT",
        because: `${type} records`,
    })),
    {
        key: "externalDns",
        given: { hostedZoneArns: [zone] },
        action: "route53:ListResourceRecordSets",
        on: zone.replace("Z1", "Z2"),
        isAllowed: false,
        because: "another zone",
    },
    ...[true, false].map((cloudWatch): Case => ({
        key: "adotPrometheus",
        given: { cloudWatch },
        action: "logs:PutLogEvents",
        on: "arn:aws:logs:eu-west-1:111122223333:log-group:metrics:log-stream:dev",
        isAllowed: cloudWatch,
        because: cloudWatch ? "CloudWatch is enabled" : "CloudWatch is not enabled",
    })),
    {
        key: "clusterAutoscaler",
        given: { groupTags: ["team=shop", "k8s.io/cluster-autoscaler/enabled=true"] },
        action: "autoscaling:SetDesiredCapacity",
        on: group,
        with: {
            "autoscaling:ResourceTag/team": "shop",
            "autoscaling:ResourceTag/k8s.io/cluster-autoscaler/enabled": "true",
        },
        isAllowed: true,
        because: "it has all of the tags",
    },
    {
        key: "clusterAutoscaler",
        given: { groupTags: ["team=shop", "k8s.io/cluster-autoscaler/enabled=true"] },
        action: "autoscaling:SetDesiredCapacity",
        on: group,
        with: {
            "autoscaling:ResourceTag/k8s.io/cluster-autoscaler/enabled": "true",
            "autoscaling:ResourceTag/kubernetes.io/cluster/dev": "owned",
        },
        isAllowed: false,
        because: "it lacks one of the tags",
    },
    { key: "ebsCsi", action: "ec2:AttachVolume", on: volume, isAllowed: false, because: "a volume without the tag" },
    {
        key: "ebsCsi",
        action: "ec2:AttachVolume",
        on: volume,
        with: { "ec2:ResourceTag/ebs.csi.aws.com/cluster": "true" },
        isAllowed: true,
        because: "a volume of a driver",
    },
    ...(["ebsCsi", "ebsCsiManaged"] as const).flatMap((key): Case[] => [
        {
            key,
            action: "ec2:CreateTags",
            on: volume,
            with: { "aws:TagKeys": ["team"] },
            isAllowed: false,
            because: "a volume of others",
        },
        {
            key,
            given: { tagExistingVolumes: true },
            action: "ec2:CreateTags",
            on: volume,
            with: { "aws:TagKeys": ["team"] },
            isAllowed: true,
            because: "tagging every volume is enabled",
        },
        {
            key,
            given: { tagExistingVolumes: true },
            action: "ec2:CreateTags",
            on: volume,
            with: { "aws:TagKeys": ["team", "ebs.csi.aws.com/cluster"] },
            isAllowed: false,
            because: "the volume of others would become its own",
        },
    ]),
    ...(["efsCsi", "efsCsiManaged", "efsCsiNode"] as const).flatMap((key): Case[] => [
        {
            key,
            given: { s3Files: true },
            action: "s3files:ClientMount",
            on: "arn:aws:s3files:eu-west-1:111122223333:file-system/fs-1",
            isAllowed: true,
            because: "S3 Files is enabled",
        },
        {
            key,
            given: { fileSystemArns: [fileSystem] },
            action: "elasticfilesystem:ClientMount",
            on: fileSystem,
            isAllowed: true,
            because: "its file system",
        },
        {
            key,
            given: { fileSystemArns: [fileSystem] },
            action: "elasticfilesystem:ClientMount",
            on: `${fileSystem}2`,
            isAllowed: false,
            because: "another file system",
        },
    ]),
    ...["shop", "bank"].map((bucket): Case => ({
        key: "efsCsiNode",
        given: { s3Files: true, bucketArns: ["arn:aws:s3:::shop"] },
        action: "s3:GetObject",
        on: `arn:aws:s3:::${bucket}/1`,
        isAllowed: bucket === "shop",
        because: bucket === "shop" ? "its bucket" : "another bucket",
    })),
    {
        key: "efsCsiNode",
        given: { s3Files: true },
        action: "ssm:GetParameter",
        on: parameter,
        isAllowed: false,
        because: "the driver is not the Systems Manager agent",
    },
    {
        key: "awsLoadBalancerControllerTgb",
        given: { targetGroupArns: [targetGroup] },
        action: "ec2:AuthorizeSecurityGroupIngress",
        on: securityGroup,
        isAllowed: false,
        because: "rules of security groups are not enabled",
    },
    ...(["awsLoadBalancerController", "awsLoadBalancerControllerTgb"] as const).flatMap((key): Case[] =>
        [securityGroup, `${securityGroup}2`].map(on => ({
            key,
            given: {
                ...(key === "awsLoadBalancerControllerTgb" && { targetGroupArns: [targetGroup] }),
                securityGroupArns: [securityGroup],
            },
            action: "ec2:AuthorizeSecurityGroupIngress",
            on,
            isAllowed: on === securityGroup,
            because: on === securityGroup ? "its security group" : "another security group",
        })),
    ),
    {
        key: "awsLoadBalancerController",
        given: { certificateHostedZoneArns: [zone] },
        action: "acm:RequestCertificate",
        on: "*",
        with: { "aws:RequestTag/elbv2.k8s.aws/cluster": "dev" },
        isAllowed: true,
        because: "certificates are enabled",
    },
    {
        key: "awsLoadBalancerController",
        given: { certificateHostedZoneArns: [zone] },
        action: "route53:ChangeResourceRecordSets",
        on: zone.replace("Z1", "Z2"),
        isAllowed: false,
        because: "another zone",
    },
    {
        key: "awsLoadBalancerController",
        given: { globalAccelerator: true },
        action: "globalaccelerator:DeleteAccelerator",
        on: "arn:aws:globalaccelerator::111122223333:accelerator/1",
        isAllowed: false,
        because: "an accelerator of others",
    },
    {
        key: "awsLoadBalancerController",
        action: "elasticloadbalancing:DeleteLoadBalancer",
        on: loadBalancer,
        with: { "aws:ResourceTag/elbv2.k8s.aws/cluster": "dev" },
        isAllowed: true,
        because: "a load balancer of a controller",
    },
    {
        key: "awsLoadBalancerController",
        action: "elasticloadbalancing:DeleteLoadBalancer",
        on: loadBalancer,
        isAllowed: false,
        because: "a load balancer of no controller",
    },
    {
        key: "mountpointS3Csi",
        given: { bucketArns: ["arn:aws:s3:::shop"], objectArns: ["arn:aws:s3:::shop/data/*"] },
        action: "s3:GetObject",
        on: "arn:aws:s3:::shop/data/1",
        isAllowed: true,
        because: "an object it was given",
    },
    {
        key: "mountpointS3Csi",
        given: { bucketArns: ["arn:aws:s3:::shop"], objectArns: ["arn:aws:s3:::shop/data/*"] },
        action: "s3:GetObject",
        on: "arn:aws:s3:::shop/keys/1",
        isAllowed: false,
        because: "another object of the bucket",
    },
    {
        key: "velero",
        given: { bucketArns: ["arn:aws:s3:::shop"], objectArns: ["arn:aws:s3:::shop/*"] },
        action: "s3:ListBucket",
        on: "arn:aws:s3:::bank",
        isAllowed: false,
        because: "another bucket",
    },
    {
        key: "karpenter",
        given: { nodeRoleArn },
        action: "arc-zonal-shift:GetManagedResource",
        on: loadBalancer,
        with: { "arc-zonal-shift:ResourceIdentifier": "arn:aws:eks:eu-west-1:111122223333:cluster/dev" },
        isAllowed: true,
        because: "the zonal shift of its own cluster",
    },
    {
        key: "karpenter",
        given: { nodeRoleArn },
        action: "arc-zonal-shift:GetManagedResource",
        on: loadBalancer,
        with: { "arc-zonal-shift:ResourceIdentifier": "arn:aws:eks:eu-west-1:111122223333:cluster/prod" },
        isAllowed: false,
        because: "the zonal shift of another cluster",
    },
    {
        key: "karpenter",
        given: { nodeRoleArn, sharedByClusters: true },
        action: "ec2:TerminateInstances",
        on: instance,
        with: { ...sharedNode("prod"), "aws:PrincipalTag/eks-cluster-name": "prod" },
        isAllowed: true,
        because: "shared, of the session's cluster",
    },
    {
        key: "karpenter",
        given: { nodeRoleArn, sharedByClusters: true },
        action: "ec2:TerminateInstances",
        on: instance,
        with: { ...sharedNode("dev"), "aws:PrincipalTag/eks-cluster-name": "prod" },
        isAllowed: false,
        because: "shared, of another cluster than the session's",
    },
    {
        key: "karpenter",
        given: { nodeRoleArn, sharedByClusters: true },
        action: "ec2:TerminateInstances",
        on: instance,
        with: sharedNode("dev"),
        isAllowed: false,
        because: "shared, a session without tags",
    },
    {
        key: "karpenter",
        given: { nodeRoleArn, sharedByClusters: true },
        action: "eks:DescribeCluster",
        on: "arn:aws:eks:eu-west-1:111122223333:cluster/prod",
        with: { "aws:PrincipalTag/eks-cluster-name": "prod" },
        isAllowed: true,
        because: "shared, the session's cluster",
    },
    {
        key: "nodeTerminationHandler",
        given: { queueArns: ["arn:aws:sqs:eu-west-1:111122223333:nth"], heartbeats: true },
        action: "autoscaling:RecordLifecycleActionHeartbeat",
        on: group,
        isAllowed: true,
        because: "it sends heartbeats",
    },
    {
        key: "nodeTerminationHandler",
        given: { queueArns: ["arn:aws:sqs:eu-west-1:111122223333:nth"] },
        action: "autoscaling:RecordLifecycleActionHeartbeat",
        on: group,
        isAllowed: false,
        because: "it sends no heartbeats",
    },
    {
        key: "mountpointS3Csi",
        given: { bucketArns: ["arn:aws:s3:::shop"], objectArns: ["arn:aws:s3:::shop/*"], readOnly: true },
        action: "s3:GetObject",
        on: "arn:aws:s3:::shop/1",
        isAllowed: true,
        because: "it reads only",
    },
    {
        key: "mountpointS3Csi",
        given: { bucketArns: ["arn:aws:s3:::shop"], objectArns: ["arn:aws:s3:::shop/*"], readOnly: true },
        action: "s3:PutObject",
        on: "arn:aws:s3:::shop/1",
        isAllowed: false,
        because: "it reads only",
    },
    {
        key: "mountpointS3Csi",
        given: { directoryBucketArns: [directoryBucket] },
        action: "s3express:CreateSession",
        on: directoryBucket,
        with: { "s3express:SessionMode": "ReadWrite" },
        isAllowed: true,
        because: "a directory bucket",
    },
    {
        key: "mountpointS3Csi",
        given: { directoryBucketArns: [directoryBucket], readOnly: true },
        action: "s3express:CreateSession",
        on: directoryBucket,
        with: { "s3express:SessionMode": "ReadWrite" },
        isAllowed: false,
        because: "a session that writes, where it reads only",
    },
    {
        key: "mountpointS3Csi",
        given: { directoryBucketArns: [directoryBucket], readOnly: true },
        action: "s3express:CreateSession",
        on: directoryBucket,
        with: { "s3express:SessionMode": "ReadOnly" },
        isAllowed: true,
        because: "a session that reads only",
    },
    {
        key: "secretsStoreCsiAws",
        given: { secretArns: [secret] },
        action: "secretsmanager:GetSecretValue",
        on: secret,
        isAllowed: true,
        because: "its secret",
    },
    {
        key: "secretsStoreCsiAws",
        given: { secretArns: [secret] },
        action: "secretsmanager:GetSecretValue",
        on: secret.replace("shop", "bank"),
        isAllowed: false,
        because: "another secret",
    },
    {
        key: "secretsStoreCsiAws",
        given: { ssmParameterArns: ["arn:aws:ssm:eu-west-1:111122223333:parameter/shop/*"] },
        action: "ssm:GetParameters",
        on: "arn:aws:ssm:eu-west-1:111122223333:parameter/shop/db",
        isAllowed: true,
        because: "its parameter",
    },
    {
        key: "velero",
        given: { bucketArns: ["arn:aws:s3:::shop"], objectArns: ["arn:aws:s3:::shop/*"], volumeSnapshots: false },
        action: "ec2:DeleteSnapshot",
        on: `${ec2.replace("111122223333", "")}:snapshot/snap-0123456789abcdef0`,
        isAllowed: false,
        because: "it makes no snapshots of volumes",
    },
    {
        key: "vpcCni",
        given: { ipv6: true },
        action: "ec2:UnassignIpv6Addresses",
        on: `${ec2}:network-interface/eni-0123456789abcdef0`,
        isAllowed: true,
        because: "it gives IPv6 prefixes back",
    },
    {
        key: "vpcCni",
        action: "ec2:UnassignIpv6Addresses",
        on: `${ec2}:network-interface/eni-0123456789abcdef0`,
        isAllowed: false,
        because: "pods have IPv4 addresses only",
    },
    {
        key: "pganalyze",
        action: "rds:DescribeDBInstances",
        on: "arn:aws:rds:eu-west-1:111122223333:db:shop",
        isAllowed: true,
        because: "in its account and region",
    },
    {
        key: "pganalyze",
        action: "rds:DescribeDBInstances",
        on: "arn:aws:rds:us-east-1:111122223333:db:shop",
        isAllowed: false,
        because: "in another region",
    },
];

/** The key policy of KMS that delegates access to IAM policies. */
const defaultKeyPolicy = {
    Version: "2012-10-17",
    Statement: [
        { Effect: "Allow", Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: "kms:*", Resource: "*" },
    ],
};

describe("a preset, in a simulation", () => {
    for (const { key, given = {}, action, on, with: context = {}, where = place, isAllowed, because } of cases) {
        it(`${isAllowed ? "allows" : "does not allow"} ${action} to ${key}: ${because}`, async () => {
            const presets = { [key]: given } as Presets;
            const result = await runSimulation(
                {
                    request: {
                        principal: `arn:${where.partition}:sts::${where.account}:assumed-role/controller/session`,
                        action,
                        resource: { resource: on, accountId: where.account },
                        contextVariables: context,
                    },
                    identityPolicies: [
                        ...inlinePolicies(presets, where).map(({ name, statements }) => ({
                            name,
                            policy: permissionsPolicy(statements),
                        })),
                        ...managedPoliciesOf(presets, where).map(name => ({
                            name,
                            policy: { Version: "2012-10-17", Statement: latestStatements(name) },
                        })),
                    ],
                    ...(action.startsWith("kms:") && { resourcePolicy: defaultKeyPolicy }),
                    serviceControlPolicies: [],
                    resourceControlPolicies: [],
                },
                {},
            );
            assert.notEqual(result.resultType, "error", JSON.stringify(result).slice(0, 500));
            assert.equal(
                "overallResult" in result ? result.overallResult : "",
                isAllowed ? "Allowed" : "ImplicitlyDenied",
            );
        });
    }
});

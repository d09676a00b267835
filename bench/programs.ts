/** The two compared programs: a careful hand-written loop, and the component. Both create the same resources. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PodIdentityStack } from "../components";
import type { PodIdentityStackArgs } from "../components";

export const programs = { loop, component, loopWithComponents } as const;
export type ProgramName = keyof typeof programs;

interface Workload {
    readonly namespace: string;
    readonly serviceAccount: string;
}

function workloads(count: number): Workload[] {
    return Array.from({ length: count }, (_, index) => ({
        namespace: `team-${String(index % 50)}`,
        serviceAccount: `service-${String(index)}`,
    }));
}

const clusterName = process.env.BENCH_CLUSTER ?? "bench";

/** The loop: for each workload, one role with an inline and a managed policy, and one association. */
function loop(count: number): void {
    handWritten(count, () => ({}));
}

/** The same with one component for each role, so with as many resources as ours. */
function loopWithComponents(count: number): void {
    handWritten(count, name => ({ parent: new pulumi.ComponentResource("bench:index:Role", name) }));
}

function handWritten(count: number, optionsOf: (name: string) => pulumi.CustomResourceOptions): void {
    const addon = new aws.eks.Addon("agent", {
        clusterName,
        addonName: "eks-pod-identity-agent",
        resolveConflictsOnCreate: "OVERWRITE",
        resolveConflictsOnUpdate: "OVERWRITE",
    });
    const cluster = aws.eks.getClusterOutput({ name: clusterName });
    const account = aws.getCallerIdentityOutput({}).accountId;
    for (const { namespace, serviceAccount } of workloads(count)) {
        const name = `${namespace}-${serviceAccount}`;
        const options = optionsOf(name);
        const role = new aws.iam.Role(
            name,
            {
                namePrefix: `${name}-`.slice(0, 38),
                path: "/pod-identity/",
                description: `For ${namespace}/${serviceAccount}`,
                assumeRolePolicy: pulumi.jsonStringify({
                    Version: "2012-10-17",
                    Statement: [
                        {
                            Effect: "Allow",
                            Principal: { Service: "pods.eks.amazonaws.com" },
                            Action: ["sts:AssumeRole", "sts:TagSession"],
                            Condition: {
                                StringEquals: {
                                    "aws:SourceAccount": account,
                                    "aws:RequestTag/eks-cluster-arn": cluster.arn,
                                    "aws:RequestTag/kubernetes-namespace": namespace,
                                    "aws:RequestTag/kubernetes-service-account": serviceAccount,
                                },
                            },
                        },
                    ],
                }),
            },
            options,
        );
        const policy = new aws.iam.RolePolicy(
            name,
            {
                role: role.name,
                policy: JSON.stringify({
                    Version: "2012-10-17",
                    Statement: [
                        {
                            Effect: "Allow",
                            Action: ["s3:GetObject"],
                            Resource: [`arn:aws:s3:::${namespace}-${clusterName}/*`],
                        },
                    ],
                }),
            },
            options,
        );
        const attachment = new aws.iam.RolePolicyAttachment(
            name,
            {
                role: role.name,
                policyArn: "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess",
            },
            options,
        );
        new aws.eks.PodIdentityAssociation(
            name,
            { clusterName, namespace, serviceAccount, roleArn: role.arn },
            { dependsOn: [addon, policy, attachment] },
        );
    }
}

function component(count: number): void {
    new PodIdentityStack("identity", stackArgs(count));
}

export function stackArgs(count: number): PodIdentityStackArgs {
    return {
        clusterName,
        associations: Object.fromEntries(
            workloads(count).map(({ namespace, serviceAccount }) => [
                `${namespace}/${serviceAccount}`,
                {
                    role: {
                        statements: [
                            { actions: ["s3:GetObject"], resources: [`arn:aws:s3:::${namespace}-{cluster}/*`] },
                        ],
                        managedPolicies: ["AmazonSQSReadOnlyAccess"],
                    },
                },
            ]),
        ),
    };
}

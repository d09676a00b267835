import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ClusterQuery } from "../decisions/stack";
import { clusterIdentity } from "../rules/arn";
import type { ClusterIdentity } from "../rules/arn";
import { answered, raised } from "./answers";
import type { Problem } from "../rules/problem";
import { reasonOf, userError } from "./errors";
import { refuseProblems } from "./resolve";

/** The attributes of the cluster that AWS is asked for once. */
export interface DescribedCluster extends ClusterIdentity {
    readonly kubernetesVersion: string;
    readonly autoMode: boolean;
}

const described = new WeakMap<pulumi.Resource, pulumi.Output<DescribedCluster>>();

/**
 * The cluster from AWS, with the provider of `component`. Every resource waits for it: a missing cluster, or `problems`
 * with its account and partition, fail the deployment before anything is created. Nested components share the answer.
 */
export function describeCluster(
    query: ClusterQuery,
    component: pulumi.Resource,
    enclosing?: pulumi.Resource,
    problems: (cluster: DescribedCluster) => readonly Problem[] = () => [],
): pulumi.Output<DescribedCluster> {
    const answer = ((enclosing && described.get(enclosing)) ?? asked(query, component)).apply(cluster => {
        refuseProblems(problems(cluster));
        return cluster;
    });
    described.set(component, answer);
    return answer;
}

function asked(query: ClusterQuery, component: pulumi.Resource): pulumi.Output<DescribedCluster> {
    const given = pulumi.output({ clusterName: query.clusterName, region: query.region });
    return pulumi
        .all([given, pulumi.isSecret(given)])
        .apply(([{ clusterName, region }, isSecret]) =>
            pulumi.output(look(query, clusterName, region, component, isSecret)),
        );
}

async function look(
    query: ClusterQuery,
    name: string,
    region: string | undefined,
    component: pulumi.Resource,
    isSecret: boolean,
): Promise<DescribedCluster | pulumi.Output<DescribedCluster>> {
    try {
        const cluster = answered(
            "aws:eks/getCluster:getCluster",
            await aws.eks.getCluster({ name, ...(region && { region }) }, { parent: component }),
        );
        // A mock can omit it.
        const computeConfigs = (cluster as Partial<aws.eks.GetClusterResult>).computeConfigs ?? [];
        const identity = clusterIdentity(cluster.arn);
        if (identity === undefined) {
            throw raised(
                userError(
                    isSecret
                        ? "AWS returned an ARN that is not the ARN of an EKS cluster."
                        : `AWS returned the ARN "${cluster.arn}" for the cluster "${name}", which is not the ARN of an EKS cluster.`,
                ),
            );
        }
        return {
            ...identity,
            kubernetesVersion: cluster.version,
            autoMode: computeConfigs.some(({ enabled }) => enabled),
        };
    } catch (error) {
        // In a preview, a cluster with a known name that the same program creates does not exist yet.
        if (pulumi.runtime.isDryRun() && pulumi.Output.isInstance(query.clusterName)) {
            return pulumi.output(pulumi.unknown as unknown as DescribedCluster);
        }
        throw pulumi.RunError.isInstance(error) ? error : clusterIsUnreadable(name, region, error, isSecret);
    }
}

function clusterIsUnreadable(
    name: string,
    region: string | undefined,
    error: unknown,
    isSecret: boolean,
): pulumi.RunError {
    if (isSecret) {
        return userError(
            "The EKS cluster, whose name is secret, cannot be read, so nothing was created.",
            "Check clusterName and the region. To see AWS's error, use the name in plain text.",
        );
    }
    return userError(
        `The EKS cluster "${name}" cannot be read in ${region ?? "the provider's region"}, so nothing was created.`,
        `AWS error: ${reasonOf(error)}`,
        `Check clusterName and the region; if this program creates the cluster, pass its name as an Output.`,
    );
}

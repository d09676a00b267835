import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { clusterIdentity } from "../rules/arn";
import type { ClusterIdentity } from "../rules/arn";
import { answered, raised } from "./answers";
import type { Problem } from "../rules/problem";
import { reasonOf, userError } from "./errors";
import { refuseProblems } from "./resolve";

/** What is asked of AWS about the cluster, once. */
export interface DescribedCluster extends ClusterIdentity {
    readonly kubernetesVersion: string;
    readonly autoMode: boolean;
}

export interface ClusterQuery {
    readonly clusterName: pulumi.Input<string>;
    readonly region?: pulumi.Input<string> | undefined;
}

const described = new WeakMap<pulumi.Resource, pulumi.Output<DescribedCluster>>();

/**
 * The cluster as AWS describes it, with `component`'s provider. Everything that is registered waits for it, so that a
 * cluster that is not there, or that the args do not fit, fails before anything is created: `problems` are those that need
 * the cluster's account and partition. A component inside one that has asked reuses the answer.
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
        // A mock need not have it.
        const computeConfigs = (cluster as Partial<aws.eks.GetClusterResult>).computeConfigs ?? [];
        const identity = clusterIdentity(cluster.arn);
        if (identity === undefined) {
            throw raised(
                userError(
                    isSecret
                        ? "AWS gives an ARN for the cluster that is not a cluster's."
                        : `AWS gives the cluster "${name}" the ARN "${cluster.arn}", which is no cluster's.`,
                ),
            );
        }
        return {
            ...identity,
            kubernetesVersion: cluster.version,
            autoMode: computeConfigs.some(({ enabled }) => enabled),
        };
    } catch (error) {
        // A cluster that this very program creates under a name it already knows is not there yet in a preview.
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
            "Check clusterName and the region. To see AWS's answer, give the name in plain text.",
        );
    }
    return userError(
        `The EKS cluster "${name}" cannot be read in ${region ?? "the provider's region"}, so nothing was created.`,
        `AWS says: ${reasonOf(error)}`,
        `Check clusterName and the region; where this program creates the cluster, pass its name as an Output.`,
    );
}

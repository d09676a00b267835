import {
    type Cluster,
    type ComputeConfigResponse,
    CreateClusterCommand,
    type CreateClusterCommandInput,
    DescribeClusterCommand,
} from "@aws-sdk/client-eks";
import { setTimeout as sleep } from "node:timers/promises";
import { autoModeTag } from "../../autoMode";
import { inPartition } from "../partition";
import type { Session } from "../session";
import { AwsError, isNotFound, refusal } from "./awsError";
import { hidden, visibleTags } from "./hidden";
import { eksTags } from "./tags";
import { roleByArn } from "./roles";

/** What a seeded cluster in Auto Mode answers. */
const autoMode = JSON.stringify({ enabled: true, nodePools: ["general-purpose", "system"] });

/** Clusters as EKS keeps them: the emulator's, plus Auto Mode, which it drops. */
export async function createCluster(session: Session, input: CreateClusterCommandInput): Promise<void> {
    if ((await roleByArn(session, input.roleArn ?? "")) === undefined) {
        throw refusal(
            "EKS",
            "CreateCluster",
            "InvalidParameterException",
            `Role with arn: ${input.roleArn ?? ""}, could not be assumed because it does not exist or the trusted entity is not correct`,
        );
    }
    const tags = {
        ...input.tags,
        ...(input.computeConfig === undefined ? {} : { [hidden.computeConfig]: JSON.stringify(input.computeConfig) }),
    };
    try {
        await session.eks.send(
            new CreateClusterCommand({ ...input, ...(Object.keys(tags).length === 0 ? {} : { tags }) }),
        );
    } catch (error) {
        if (error instanceof AwsError && error.code === "ResourceInUseException") {
            throw new AwsError(
                "EKS",
                "CreateCluster",
                error.code,
                `Cluster already exists with name: ${input.name ?? ""}`,
                409,
            );
        }
        throw error;
    }
}

export async function findCluster(session: Session, name: string): Promise<Cluster | undefined> {
    try {
        const { cluster } = await session.eks.send(new DescribeClusterCommand({ name }));
        if (cluster?.arn === undefined) {
            return undefined;
        }
        const tags = await eksTags(session, cluster.arn);
        const compute = tags[hidden.computeConfig] ?? (tags[autoModeTag] === "true" ? autoMode : undefined);
        return {
            ...cluster,
            arn: inPartition(cluster.arn, session.partition),
            tags: visibleTags(tags),
            ...(compute === undefined ? {} : { computeConfig: JSON.parse(compute) as ComputeConfigResponse }),
        };
    } catch (error) {
        if (isNotFound(error)) {
            return undefined;
        }
        throw error;
    }
}

/** Without a container engine the emulator is done at once. */
export async function activeCluster(session: Session, name: string): Promise<Cluster> {
    for (;;) {
        const cluster = await findCluster(session, name);
        if (cluster === undefined) {
            throw new Error(`waiting for EKS Cluster (${name}) create: couldn't find resource`);
        }
        if (cluster.status !== "CREATING") {
            return cluster;
        }
        await sleep(100);
    }
}

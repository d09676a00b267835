import { setTimeout as sleep } from "node:timers/promises";
import {
    CreateAddonCommand,
    CreateClusterCommand,
    DescribeAddonCommand,
    DescribeClusterCommand,
    type EKSClient,
    ResourceNotFoundException,
} from "@aws-sdk/client-eks";
import {
    CreatePolicyCommand,
    CreateRoleCommand,
    EntityAlreadyExistsException,
    type IAMClient,
} from "@aws-sdk/client-iam";
import { autoModeTag } from "./autoMode";
import { eksClient, iamClient } from "./clients";
import { partitionOf } from "./provider/partition";
import { SandboxError } from "./sandboxError";
import type { ClusterSeed, Seed } from "./seedData";

/** Creates in the emulated AWS what is missing of `seeds`. What exists stays as it is. */
export async function plantSeeds(endpoint: string, seeds: readonly Seed[]): Promise<void> {
    const clusters = clustersOf(seeds).map(({ account, region, cluster }) =>
        plantCluster(eksClient(endpoint, { account, region }), cluster, account, region),
    );
    const roles = unique(seeds.flatMap(seed => seed.roles ?? [])).map(arn => plantRole(endpoint, arn));
    const policies = unique(seeds.flatMap(seed => seed.policies ?? [])).map(arn => plantPolicy(endpoint, arn));
    await Promise.all([...clusters, ...roles, ...policies]);
}

interface PlacedCluster {
    readonly account: string;
    readonly region: string;
    readonly cluster: ClusterSeed;
}

/** Each cluster once, with what any of `seeds` needs on it: several stacks may share one. */
export function clustersOf(seeds: readonly Seed[]): readonly PlacedCluster[] {
    const found = new Map<string, PlacedCluster>();
    for (const { account, region, clusters = [] } of seeds) {
        for (const { name, autoMode = false, addons = [] } of clusters) {
            const key = `${account} ${region} ${name}`;
            const before = found.get(key)?.cluster;
            const cluster = {
                name,
                autoMode: autoMode || before?.autoMode === true,
                addons: unique([...(before?.addons ?? []), ...addons]),
            };
            found.set(key, { account, region, cluster });
        }
    }
    return [...found.values()];
}

async function plantCluster(eks: EKSClient, cluster: ClusterSeed, account: string, region: string): Promise<void> {
    const { name, autoMode = false, addons = [] } = cluster;
    if (await isMissing(eks.send(new DescribeClusterCommand({ name })))) {
        await eks.send(
            new CreateClusterCommand({
                name,
                version: "1.34",
                roleArn: `arn:${partitionOf(region).id}:iam::${account}:role/eks-cluster`,
                resourcesVpcConfig: { subnetIds: ["subnet-0a0a0a0a0a0a0a0a0", "subnet-0b0b0b0b0b0b0b0b0"] },
                ...(autoMode ? { computeConfig: { enabled: true }, tags: { [autoModeTag]: "true" } } : {}),
            }),
        );
        await untilActive(eks, name);
    }
    for (const addonName of addons) {
        if (!(await isMissing(eks.send(new DescribeAddonCommand({ clusterName: name, addonName }))))) continue;
        await eks.send(new CreateAddonCommand({ clusterName: name, addonName, addonVersion: "v1.3.9-eksbuild.3" }));
    }
}

async function untilActive(eks: EKSClient, name: string): Promise<void> {
    for (const end = Date.now() + 30_000; Date.now() < end;) {
        const { cluster } = await eks.send(new DescribeClusterCommand({ name }));
        if (cluster?.status === "ACTIVE") return;
        await sleep(20);
    }
    throw new SandboxError(`The cluster ${name} did not become active in the sandbox's AWS.`);
}

async function isMissing(request: Promise<unknown>): Promise<boolean> {
    try {
        await request;
        return false;
    } catch (error) {
        if (error instanceof ResourceNotFoundException) return true;
        throw error;
    }
}

async function plantRole(endpoint: string, arn: string): Promise<void> {
    const { account, path, name } = iamName(arn, "role");
    const trust = {
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Principal: { Service: "pods.eks.amazonaws.com" },
                Action: ["sts:AssumeRole", "sts:TagSession"],
            },
        ],
    };
    await unlessExists(iamClient(endpoint, { account }), iam =>
        iam.send(
            new CreateRoleCommand({ RoleName: name, Path: path, AssumeRolePolicyDocument: JSON.stringify(trust) }),
        ),
    );
}

async function plantPolicy(endpoint: string, arn: string): Promise<void> {
    const { account, path, name } = iamName(arn, "policy");
    const document = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
    await unlessExists(iamClient(endpoint, { account }), iam =>
        iam.send(new CreatePolicyCommand({ PolicyName: name, Path: path, PolicyDocument: JSON.stringify(document) })),
    );
}

async function unlessExists(iam: IAMClient, create: (iam: IAMClient) => Promise<unknown>): Promise<void> {
    try {
        await create(iam);
    } catch (error) {
        if (!(error instanceof EntityAlreadyExistsException)) throw error;
    }
}

/** Account, path and name of `arn:aws:iam::111122223333:role/path/name`. */
export function iamName(
    arn: string,
    kind: "role" | "policy",
): { readonly account: string; readonly path: string; readonly name: string } {
    const [, account, path, name] = new RegExp(`^arn:[^:]+:iam::(\\d{12}):${kind}(/(?:.*/)?)([^/]+)$`).exec(arn) ?? [];
    if (!account || !path || !name) throw new SandboxError(`"${arn}" is not the ARN of an IAM ${kind} in an account.`);
    return { account, path, name };
}

function unique(values: readonly string[]): string[] {
    return [...new Set(values)];
}

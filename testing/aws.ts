/** The answers of AWS in a test: pure functions of the inputs. */
import { createHash } from "node:crypto";
import { clusterArn } from "../components/rules/arn";
import { dnsSuffix, partitionOfRegion } from "../components/rules/partition";
import { resourceTypes } from "./resourceTypes";

/** The AWS account of a test. Every property has a default. */
export interface MockedAws {
    /** ID of the account, 12 digits. @default "111122223333" */
    readonly account?: string;
    /** AWS Region of the provider. @default "eu-west-1" */
    readonly region?: string;
    /** Partition of all ARNs. @default - the partition of `region` */
    readonly partition?: string;
    /** Names of the existing EKS clusters. Others are not found. @default - every cluster exists */
    readonly clusters?: readonly string[];
    /** Kubernetes version of the clusters. @default "1.33" */
    readonly kubernetesVersion?: string;
    /** Whether the clusters run in EKS Auto Mode. @default false */
    readonly autoMode?: boolean;
    /**
     * Names of the clusters with the add-ons that a program reads, such as an agent in the mode `existing`.
     * @default - every cluster has them
     */
    readonly clustersWithAddons?: readonly string[];
    /** Paths of existing IAM roles, by name. @default - no role exists */
    readonly rolePaths?: Readonly<Record<string, string>>;
}

type Properties = Readonly<Record<string, unknown>>;

interface Place {
    readonly account: string;
    readonly region: string;
    readonly partition: string;
}

function placeOf({ account = "111122223333", region = "eu-west-1", partition }: MockedAws): Place {
    return { account, region, partition: partition ?? partitionOfRegion(region) };
}

/** The values that AWS adds to a new resource, if programs read them. */
export function addedByAws(type: string, logicalName: string, inputs: Properties, aws: MockedAws): Properties {
    const { account, region, partition } = placeOf(aws);
    const path = textOr(inputs.path, "/");
    const name = textOr(inputs.name, `${textOr(inputs.namePrefix, "")}${uniqueSuffix(logicalName)}`);
    switch (type) {
        case resourceTypes.role:
            return { name, arn: `arn:${partition}:iam::${account}:role${path}${name}` };
        case resourceTypes.policy:
            return { name, arn: `arn:${partition}:iam::${account}:policy${path}${name}` };
        case resourceTypes.addon:
            return {
                arn: `arn:${partition}:eks:${region}:${account}:addon/${logicalName}`,
                addonVersion: inputs.addonVersion ?? "v1.3.9-eksbuild.3",
            };
        case resourceTypes.association:
            return { associationId: `a-${logicalName.replace(/[^a-z]/g, "")}`, externalId: "" };
        default:
            return {};
    }
}

/** The result of a function of the AWS provider; `undefined` for functions that the components do not call. */
export function answerOf(token: string, inputs: Properties, aws: MockedAws): Properties | undefined {
    const place = placeOf({ ...aws, ...(typeof inputs.region === "string" && { region: inputs.region }) });
    const { account, region, partition } = place;
    const cluster = textOr(inputs.name ?? inputs.clusterName, "");
    switch (token) {
        case "aws:eks/getCluster:getCluster":
            if (aws.clusters && !aws.clusters.includes(cluster)) {
                throw refusal(`reading EKS Cluster (${cluster}): couldn't find resource`);
            }
            return {
                name: cluster,
                arn: clusterArn({ ...place, name: cluster }),
                version: aws.kubernetesVersion ?? "1.33",
                computeConfigs: [{ enabled: aws.autoMode ?? false }],
            };
        case "aws:eks/getAddon:getAddon":
            if (aws.clustersWithAddons && !aws.clustersWithAddons.includes(cluster)) {
                throw refusal(
                    `reading EKS Add-On (${cluster}:${textOr(inputs.addonName, "")}): couldn't find resource`,
                );
            }
            return {
                arn: `arn:${partition}:eks:${region}:${account}:addon/${cluster}`,
                addonVersion: "v1.2.0-eksbuild.1",
            };
        case "aws:eks/getAddonVersion:getAddonVersion":
            return { version: "v9.9.9-eksbuild.1" };
        case "aws:iam/getRole:getRole": {
            const name = textOr(inputs.name, "");
            const path = Object.entries(aws.rolePaths ?? {}).find(([role]) => role === name)?.[1];
            if (path === undefined) {
                throw refusal(`reading IAM Role (${name}): couldn't find resource`);
            }
            return { name, path, arn: `arn:${partition}:iam::${account}:role${path}${name}` };
        }
        case "aws:index/getPartition:getPartition":
            return { id: partition, partition, dnsSuffix: dnsSuffix(partition) };
        case "aws:index/getRegion:getRegion":
            return { id: region, name: region, region };
        case "aws:index/getCallerIdentity:getCallerIdentity":
            return {
                id: account,
                accountId: account,
                arn: `arn:${partition}:iam::${account}:user/test`,
                userId: "AIDAEXAMPLE",
            };
        default:
            return undefined;
    }
}

/** An error as the SDK reads it: gRPC puts the text into `details`. */
export function refusal(message: string): Error {
    return Object.assign(new Error(message), { details: message });
}

function textOr(value: unknown, otherwise: string): string {
    return typeof value === "string" ? value : otherwise;
}

/** Like the suffix of the AWS provider: 26 characters, different for each resource. */
function uniqueSuffix(logicalName: string): string {
    return createHash("sha256").update(logicalName).digest("hex").slice(0, 26);
}

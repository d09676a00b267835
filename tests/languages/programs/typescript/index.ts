/** One scenario in each run, with the plain or the remote component. The results must be the same. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
    PodIdentityAddon,
    PodIdentityAgent,
    PodIdentityRole,
    PodIdentityStack,
    PodIdentityTargetRole,
} from "../../../../components";
import type { PodIdentityStackArgs } from "../../../../components";
import story from "../story.json";
import {
    RemotePodIdentityAddon,
    RemotePodIdentityAgent,
    RemotePodIdentityRole,
    RemotePodIdentityStack,
    RemotePodIdentityTargetRole,
} from "./remote";

const config = new pulumi.Config();
const isRemote = config.require("component") === "remote";
const stack: typeof PodIdentityStack | typeof RemotePodIdentityStack = isRemote
    ? RemotePodIdentityStack
    : PodIdentityStack;
const args = story as PodIdentityStackArgs;
const { clusterName } = story;

/** A policy that the component waits for, and a workload that waits for the component. */
function withOptions(): unknown {
    const before = new aws.iam.Policy("before", { name: "before", policy: statement("s3:ListAllMyBuckets") });
    const provider = new aws.Provider("frankfurt", {
        region: "eu-central-1",
        allowedAccountIds: ["111122223333"],
    });
    const identity = new stack("identity", args, {
        providers: [provider],
        dependsOn: before,
        protect: true,
        retainOnDelete: config.requireBoolean("retain"),
        transforms: [
            ({ type, props, opts }) =>
                type === "aws:iam/role:Role" ? { props: { ...props, maxSessionDuration: 5400 }, opts } : undefined,
        ],
    });
    new aws.iam.Policy("workload", { policy: statement("s3:GetObject") }, { dependsOn: identity });
    return identity.roleArns;
}

/** Every component except the stack, with its own properties. */
function others(): unknown {
    const clusterArn = "arn:aws:eks:eu-west-1:111122223333:cluster/test";
    new (isRemote ? RemotePodIdentityAgent : PodIdentityAgent)("agent", {
        clusterName,
        version: "v1.3.9-eksbuild.3",
        configuration: { agent: { additionalArgs: { "-b": "169.254.170.23" } } },
    });
    const role = new (isRemote ? RemotePodIdentityRole : PodIdentityRole)("role", {
        clusterArn,
        subjects: ["data/export"],
        name: "data-export",
        targetRoleArns: ["arn:aws:iam::111122223333:role/pod-identity/target"],
        trust: { clusters: ["arn:aws:eks:eu-west-1:111122223333:cluster/other"] },
        statements: [
            { actions: ["s3:GetObject"], resources: ["*"], conditions: { Bool: { "aws:SecureTransport": ["true"] } } },
        ],
    });
    const target = new (isRemote ? RemotePodIdentityTargetRole : PodIdentityTargetRole)("target", {
        name: "target",
        sources: [
            {
                cluster: clusterArn,
                subject: "data/export",
                roleArn: "arn:aws:iam::111122223333:role/pod-identity/data-export",
            },
        ],
        managedPolicies: ["AmazonS3ReadOnlyAccess"],
    });
    new (isRemote ? RemotePodIdentityAddon : PodIdentityAddon)("ebs", {
        clusterName,
        addonName: "aws-ebs-csi-driver",
        associations: { "ebs-csi-controller-sa": { role: { presets: { ebsCsi: {} } } } },
    });
    return [role.roleArn, target.roleArn];
}

function statement(action: string): string {
    return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: "*" }] });
}

const scenarios: Readonly<Record<string, () => unknown>> = {
    story: () => {
        const identity = new stack("identity", args);
        return { roleArns: identity.roleArns, associationIds: identity.associationIds };
    },
    others,
    options: withOptions,
    secrets: () =>
        new stack("identity", {
            clusterName,
            associations: {
                "shop/orders": {
                    role: {
                        description: pulumi.secret("hidden-description"),
                        statements: [
                            { actions: ["s3:GetObject"], resources: [pulumi.secret("arn:aws:s3:::hidden-bucket/*")] },
                        ],
                    },
                },
                "legacy/report": { roleArn: pulumi.secret("arn:aws:iam::111122223333:role/report") },
            },
        }).roleArns,
    unknowns: () => {
        const policy = new aws.iam.Policy("made-here", { name: "made-here", policy: statement("s3:GetObject") });
        return new stack("identity", {
            clusterName,
            associations: {
                "shop/orders": {
                    role: {
                        managedPolicyArns: { madeHere: policy.arn },
                        statements: [{ actions: ["s3:GetObject"], resources: [policy.arn] }],
                    },
                },
            },
        }).roleArns;
    },
    renamed: () => new stack("renamed", args, { aliases: [{ name: "identity" }] }).roleArns,
    two: () => [new stack("identity", args).roleArns, new stack("other", { ...args, clusterName: "other" }).roleArns],
    workload: () => {
        const roleArn = "arn:aws:iam::111122223333:role/report";
        const associations = { "shop/orders": { roleArn } };
        const identity = new stack("identity", { clusterName, associations, propagationSeconds: 3 });
        const workload = { name: config.require("workload"), policy: statement("s3:ListAllMyBuckets") };
        return new aws.iam.Policy("workload", workload, { dependsOn: identity }).arn;
    },
    absent: () => new stack("identity", { ...args, clusterName: "tset" }),
    wrong: () =>
        new stack("identity", {
            clusterName,
            agent: { mode: "sometimes" as never },
            associations: {
                "Shop/orders": { roleRef: "raeder" },
                "shop/orders": {
                    role: {
                        path: "no-slashes",
                        statements: [{ effect: "Perhaps" as never, actions: ["s3:GetObject"], resources: ["*"] }],
                    },
                    tags: { "aws:code": pulumi.secret("hidden-tag") },
                },
            },
            roles: { reader: { managedPolicies: ["AmazonS3ReadOnlyAccess"] } },
        }),
};

export const result = scenarios[config.require("scenario")]?.();

/** One scenario a run, by the plain component or by the remote one: what the two leave must be the same. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PodIdentityStack } from "../../../../components";
import type { PodIdentityStackArgs } from "../../../../components";
import story from "../story.json";
import { RemotePodIdentityStack } from "./remote";

const config = new pulumi.Config();
const stack: typeof PodIdentityStack | typeof RemotePodIdentityStack =
    config.require("component") === "remote" ? RemotePodIdentityStack : PodIdentityStack;
const args = story as PodIdentityStackArgs;
const { clusterName } = story;

/** A policy that the identity waits for, and a workload that waits for the identity. */
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

function statement(action: string): string {
    return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: "*" }] });
}

const scenarios: Readonly<Record<string, () => unknown>> = {
    story: () => {
        const identity = new stack("identity", args);
        return { roleArns: identity.roleArns, associationIds: identity.associationIds };
    },
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

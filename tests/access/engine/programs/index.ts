/** One scenario a stack, by the config key `scenario`. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
    PodIdentityAddon,
    PodIdentityAgent,
    PodIdentityRole,
    PodIdentityStack,
    PodIdentityTargetRole,
} from "../../../../components";
import { workload } from "./workload";

const config = new pulumi.Config();
const account = "111122223333";
const region = "eu-west-1";
const read = { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::orders/*"] };

/** A stack under a name that changes, with everything in it that has a logical name. */
function renamed(): void {
    const name = config.require("name");
    const former = config.get("former");
    const padding = Array.from({ length: 50 }, (_, index) => ({
        actions: ["s3:GetObject"],
        resources: [`arn:aws:s3:::${"x".repeat(200)}-${index}/*`],
    }));
    new PodIdentityStack(
        name,
        {
            clusterName: "test",
            associations: {
                "shop/orders": {
                    role: { statements: [read], managedPolicies: ["AmazonS3ReadOnlyAccess"], exclusive: true },
                },
                "shop/large": { role: { statements: padding } },
                "team/reader": { roleRef: "reader" },
            },
            roles: { reader: { presets: { ebsCsi: {} } } },
            eksAddons: {
                "aws-ebs-csi-driver": { associations: { "ebs-csi-controller-sa": { role: { statements: [read] } } } },
            },
        },
        former === undefined ? {} : { aliases: [{ name: former }] },
    );
    // Alone, under the same renaming.
    const alias = (suffix: string) => (former === undefined ? {} : { aliases: [{ name: `${former}-${suffix}` }] });
    new PodIdentityRole(
        `${name}-role`,
        { clusterArn: `arn:aws:eks:${region}:${account}:cluster/test`, subjects: ["a/b"], statements: [read] },
        alias("role"),
    );
    new PodIdentityTargetRole(
        `${name}-target`,
        {
            name: "target",
            sources: [
                {
                    cluster: `arn:aws:eks:${region}:${account}:cluster/test`,
                    subject: "a/b",
                    roleArn: `arn:aws:iam::${account}:role/source`,
                },
            ],
            statements: [read],
        },
        alias("target"),
    );
    new PodIdentityAddon(
        `${name}-addon`,
        {
            clusterName: "test",
            addonName: "aws-efs-csi-driver",
            associations: { "efs-csi-controller-sa": { role: { statements: [read] } } },
        },
        alias("addon"),
    );
}

/** Everything of a stack and a target role in an account that is not the provider's default, protected and transformed. */
function optioned(): void {
    const provider = new aws.Provider("other", { region: "us-east-1", allowedAccountIds: [account] });
    const opts: pulumi.ComponentResourceOptions = {
        providers: [provider],
        protect: config.requireBoolean("protect"),
        transforms: [
            ({ type, props, opts: own }) =>
                type === "aws:iam/role:Role" ? { props: { ...props, maxSessionDuration: 5400 }, opts: own } : undefined,
        ],
    };
    new PodIdentityStack(
        "identity",
        {
            clusterName: "far",
            associations: { "shop/orders": { role: { statements: [read] } } },
            eksAddons: {
                "aws-ebs-csi-driver": { associations: { "ebs-csi-controller-sa": { role: { statements: [read] } } } },
            },
        },
        opts,
    );
    new PodIdentityTargetRole(
        "target",
        {
            name: "target-far",
            sources: [
                {
                    cluster: `arn:aws:eks:us-east-1:${account}:cluster/far`,
                    subject: "shop/orders",
                    roleArn: `arn:aws:iam::${account}:role/source`,
                },
            ],
        },
        opts,
    );
}

/** Components without a stack, whose policies change their key and whose configurations are removed. */
function changing(): void {
    const cluster = `arn:aws:eks:${region}:${account}:cluster/test`;
    const managedPolicyArns = { [config.require("key")]: `arn:aws:iam::${account}:policy/export` };
    const configured = config.getBoolean("configured") === true && { configuration: { level: 5 } };
    new PodIdentityRole("role", { clusterArn: cluster, subjects: ["a/b"], managedPolicyArns });
    const roleArn = `arn:aws:iam::${account}:role/source`;
    new PodIdentityTargetRole("target", {
        name: "changing",
        sources: [{ cluster, subject: "a/b", roleArn }],
        managedPolicyArns,
    });
    new PodIdentityAddon("addon", { clusterName: "test", addonName: "aws-ebs-csi-driver", ...configured });
    new PodIdentityAgent("agent", { clusterName: "test", ...configured });
}

const scenarios: Readonly<Record<string, () => void>> = { renamed, optioned, changing, workload };
scenarios[config.require("scenario")]?.();

import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { PodIdentityRole, PodIdentityStack } from "../../components";
import type { Presets, Role } from "../../components";
import { catalogue, presetKeys } from "../../components/presets/catalogue";
import { decidePolicies } from "../../components/decisions/policies";
import { capture, types } from "../components/capture";
import type { Capture, World } from "../components/capture";

const clusterArn = "arn:aws:eks:eu-west-1:111122223333:cluster/dev";
const zone = "arn:aws:route53:::hostedzone/Z1";

describe("a role with presets", () => {
    it("has inline policies for each, named after the preset", async () => {
        const { of } = await roleWith({
            presets: {
                externalDns: { hostedZoneArns: [zone] },
                karpenter: { nodeRoleArn: "arn:{partition}:iam::{account}:role/node-{cluster}" },
            },
            statements: [{ actions: ["s3:GetObject"], resources: ["*"] }],
        });
        assert.deepEqual(
            [...of(types.rolePolicy)].map(([name, { inputs }]) => [name, inputs.name]),
            [
                ["role/inline:statements", "statements"],
                ["role/inline:preset-externalDns", "preset-externalDns"],
                ["role/inline:preset-karpenter-a", "preset-karpenter-a"],
                ["role/inline:preset-karpenter-b", "preset-karpenter-b"],
            ],
        );
    });

    it("gets their permissions for its own cluster, with replaced placeholders and resolved Outputs", async () => {
        const { of } = await roleWith({
            presets: {
                karpenter: { nodeRoleArn: pulumi.output("arn:{partition}:iam::{account}:role/{namespace}-{cluster}") },
                clusterAutoscaler: {},
            },
        });
        const text = (name: string): string =>
            of(types.rolePolicy).get(`role/inline:preset-${name}`)?.inputs.policy as string;
        assert.ok(text("karpenter-a").includes("aws:RequestTag/kubernetes.io/cluster/dev"));
        assert.ok(text("karpenter-b").includes('"Resource":["arn:aws:iam::111122223333:role/shop-dev"]'));
        assert.ok(text("clusterAutoscaler").includes("autoscaling:ResourceTag/kubernetes.io/cluster/dev"));
    });

    it("has the partition of a cluster in China or GovCloud in every ARN", async () => {
        for (const [partition, region] of [
            ["aws-cn", "cn-north-1"],
            ["aws-us-gov", "us-gov-west-1"],
        ] as const) {
            const cluster = `arn:${partition}:eks:${region}:111122223333:cluster/dev`;
            const { of } = await roleWith(
                { presets: { ebsCsiManaged: {}, awsLoadBalancerController: {} } },
                {},
                cluster,
            );
            const policy = of(types.rolePolicy).get("role/inline:preset-awsLoadBalancerController")?.inputs
                .policy as string;
            assert.ok(policy.includes(`arn:${partition}:`) && !policy.includes("arn:aws:"));
            const [attachment] = [...of(types.attachment).values()];
            assert.equal(attachment?.inputs.policyArn, `arn:${partition}:iam::aws:policy/AmazonEBSCSIDriverPolicyV2`);
        }
    });

    it("attaches a managed policy once, even if several presets use it", async () => {
        const { of } = await roleWith({
            presets: { cloudwatchObservability: {}, adotOtlp: {}, adotContainerLogs: {} },
            managedPolicies: ["CloudWatchAgentServerPolicy", "arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess"],
        });
        assert.deepEqual([...of(types.attachment).keys()].sort(), [
            "role/AWSXrayWriteOnlyAccess",
            "role/CloudWatchAgentServerPolicy",
        ]);
    });

    it("has the same policies if values are unknown", async () => {
        const presets: Presets = {
            externalSecrets: { secretArns: [pulumi.output("arn:aws:secretsmanager:eu-west-1:111122223333:secret:x")] },
            karpenter: {
                nodeRoleArn: pulumi.output("arn:aws:iam::111122223333:role/node"),
                queueArn: pulumi.output("arn:aws:sqs:eu-west-1:111122223333:queue"),
            },
        };
        const names = async (world: World) =>
            [...(await roleWith({ presets }, world)).of(types.rolePolicy).keys()].sort();
        assert.deepEqual(await names({ preview: true }), await names({}));
    });

    it("has the same policies for any order of the presets", async () => {
        const given: Presets = { pganalyze: {}, ebsCsi: {}, gatewayController: {} };
        const backwards = Object.fromEntries(Object.entries(given).reverse()) as Presets;
        const inputs = async (presets: Presets) =>
            [...(await roleWith({ presets })).of(types.rolePolicy)].map(
                ([
                    name,
                    {
                        inputs: { policy },
                    },
                ]) => [name, policy],
            );
        assert.deepEqual(await inputs(backwards), await inputs(given));
    });

    it("has the presets in the names of its policies", () => {
        for (const key of presetKeys) {
            const presets = { [key]: catalogue[key].example } as Presets;
            for (const { name } of decidePolicies({ presets }, [], undefined).inline)
                assert.match(name, new RegExp(`^preset-${key}(-[ab])?$`));
        }
    });
});

describe("a stack with a preset on an unusual subject", () => {
    it("is deployed, with a hint", async () => {
        const { hints } = await capture(
            () =>
                new PodIdentityStack("identity", {
                    clusterName: "dev",
                    associations: { "kube-system/ebs-csi-node-sa": { role: { presets: { ebsCsi: {} } } } },
                }),
        );
        assert.equal(hints.length, 1);
        assert.match(
            hints[0] ?? "",
            /^associations\["kube-system\/ebs-csi-node-sa"\]\.role\.presets\.ebsCsi: .*usually for kube-system\/ebs-csi-controller-sa/,
        );
    });
});

function roleWith(role: Role, world: World = {}, arn = clusterArn): Promise<Capture> {
    return capture(() => new PodIdentityRole("role", { ...role, clusterArn: arn, subjects: ["shop/orders"] }), world);
}

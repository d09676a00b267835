import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { PodIdentityAddon, PodIdentityRole, PodIdentityStack, PodIdentityTargetRole } from "../../../components";
import type { PodIdentityStackArgs } from "../../../components";
import { capture, types } from "../capture";

const args: PodIdentityStackArgs = {
    clusterName: "dev",
    associations: {
        "shop/orders": { role: { managedPolicies: ["AmazonS3ReadOnlyAccess"] } },
        "team-a/reader": { roleRef: "reader" },
        "legacy/report": { roleArn: "arn:{partition}:iam::{account}:role/report" },
    },
    roles: { reader: { managedPolicies: ["AmazonS3ReadOnlyAccess"] } },
};

describe("the error hooks of a stack", () => {
    it("have unique names in a deployment, and exist for every resource", async () => {
        const { hooks } = await capture(() => {
            new PodIdentityStack("blue", { clusterName: "dev" });
            new PodIdentityStack("green", args);
        });
        assert.equal(hooks.length, 12);
        assert.equal(new Set(hooks).size, hooks.length);
    });

    it("are on every AWS resource, including roles and their policies", async () => {
        const role = {
            statements: [{ actions: ["s3:GetObject"], resources: ["*"] }],
            managedPolicies: ["AmazonS3ReadOnlyAccess"],
            exclusive: true,
        };
        const { registrations, hooks } = await capture(() => {
            new PodIdentityStack("identity", {
                clusterName: "dev",
                associations: { "shop/orders": { role }, "shop/carts": { role } },
                eksAddons: { "aws-ebs-csi-driver": { associations: { "ebs-csi-controller-sa": { role } } } },
            });
        });
        const made = registrations.filter(({ type }) => type.startsWith("aws:"));
        assert.ok(made.length > 10);
        assert.deepEqual(
            made.filter(({ onError }) => onError.length !== 1).map(({ name }) => name),
            [],
        );
        assert.equal(hooks.length, 8, "two more for the add-on, none for its role");
    });

    it("belong to the component that is the parent of a role, because the import line names it", async () => {
        const clusterArn = "arn:aws:eks:eu-west-1:111122223333:cluster/dev";
        const role = { managedPolicies: ["AmazonS3ReadOnlyAccess"] };
        const { registrations } = await capture(() => {
            const parent = new PodIdentityStack("identity", {
                ...args,
                roles: {},
                associations: { "shop/orders": { role } },
            });
            new PodIdentityRole("alone", { clusterArn, subjects: ["shop/carts"], ...role }, { parent });
            new PodIdentityAddon(
                "csi",
                {
                    clusterName: "dev",
                    addonName: "aws-ebs-csi-driver",
                    associations: { "ebs-csi-controller-sa": { role } },
                },
                { parent },
            );
        });
        assert.deepEqual(
            registrations.filter(({ type }) => type === types.role).map(({ name, onError }) => [name, onError]),
            [
                ["identity/shop/orders", ["eks-pod-identity:identity:stackRole"]],
                ["alone", ["eks-pod-identity:identity:alone:role"]],
                ["csi/kube-system/ebs-csi-controller-sa", ["eks-pod-identity:identity:csi:addonRole"]],
            ],
        );
    });

    it("have different names if components of two types share a name", async () => {
        const subject = "shop/orders";
        const clusterArn = "arn:aws:eks:eu-west-1:111122223333:cluster/dev";
        const sources = [{ cluster: clusterArn, subject, roleArn: "arn:aws:iam::111122223333:role/a" }];
        const { hooks } = await capture(() => {
            new PodIdentityStack("shop", { clusterName: "dev" });
            new PodIdentityRole("shop", { clusterArn, subjects: [subject] });
            new PodIdentityTargetRole("shop", { name: "shop", sources });
            new PodIdentityAddon("shop", { clusterName: "dev", addonName: "vpc-cni" });
        });
        assert.equal(new Set(hooks).size, hooks.length);
    });

    it("are not registered if the monitor has none, so that unit tests with mocks do not hang", async () => {
        const { of } = await capture(() => {
            const monitor = pulumi.runtime.getMonitor() as unknown as { registerErrorHook: unknown };
            monitor.registerErrorHook = undefined;
            new PodIdentityStack("identity", args);
        });
        assert.equal(of(types.association).size, 3);
    });
});

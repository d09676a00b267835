import * as assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { PodIdentityAddon, PodIdentityStack } from "../../components";
import type { PodIdentityAddonArgs } from "../../components";
import { capture, types } from "./capture";
import type { Capture } from "./capture";

const statement = { actions: ["s3:GetObject"], resources: ["*"] };
const args: PodIdentityAddonArgs = {
    clusterName: "dev",
    addonName: "aws-ebs-csi-driver",
    associations: { "ebs-csi-controller-sa": { role: { statements: [statement] } } },
};
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function deploy(change: Partial<PodIdentityAddonArgs> = {}, preview = false): Promise<Capture> {
    return capture(() => new PodIdentityAddon("csi", { ...args, ...change }), { preview });
}

async function addonInputs(change: Partial<PodIdentityAddonArgs>): Promise<Record<string, unknown>> {
    return (await deploy(change)).of(types.addon).get("csi")?.inputs ?? {};
}

describe("PodIdentityAddon", () => {
    it("creates a role for each service account, trusted for it in the add-on's namespace, and passes it to the add-on", async () => {
        const { of } = await deploy();
        const role = of(types.role).get("csi/kube-system/ebs-csi-controller-sa");
        const trust = String(role?.inputs.assumeRolePolicy);
        assert.match(trust, /"aws:RequestTag\/kubernetes-namespace":"kube-system"/);
        assert.match(trust, /"aws:RequestTag\/kubernetes-service-account":"ebs-csi-controller-sa"/);
        assert.deepEqual(of(types.addon).get("csi")?.inputs.podIdentityAssociations, [
            { serviceAccount: "ebs-csi-controller-sa", roleArn: role?.outputs.arn },
        ]);
    });

    it("waits for its roles and their policies, and keeps the cluster's values on updates", async () => {
        const { of } = await deploy();
        const addon = of(types.addon).get("csi");
        const policy = of(types.rolePolicy).get("csi/kube-system/ebs-csi-controller-sa/inline:statements");
        assert.ok(addon?.dependencies.includes(policy?.urn ?? "none"), addon?.dependencies.join());
        assert.deepEqual(
            [addon?.inputs.resolveConflictsOnCreate, addon?.inputs.resolveConflictsOnUpdate],
            ["NONE", "PRESERVE"],
        );
    });

    it("warns once about settings that EKS refuses, alone or in a stack", async () => {
        const associations = { "cert-manager": { roleArn: "arn:{partition}:iam::{account}:role/there" } };
        const alone = await deploy({ addonName: "cert-manager", associations });
        assert.match(alone.warnings.join("\n"), /^associations: EKS refuses them: cert-manager does not support/);
        const inStack = await capture(
            () =>
                new PodIdentityStack("identity", {
                    clusterName: "dev",
                    eksAddons: { "cert-manager": { associations } },
                }),
        );
        assert.match(
            inStack.warnings.join("\n"),
            /^eksAddons\["cert-manager"\]\.associations: EKS refuses them: [^\n]+$/,
        );
    });

    it("warns about the role of a service account with the path of the property", async () => {
        const role = { managedPolicies: ["AdministratorAccess"] };
        const { warnings } = await deploy({ associations: { "ebs-csi-controller-sa": { role } } });
        assert.deepEqual(warnings, [
            'associations["ebs-csi-controller-sa"].role.managedPolicies[0]: allows every action on every resource: restrict the actions or the resources',
        ]);
    });

    it("sets a namespace only if it differs from the add-on's default namespace", async () => {
        assert.equal((await addonInputs({ namespace: "kube-system" })).namespaceConfig, undefined);
        assert.deepEqual((await addonInputs({ namespace: "storage" })).namespaceConfig, { namespace: "storage" });
    });

    it("passes on all settings, in an order that does not depend on the args", async () => {
        const there = { roleArn: "arn:{partition}:iam::{account}:role/there" };
        const written = await addonInputs({
            version: "v1.44.0-eksbuild.1",
            configuration: { b: 1, a: { d: 2, c: null } },
            resolveConflictsOnCreate: "OVERWRITE",
            resolveConflictsOnUpdate: "NONE",
            preserve: true,
            associations: { z: there, a: there },
            tags: { of: "{cluster}" },
        });
        assert.equal(written.configurationValues, '{"a":{"c":null,"d":2},"b":1}');
        assert.deepEqual(written.podIdentityAssociations, [
            { serviceAccount: "a", roleArn: "arn:aws:iam::111122223333:role/there" },
            { serviceAccount: "z", roleArn: "arn:aws:iam::111122223333:role/there" },
        ]);
        const { addonVersion, resolveConflictsOnCreate, resolveConflictsOnUpdate, preserve, tags } = written;
        assert.deepEqual(
            { addonVersion, resolveConflictsOnCreate, resolveConflictsOnUpdate, preserve, tags },
            {
                addonVersion: "v1.44.0-eksbuild.1",
                resolveConflictsOnCreate: "OVERWRITE",
                resolveConflictsOnUpdate: "NONE",
                preserve: true,
                tags: { of: "dev" },
            },
        );
    });

    it("shows every resource in the preview of a cluster with an unknown name, and no wrong policy", async () => {
        const { of } = await capture(
            () => {
                const clusterName = new aws.iam.Role("later", { assumeRolePolicy: "{}" }).name;
                new PodIdentityAddon("csi", { ...args, clusterName });
            },
            { preview: true },
        );
        assert.equal(of(types.addon).get("csi")?.inputs.clusterName, unknown);
        assert.equal(of(types.role).get("csi/kube-system/ebs-csi-controller-sa")?.inputs.assumeRolePolicy, unknown);
    });
});

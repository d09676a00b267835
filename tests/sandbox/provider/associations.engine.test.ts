import * as assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { requireSandbox } from "../prerequisites";
import { type Ground, ground, type Made, Plugin, podTrust, type Properties, types } from "./plugin";

describe("the sandbox's provider on associations and add-ons", function () {
    this.timeout(120_000);
    let here: Ground;
    let plugin: Plugin;
    let role: Made;

    before(async function () {
        await requireSandbox(this);
        here = await ground();
        afterwards.unshift(here.close);
        plugin = await Plugin.start(here);
        afterwards.unshift(() => {
            plugin.stop();
        });
        role = await plugin.create(types.role, { name: "pods", path: "/pod-identity/", assumeRolePolicy: podTrust });
        const eks = JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: { Service: "eks.amazonaws.com" }, Action: "sts:AssumeRole" }],
        });
        const clusterRole = await plugin.create(types.role, { name: "eks", assumeRolePolicy: eks });
        await plugin.create(types.cluster, {
            name: "dev",
            roleArn: clusterRole.outputs.arn,
            version: "1.33",
            vpcConfig: { subnetIds: ["subnet-1", "subnet-2"] },
            computeConfig: { enabled: true },
        });
    });
    const afterwards: (() => unknown)[] = [];
    after(async () => {
        for (const step of afterwards) await step();
    });
    beforeEach(() => faults([]));

    const faults = (list: readonly Properties[]) =>
        fs.writeFile(path.join(here.directory, "faults.json"), JSON.stringify([{ propagationSeconds: 2 }, ...list]));
    const association = (serviceAccount: string, more: Properties = {}): Properties => ({
        clusterName: "dev",
        namespace: "shop",
        serviceAccount,
        roleArn: role.outputs.arn,
        ...more,
    });
    const calls = async () =>
        (await fs.readFile(path.join(here.directory, "calls.jsonl"), "utf8"))
            .trim()
            .split("\n")
            .map(line => JSON.parse(line) as { operation: string; input: Properties; error?: string });

    it("creates, reads, imports, updates and deletes an association", async () => {
        const made = await plugin.create(types.association, association("orders", { tags: { team: "shop" } }));
        assert.match(made.id, /^a-/);
        assert.equal(
            made.outputs.associationArn,
            `arn:aws:eks:eu-west-1:111122223333:podidentityassociation/dev/${made.id}`,
        );
        assert.equal(made.outputs.disableSessionTags, false);
        assert.deepEqual(await plugin.read(types.association, made.id, made), made);

        const imported = await plugin.read(types.association, `dev,${made.id}`);
        assert.equal(imported.id, made.id);
        assert.deepEqual(await plugin.diff(types.association, imported.outputs, made.inputs), {
            diffs: [],
            replaces: [],
            deleteBeforeReplace: false,
        });

        const wanted = association("orders", {
            targetRoleArn: "arn:aws:iam::444455556666:role/there",
            disableSessionTags: true,
            tags: { team: "web" },
        });
        assert.deepEqual((await plugin.diff(types.association, made.outputs, wanted)).diffs, [
            "disableSessionTags",
            "tags",
            "targetRoleArn",
        ]);
        const updated = await plugin.update(types.association, made, wanted);
        assert.equal(updated.outputs.externalId, "eu-west-1/111122223333/dev/shop/orders");
        assert.deepEqual(await plugin.read(types.association, made.id, updated), updated);

        await plugin.delete(types.association, updated);
        await plugin.delete(types.association, updated);
        assert.equal((await plugin.read(types.association, made.id, updated)).id, "");
    });

    it("keeps a target role that was taken out, as AWS does, so that the next refresh shows it", async () => {
        const target = { targetRoleArn: "arn:aws:iam::444455556666:role/there" };
        const made = await plugin.create(types.association, association("kept", target));
        const updated = await plugin.update(types.association, made, association("kept"));
        assert.equal(updated.outputs.targetRoleArn, undefined);
        assert.equal(
            (await plugin.read(types.association, made.id, updated)).outputs.targetRoleArn,
            target.targetRoleArn,
        );
    });

    it("makes the external ID unknown in the preview of an update, and keeps the association's ID", async () => {
        const made = await plugin.create(types.association, association("preview"));
        const preview = await plugin.update(
            types.association,
            made,
            association("preview", { disableSessionTags: true }),
            true,
        );
        assert.equal(preview.outputs.externalId, "04da6b54-80e4-46f7-96ec-b56ff0331ba9");
        assert.equal(preview.outputs.associationId, made.id);
    });

    it("refuses what AWS refuses, in AWS's words", async () => {
        const made = await plugin.create(types.association, association("twice"));
        const stranger = JSON.stringify({
            Version: "2012-10-17",
            Statement: [
                { Effect: "Allow", Principal: { Service: "pods.eks.amazonaws.com" }, Action: "sts:AssumeRole" },
            ],
        });
        const half = await plugin.create(types.role, { name: "half", assumeRolePolicy: stranger });
        const refused: readonly (readonly [Properties, RegExp])[] = [
            [
                association("twice"),
                new RegExp(
                    `creating EKS Pod Identity Association \\(dev/shop/twice\\): operation error EKS: CreatePodIdentityAssociation, ` +
                        `https response error StatusCode: 409, RequestID: [\\w-]+, ResourceInUseException: Association already exists: ${made.id}`,
                ),
            ],
            [
                association("x", { roleArn: "arn:aws:iam::111122223333:role/nobody" }),
                /InvalidParameterException: Role provided in the request does not exist/,
            ],
            // The ARN counts with its path.
            [association("x", { roleArn: "arn:aws:iam::111122223333:role/pods" }), /does not exist/],
            [
                association("x", { roleArn: half.outputs.arn }),
                /InvalidParameterException: Trust policy of the role provided is invalid/,
            ],
            [
                association("x", { roleArn: "arn:aws:iam::444455556666:role/pods" }),
                /Cross-account pass role is not allowed/,
            ],
            [association("x", { roleArn: "" }), /Cross-account pass role is not allowed/],
            [association("x", { clusterName: "nope" }), /ResourceNotFoundException: No cluster found for name: nope\./],
            [association("x", { policy: podTrust }), /requires disableSessionTags/],
            [association("x", { tags: { "AWS:x": "y" } }), /system tags/],
            [
                association("x", { tags: { ["k".repeat(129)]: "y" } }),
                /Value at 'tags.key' failed to satisfy constraint: Member must have length less than or equal to 128/,
            ],
        ];
        for (const [inputs, message] of refused) {
            await assert.rejects(plugin.create(types.association, inputs), message);
        }
    });

    it("waits for a role that is not visible yet, and does not for a trust policy", async () => {
        await faults([{ roleInvisibleFor: 2 }]);
        await plugin.create(types.association, association("late"));
        await faults([{ trustRefusedFor: 1 }]);
        await assert.rejects(
            plugin.create(types.association, association("trust")),
            /Trust policy of the role provided is invalid/,
        );
        await plugin.create(types.association, association("trust"));
    });

    it("fails on demand for the calls that match, in every process", async () => {
        await faults([
            {
                operation: "CreatePodIdentityAssociation",
                match: { serviceAccount: "ord*" },
                times: 1,
                error: "InvalidRequestException: no",
            },
            {
                operation: "CreatePodIdentityAssociation",
                match: { serviceAccount: "slow" },
                times: 2,
                error: "ThrottlingException: Rate exceeded",
            },
        ]);
        const other = await Plugin.start(here);
        try {
            await plugin.create(types.association, association("unharmed"));
            await assert.rejects(
                plugin.create(types.association, association("order-1")),
                /InvalidRequestException: no/,
            );
            await other.create(types.association, association("order-1"));
            await other.create(types.association, association("slow"));
        } finally {
            other.stop();
        }
        const slow = (await calls()).filter(call => call.input.serviceAccount === "slow");
        assert.deepEqual(
            slow.map(call => call.error),
            ["ThrottlingException: Rate exceeded", "ThrottlingException: Rate exceeded", undefined],
        );
    });

    it("finds the association of a subject among more than one page of a list", async () => {
        await Promise.all(
            Array.from({ length: 120 }, (_, i) => plugin.create(types.association, association(`many-${i}`))),
        );
        await assert.rejects(
            plugin.create(types.association, association("many-119")),
            /Association already exists: a-\w+/,
        );
    });

    it("replaces an association if its region, its provider's region or its subject changes", async () => {
        const made = await plugin.create(types.association, association("moves"));
        for (const change of [
            { clusterName: "green" },
            { namespace: "web" },
            { serviceAccount: "other" },
            { region: "us-east-1" },
        ]) {
            const diff = await plugin.diff(types.association, made.outputs, association("moves", change));
            assert.deepEqual(diff.replaces, Object.keys(change));
            assert.equal(diff.deleteBeforeReplace, false);
        }
        const elsewhere = await Plugin.start(here, { region: "us-east-1" });
        assert.deepEqual((await elsewhere.diff(types.association, made.outputs, made.inputs)).replaces, ["region"]);
        elsewhere.stop();
    });

    it("keeps the version that an add-on chose, and the associations that it owns", async () => {
        const inputs = {
            clusterName: "dev",
            addonName: "aws-ebs-csi-driver",
            podIdentityAssociations: [{ serviceAccount: "ebs-csi-controller-sa", roleArn: role.outputs.arn }],
            tags: { team: "platform" },
        };
        const made = await plugin.create(types.addon, inputs);
        assert.equal(made.id, "dev:aws-ebs-csi-driver");
        assert.match(String(made.outputs.addonVersion), /^v1\./);
        assert.deepEqual(made.outputs.podIdentityAssociations, inputs.podIdentityAssociations);
        assert.deepEqual(await plugin.read(types.addon, made.id, made), made);
        assert.deepEqual((await plugin.diff(types.addon, made.outputs, inputs)).diffs, []);
        await assert.rejects(plugin.create(types.addon, inputs), /ResourceInUseException/);
        await assert.rejects(
            plugin.create(types.association, {
                clusterName: "dev",
                namespace: "kube-system",
                serviceAccount: "ebs-csi-controller-sa",
                roleArn: role.outputs.arn,
            }),
            /Association already exists/,
        );

        const { podIdentityAssociations: _, ...without } = inputs;
        const updated = await plugin.update(types.addon, made, { ...without, tags: { team: "storage" } });
        assert.equal(updated.outputs.podIdentityAssociations, undefined);
        assert.deepEqual(updated.outputs.tags, { team: "storage" });
        const back = await plugin.update(types.addon, updated, inputs);
        await plugin.delete(types.addon, back);
        await plugin.create(types.association, {
            clusterName: "dev",
            namespace: "kube-system",
            serviceAccount: "ebs-csi-controller-sa",
            roleArn: role.outputs.arn,
        });
    });

    it("refuses add-ons that AWS refuses", async () => {
        const agent = {
            clusterName: "dev",
            addonName: "eks-pod-identity-agent",
            resolveConflictsOnCreate: "OVERWRITE",
        };
        const made = await plugin.create(types.addon, agent);
        // OVERWRITE takes over a self-managed agent only.
        await assert.rejects(
            plugin.create(types.addon, agent),
            /creating EKS Add-On \(dev:eks-pod-identity-agent\): .*ResourceInUseException: Addon already exists\./,
        );
        await assert.rejects(
            plugin.create(types.addon, { ...agent, addonName: "no-such" }),
            /InvalidParameterException: Addon no-such specified is not supported/,
        );
        await assert.rejects(
            plugin.create(types.addon, { ...agent, addonName: "coredns", addonVersion: "v9.9.9" }),
            /version specified is not supported/,
        );
        await assert.rejects(
            plugin.create(types.addon, { ...agent, clusterName: "nope" }),
            /No cluster found for name: nope/,
        );
        await assert.rejects(
            plugin.check(types.addon, { ...agent, resolveConflictsOnCreate: "PRESERVE" }),
            /to be one of \[NONE OVERWRITE\]/,
        );
        // Taken out of the program, version and configuration stay.
        const configured = await plugin.update(types.addon, made, {
            ...agent,
            addonVersion: "v1.3.9-eksbuild.3",
            configurationValues: '{"a":1}',
        });
        assert.deepEqual((await plugin.diff(types.addon, configured.outputs, agent)).diffs, []);
        assert.equal(configured.outputs.addonVersion, "v1.3.9-eksbuild.3");
    });

    it("answers the functions used here", async () => {
        const { computeConfigs } = await plugin.invoke("aws:eks/getCluster:getCluster", { name: "dev" });
        assert.deepEqual(computeConfigs, [{ enabled: true, nodePools: [], nodeRoleArn: "" }]);
        await assert.rejects(
            plugin.invoke("aws:eks/getCluster:getCluster", { name: "nope" }),
            /reading EKS Cluster \(nope\): couldn't find resource/,
        );
        await assert.rejects(
            plugin.invoke("aws:eks/getAddon:getAddon", { clusterName: "dev", addonName: "vpc-cni" }),
            /reading EKS Add-On \(dev:vpc-cni\): couldn't find resource/,
        );
        const version = { addonName: "eks-pod-identity-agent", kubernetesVersion: "1.33" };
        const newest = await plugin.invoke("aws:eks/getAddonVersion:getAddonVersion", { ...version, mostRecent: true });
        const standard = await plugin.invoke("aws:eks/getAddonVersion:getAddonVersion", version);
        assert.notEqual(newest.version, standard.version);
        assert.equal(
            (await plugin.invoke("aws:index/getCallerIdentity:getCallerIdentity", {})).accountId,
            "111122223333",
        );
        assert.equal((await plugin.invoke("aws:index/getPartition:getPartition", {})).partition, "aws");
        assert.equal((await plugin.invoke("aws:index/getRegion:getRegion", {})).region, "eu-west-1");
        await assert.rejects(
            plugin.invoke("aws:s3/getBucket:getBucket", {}),
            /the sandbox does not model aws:s3\/getBucket:getBucket; it models aws:eks/,
        );
    });
});

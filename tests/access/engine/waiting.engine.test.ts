import * as assert from "node:assert/strict";
import { CreatePodIdentityAssociationCommand } from "@aws-sdk/client-eks";
import { wordsOf } from "../../../sandbox/commandLine";
import { account, closeStacks, messagesOf, openStacks, region } from "../../program/engineStack";
import type { EngineStacks } from "../../program/engineStack";
import { associationsOf, rolesOf } from "../../program/state";
import { callsOf, misbehave } from "./engine";

const read = { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::orders/*"] };
const config = { clusterName: "test", associations: { "shop/orders": { role: { statements: [read] } } } };
const cluster = { account, region, cluster: "test" };
const existingRole = `arn:aws:iam::${account}:role/report`;

describe("an AWS that is not ready yet", () => {
    let stacks: EngineStacks;

    before(async function () {
        stacks = await openStacks(this);
        await stacks.sandbox.seed([{ account, region, clusters: [{ name: "test" }], roles: [existingRole] }]);
    });
    afterEach(() => misbehave(stacks.sandbox));
    after(() => closeStacks(stacks));

    const notThereYet = {
        "a role that EKS sees only after the provider has stopped trying": {
            roleInvisibleFor: 1,
            propagationSeconds: 0,
        },
        "a trust policy that has not arrived for two calls": { trustRefusedFor: 2 },
        "throttling of more calls than the SDK repeats": {
            operation: "CreatePodIdentityAssociation",
            error: "ThrottlingException: Rate exceeded",
            times: 8,
        },
    };
    for (const [what, fault] of Object.entries(notThereYet)) {
        it(`is retried, and the retry is logged: ${what}`, async () => {
            await stacks.run("destroy", "--yes", "--skip-preview", "--stack", "test");
            await misbehave(stacks.sandbox, fault);
            const result = await stacks.up("test", config);
            assert.equal(result.code, 0, messagesOf(result, "error") + result.stderr);
            assert.match(
                messagesOf(result, "info"),
                /identity\/shop\/orders: (not visible in AWS yet|throttled by AWS), retrying in 2 s/,
            );
            assert.ok((await associationsOf(stacks.sandbox, cluster))["shop/orders"]);
            assert.deepEqual(await stacks.mustUp("test", config), {});
        });
    }

    it("is retried hardly longer than the provider does: a role that does not exist", async () => {
        await stacks.mustUp("test", config);
        await misbehave(stacks.sandbox, { propagationSeconds: 0 });
        const mistyped = { roleArn: `arn:aws:iam::${account}:role/reprot` };
        const result = await stacks.up("test", {
            ...config,
            associations: { ...config.associations, "shop/report": mistyped },
        });
        assert.notEqual(result.code, 0);
        assert.match(messagesOf(result, "error"), /Role provided in the request does not exist/);
        assert.deepEqual(
            messagesOf(result, "info").match(/identity\/shop\/report: not visible in AWS yet.*in \d+ s/g),
            ["identity/shop/report: not visible in AWS yet, retrying in 2 s"],
        );
        await misbehave(stacks.sandbox);
        await stacks.mustUp("test", config);
    });

    it("is retried if the trust policy of an existing role changes with its association, in place", async () => {
        await stacks.mustUp("test", config);
        await misbehave(stacks.sandbox, { trustRefusedFor: 1 });
        const moved = { ...config, associations: { "shop/orders": { roleArn: existingRole } } };
        const { update } = await stacks.mustUp("test", moved);
        assert.deepEqual(update, ["PodIdentityAssociation identity/shop/orders"]);
        await misbehave(stacks.sandbox);
        await stacks.mustUp("test", config);
    });

    it("is not retried after a final error: one call, with AWS's message", async () => {
        await misbehave(stacks.sandbox, {
            operation: "CreatePodIdentityAssociation",
            error: "InvalidRequestException: not on this cluster",
        });
        const before = (await callsOf(stacks.sandbox, "CreatePodIdentityAssociation")).length;
        const refused = { ...config, associations: { ...config.associations, "shop/carts": { role: {} } } };
        const result = await stacks.up("test", refused);
        assert.notEqual(result.code, 0);
        assert.match(messagesOf(result, "error"), /InvalidRequestException: not on this cluster/);
        assert.equal((await callsOf(stacks.sandbox, "CreatePodIdentityAssociation")).length, before + 1);
        await misbehave(stacks.sandbox);
        await stacks.mustUp("test", config);
    });

    it("leaves no partial state that the next deployment does not finish", async () => {
        await stacks.run("destroy", "--yes", "--skip-preview", "--stack", "test");
        await misbehave(stacks.sandbox, {
            operation: "CreatePodIdentityAssociation",
            error: "InvalidRequestException: no",
        });
        const failed = await stacks.up("test", config);
        assert.notEqual(failed.code, 0);
        await misbehave(stacks.sandbox);
        assert.deepEqual(await stacks.mustUp("test", config), {
            create: ["PodIdentityAssociation identity/shop/orders"],
        });
    });

    it("explains an existing association and the fixes, without another call to AWS", async () => {
        await stacks.sandbox.eks({ account, region }).send(
            new CreatePodIdentityAssociationCommand({
                clusterName: "test",
                namespace: "shop",
                serviceAccount: "taken",
                roleArn: existingRole,
            }),
        );
        const { associationId = "" } = (await associationsOf(stacks.sandbox, cluster))["shop/taken"] ?? {};
        const before = (await callsOf(stacks.sandbox, "CreatePodIdentityAssociation")).length;
        const taken = { ...config, associations: { ...config.associations, "shop/taken": { role: {} } } };
        const refused = await stacks.up("test", taken);
        assert.notEqual(refused.code, 0);
        const text = messagesOf(refused, "error");
        assert.match(
            text,
            new RegExp(
                `shop/taken has a Pod Identity association on the cluster "test" already: ${associationId}, with the role ${existingRole}\\.`,
            ),
        );
        assert.match(
            text,
            new RegExp(`describe-pod-identity-association --cluster-name test --association-id ${associationId}`),
        );
        assert.equal((await callsOf(stacks.sandbox, "CreatePodIdentityAssociation")).length, before + 1);

        const line = /pulumi (import '.*?' '.*?' '.*?' --parent '.*?')/.exec(text)?.[1] ?? "";
        const imported = await stacks.run(
            ...wordsOf(line),
            "--yes",
            "--skip-preview",
            "--generate-code=false",
            "--stack",
            "test",
        );
        assert.equal(imported.code, 0, imported.stdout + imported.stderr);
        const { update, ...others } = await stacks.mustUp("test", taken);
        assert.deepEqual([update, others], [["PodIdentityAssociation identity/shop/taken"], {}]);
        assert.equal((await associationsOf(stacks.sandbox, cluster))["shop/taken"]?.associationId, associationId);
    });

    it("explains an existing association of an add-on, without suggesting its import", async () => {
        const serviceAccount = "ebs-csi-controller-sa";
        await stacks.mustUp("addons", {
            clusterName: "test",
            agent: { mode: "existing" },
            eksAddons: { "aws-ebs-csi-driver": { associations: { [serviceAccount]: { roleArn: existingRole } } } },
        });
        const taken = { ...config, associations: { [`kube-system/${serviceAccount}`]: { role: {} } } };
        const refused = await stacks.up("test", taken);
        assert.notEqual(refused.code, 0);
        const text = messagesOf(refused, "error");
        assert.match(text, new RegExp(`already: a-\\w+, with the role ${existingRole}\\.`));
        assert.match(text, /The EKS add-on aws-ebs-csi-driver owns it/);
        assert.doesNotMatch(text, /pulumi import/);
        const gone = await stacks.run("destroy", "--yes", "--skip-preview", "--stack", "addons");
        assert.equal(gone.code, 0, gone.stdout + gone.stderr);
    });

    for (const flags of [[], ["--run-program"]]) {
        it(`shows AWS's message if destroy fails${flags.map(flag => ` with ${flag}`).join("")}`, async () => {
            await stacks.mustUp("test", config);
            await misbehave(stacks.sandbox, {
                operation: "DeletePodIdentityAssociation",
                error: "InvalidRequestException: the cluster is being upgraded",
            });
            const result = await stacks.run("destroy", "--yes", "--skip-preview", "--stack", "test", ...flags);
            assert.notEqual(result.code, 0);
            assert.match(result.stdout + result.stderr, /InvalidRequestException: the cluster is being upgraded/);
            assert.doesNotMatch(result.stdout + result.stderr, /was not registered/);
        });
    }

    it("has no resources left after destroy", async () => {
        await stacks.mustUp("test", config);
        const result = await stacks.run("destroy", "--yes", "--skip-preview", "--stack", "test");
        assert.equal(result.code, 0, result.stdout + result.stderr);
        assert.deepEqual(await rolesOf(stacks.sandbox, account), []);
    });
});

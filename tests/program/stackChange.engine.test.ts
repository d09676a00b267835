import * as assert from "node:assert/strict";
import { account, closeStacks, messagesOf, openStacks, region } from "./engineStack";
import type { EngineStacks } from "./engineStack";
import { addonOf, associationsOf, rolesOf } from "./state";

describe("a change of a deployed stack", () => {
    let stacks: EngineStacks;
    const role = { managedPolicies: ["AmazonS3ReadOnlyAccess"] };
    const config = { associations: { "shop/orders": { role } } };

    before(async function () {
        stacks = await openStacks(this);
        await stacks.sandbox.seed([{ account, region, clusters: [{ name: "blue" }, { name: "green" }] }]);
    });
    after(() => closeStacks(stacks));

    it("to a new clusterName causes a warning about running pods, also in the preview, with the way to move without a gap", async () => {
        await stacks.mustUp("move", { ...config, clusterName: "blue" });
        const green = { ...config, clusterName: "green" };
        await stacks.write("move", green);
        const preview = await stacks.run("preview", "--json", "--stack", "move");
        assert.equal(preview.code, 0, preview.stdout + preview.stderr);
        assert.match(preview.stdout, /moves from the cluster \\"blue\\" to the cluster \\"green\\"/);
        const result = await stacks.up("move", green);
        assert.equal(result.code, 0, messagesOf(result, "error"));
        assert.match(
            messagesOf(result, "warning"),
            /moves from the cluster "blue" to the cluster "green".*\n.*at most 6 hours.*\n.*use another stack for "green"/,
        );
    });

    it("causes no warning if it is another one", async () => {
        const wider = { clusterName: "green", associations: { ...config.associations, "shop/cart": { role } } };
        const result = await stacks.up("move", wider);
        assert.equal(result.code, 0, messagesOf(result, "error"));
        assert.equal(messagesOf(result, "warning"), "");
    });

    it("that removes the configuration of an add-on causes a warning with the way to reset it", async () => {
        const agent = { configuration: { agent: { level: 5 } } };
        await stacks.mustUp("kept", { clusterName: "blue", agent });
        const result = await stacks.up("kept", { clusterName: "blue" });
        assert.equal(result.code, 0, messagesOf(result, "error"));
        assert.match(
            messagesOf(result, "warning"),
            /agent\.configuration was removed.*configuration: \{\} to reset it/,
        );
        await stacks.mustUp("kept", { clusterName: "blue", agent: { configuration: {} } });
        const addon = await addonOf(stacks.sandbox, { account, region, cluster: "blue" }, "eks-pod-identity-agent");
        assert.equal(addon?.configurationValues, "{}");
    });

    it("to another namespace of an add-on replaces the add-on: a cluster can have it only once", async () => {
        const associations = { controller: { role } };
        const addon = (rest: object) => ({
            clusterName: "green",
            agent: { mode: "builtIn" },
            eksAddons: { "aws-ebs-csi-driver": { associations, ...rest } },
        });
        const place = { account, region, cluster: "green" };
        await stacks.mustUp("namespace", addon({}));
        const changes = await stacks.mustUp("namespace", addon({ namespace: "storage" }));
        assert.deepEqual(changes["create-replacement"], ["Addon identity/eksAddons:aws-ebs-csi-driver"]);
        const associated = await associationsOf(stacks.sandbox, place);
        assert.ok("storage/controller" in associated && !("kube-system/controller" in associated));
    });

    it("to another key of a managed policy is refused, because the role would lose it", async () => {
        const arn = `arn:aws:iam::${account}:policy/export`;
        await stacks.sandbox.seed([{ account, region, policies: [arn] }]);
        const given = (role: object) => ({
            clusterName: "green",
            agent: { mode: "builtIn" },
            associations: { "keys/a": { role } },
        });
        const attached = async () =>
            (await rolesOf(stacks.sandbox, account)).find(({ name }) => name.startsWith("keys-a-"))?.managedPolicies;
        await stacks.mustUp("keys", given({ managedPolicyArns: { a: arn } }));
        const refused = await stacks.up("keys", given({ managedPolicyArns: { b: arn } }));
        assert.notEqual(refused.code, 0);
        assert.match(
            messagesOf(refused, "error"),
            /has the policy export already.*\n.*deploy without the policy first/,
        );
        assert.deepEqual(await attached(), [arn]);
        await stacks.mustUp("keys", given({}));
        await stacks.mustUp("keys", given({ managedPolicyArns: { b: arn } }));
        assert.deepEqual(await attached(), [arn]);
    });
});

import * as assert from "node:assert/strict";
import { account, closeStacks, messagesOf, openStacks, region } from "../../program/engineStack";
import type { EngineStacks } from "../../program/engineStack";
import { associationsOf } from "../../program/state";
import { misbehave } from "./engine";

const cluster = { account, region, cluster: "test" };
const subject = "kube-system/ebs-csi-controller-sa";
const association = { role: { presets: { ebsCsiManaged: {} } } };
const owned = {
    clusterName: "test",
    eksAddons: { "aws-ebs-csi-driver": { associations: { "ebs-csi-controller-sa": association } } },
};

describe("an EKS add-on whose associations EKS refuses", () => {
    let stacks: EngineStacks;

    before(async function () {
        stacks = await openStacks(this);
        await stacks.sandbox.seed([{ account, region, clusters: [{ name: "test" }] }]);
    });
    afterEach(() => misbehave(stacks.sandbox));
    after(() => closeStacks(stacks));

    it("converges in the two explained deployments where its subject moves from the associations of the stack", async () => {
        await stacks.mustUp("test", { clusterName: "test", associations: { [subject]: association } });
        const before = (await associationsOf(stacks.sandbox, cluster))[subject];

        const refused = await stacks.up("test", owned);
        assert.notEqual(refused.code, 0);
        assert.match(
            messagesOf(refused, "error"),
            new RegExp(`${subject} has a Pod Identity association .*: ${before?.associationId ?? "none"}`),
        );
        assert.match(messagesOf(refused, "error"), /1\. Take the subject out of associations[^]*2\. Put it into/);

        await stacks.mustUp("test", { clusterName: "test", eksAddons: { "aws-ebs-csi-driver": {} } });
        assert.equal((await associationsOf(stacks.sandbox, cluster))[subject], undefined);
        await stacks.mustUp("test", owned);
        const after = (await associationsOf(stacks.sandbox, cluster))[subject];
        assert.ok(after);
        assert.notEqual(after.associationId, before?.associationId);
        assert.deepEqual(await stacks.mustUp("test", owned), {});
    });

    it("is explained, and warned of before, where the add-on supports none", async () => {
        await misbehave(stacks.sandbox, {
            operation: "CreateAddon",
            match: { addonName: "cert-manager" },
            error: "InvalidParameterException: Pod Identity feature is not supported for addon version: v1.19.1-eksbuild.1",
        });
        const addons = (associations: Readonly<Record<string, unknown>>) => ({
            ...owned,
            eksAddons: { ...owned.eksAddons, "cert-manager": { associations } },
        });
        const refused = await stacks.up("test", addons({ "cert-manager": { role: {} } }));
        assert.notEqual(refused.code, 0);
        assert.match(messagesOf(refused, "warning"), /EKS refuses them: cert-manager supports no Pod Identity/);
        assert.match(messagesOf(refused, "error"), /1\. Deploy the add-on without associations/);

        await misbehave(stacks.sandbox);
        await stacks.mustUp("test", addons({}));
        await stacks.mustUp("test", { ...addons({}), associations: { "cert-manager/cert-manager": { role: {} } } });
    });
});

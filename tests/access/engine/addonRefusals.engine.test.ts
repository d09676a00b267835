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

    it("can be fixed with the two suggested deployments if its subject has an association in the stack", async () => {
        await stacks.mustUp("test", { clusterName: "test", associations: { [subject]: association } });
        const before = (await associationsOf(stacks.sandbox, cluster))[subject];

        const refused = await stacks.up("test", owned);
        assert.notEqual(refused.code, 0);
        assert.match(
            messagesOf(refused, "error"),
            new RegExp(`${subject} has a Pod Identity association .*: ${before?.associationId ?? "none"}`),
        );
        assert.match(messagesOf(refused, "error"), /1\. Remove the subject from associations[^]*2\. Add it to/);

        await stacks.mustUp("test", { clusterName: "test", eksAddons: { "aws-ebs-csi-driver": {} } });
        assert.equal((await associationsOf(stacks.sandbox, cluster))[subject], undefined);
        await stacks.mustUp("test", owned);
        const after = (await associationsOf(stacks.sandbox, cluster))[subject];
        assert.ok(after);
        assert.notEqual(after.associationId, before?.associationId);
        assert.deepEqual(await stacks.mustUp("test", owned), {});
    });

    it("causes an explained error and an earlier warning if the add-on does not support associations", async () => {
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
        assert.match(messagesOf(refused, "warning"), /EKS refuses them: cert-manager does not support Pod Identity/);
        assert.match(messagesOf(refused, "error"), /1\. Deploy the add-on without associations/);

        await misbehave(stacks.sandbox);
        await stacks.mustUp("test", addons({}));
        await stacks.mustUp("test", { ...addons({}), associations: { "cert-manager/cert-manager": { role: {} } } });
    });
});

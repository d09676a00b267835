import * as assert from "node:assert/strict";
import { account, closeStacks, messagesOf, openStacks, region } from "./engineStack";
import type { EngineStacks } from "./engineStack";

describe("a new clusterName in a deployed stack", () => {
    let stacks: EngineStacks;
    const role = { managedPolicies: ["AmazonS3ReadOnlyAccess"] };
    const config = { associations: { "shop/orders": { role } } };

    before(async function () {
        stacks = await openStacks(this);
        await stacks.sandbox.seed([{ account, region, clusters: [{ name: "blue" }, { name: "green" }] }]);
    });
    after(() => closeStacks(stacks));

    it("causes a warning about running pods, also in the preview, with the way to move without a gap", async () => {
        await stacks.mustUp("move", { ...config, clusterName: "blue" });
        await stacks.write("move", { ...config, clusterName: "green" });
        const preview = await stacks.run("preview", "--json", "--stack", "move");
        assert.equal(preview.code, 0, preview.stdout + preview.stderr);
        assert.match(preview.stdout, /moves from the cluster \\"blue\\" to the cluster \\"green\\"/);
        const result = await stacks.run("up", "--yes", "--skip-preview", "--stack", "move", "--json");
        assert.equal(result.code, 0, messagesOf(result, "error"));
        assert.match(
            messagesOf(result, "warning"),
            /moves from the cluster "blue" to the cluster "green".*\n.*at most 6 hours.*\n.*use another stack for "green"/,
        );
    });

    it("causes no warning if something else changes", async () => {
        const wider = { clusterName: "green", associations: { ...config.associations, "shop/cart": { role } } };
        await stacks.write("move", wider);
        const result = await stacks.run("up", "--yes", "--skip-preview", "--stack", "move", "--json");
        assert.equal(result.code, 0, messagesOf(result, "error"));
        assert.equal(messagesOf(result, "warning"), "");
    });
});

import * as assert from "node:assert/strict";
import { account, closeStacks, openStacks, region } from "../program/engineStack";
import type { EngineStacks, StackConfig } from "../program/engineStack";
import { associationsOf } from "../program/state";
import { allTogether, documentedConfigs } from "./docs";

describe("the configurations of docs/access.md, on the real engine", () => {
    let stacks: EngineStacks;

    before(async function () {
        stacks = await openStacks(this);
        await stacks.sandbox.seed([
            {
                account,
                region,
                clusters: [{ name: "dev" }],
                roles: [
                    `arn:aws:iam::${account}:role/operators`,
                    `arn:aws:iam::${account}:role/pod-identity/basket-green`,
                ],
            },
        ]);
    });
    after(() => closeStacks(stacks));

    it("go up all together, and a second time there is nothing to do", async () => {
        const { targetRoles = {}, ...stack } = allTogether(documentedConfigs());
        const config = { clusterName: "dev", ...stack };
        await stacks.mustUp("docs", withoutGreen(config));
        await stacks.mustUp("docs", config);
        assert.deepEqual(await stacks.mustUp("docs", config), {});
        const associations = await associationsOf(stacks.sandbox, { account, region, cluster: "dev" });
        assert.deepEqual(
            Object.keys(associations).filter(subject => !subject.startsWith("kube-system/")),
            Object.keys(stack.associations ?? {}).sort(),
        );
        const there = { "aws:allowedAccountIds": ["444455556666"], targetRoles };
        await stacks.mustUp("target", there);
        assert.deepEqual(await stacks.mustUp("target", there), {});
    });
});

/** Green's associations name a role of blue's, which has to be there first: here the same stack makes it. */
function withoutGreen(config: StackConfig): StackConfig {
    const { "shop/basket-green": _green, ...associations } = config.associations as Record<string, unknown>;
    return { ...config, associations };
}

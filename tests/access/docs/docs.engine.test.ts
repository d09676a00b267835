import * as assert from "node:assert/strict";
import { account, closeStacks, openStacks, region } from "../../program/engineStack";
import type { EngineStacks } from "../../program/engineStack";
import { associationsOf } from "../../program/state";
import { allTogether, documentedConfigs } from "./docs";
import { isLetIn } from "../engine/engine";

describe("the configurations of docs/access.md, on the real engine", () => {
    let stacks: EngineStacks;
    const configs = documentedConfigs();
    const ownStacks = configs.flatMap(({ clusterName, config }) =>
        clusterName === undefined ? [] : [{ clusterName, associations: {}, ...config }],
    );

    before(async function () {
        stacks = await openStacks(this);
        await stacks.sandbox.seed([
            {
                account,
                region,
                clusters: [{ name: "dev" }, ...ownStacks.map(({ clusterName }) => ({ name: clusterName }))],
                roles: [`arn:aws:iam::${account}:role/operators`],
            },
        ]);
    });
    after(() => closeStacks(stacks));

    it("can be deployed together, and a second deployment changes nothing", async () => {
        const { targetRoles = {}, ...stack } = allTogether(configs);
        const config = { clusterName: "dev", ...stack };
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

    it("can be deployed on the clusters that they name, blue before green, and admit all their subjects", async () => {
        assert.deepEqual(
            ownStacks.map(({ clusterName }) => clusterName),
            ["blue", "green"],
        );
        for (const config of ownStacks) {
            await stacks.mustUp(config.clusterName, config);
            assert.deepEqual(await stacks.mustUp(config.clusterName, config), {});
        }
        for (const { clusterName: cluster, associations } of ownStacks) {
            const found = await associationsOf(stacks.sandbox, { account, region, cluster });
            assert.deepEqual(Object.keys(found), Object.keys(associations));
            for (const [subject, association] of Object.entries(found)) {
                assert.ok(
                    await isLetIn(stacks.sandbox, { account, region, cluster }, subject, association?.roleArn),
                    `the role of ${subject} on ${cluster} lets it in`,
                );
            }
        }
    });
});

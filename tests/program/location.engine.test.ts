import * as assert from "node:assert/strict";
import { account, changesOf, closeStacks, messagesOf, openStacks, region } from "./engineStack";
import type { EngineStacks } from "./engineStack";

describe("a role of another account", () => {
    let stacks: EngineStacks;
    before(async function () {
        stacks = await openStacks(this);
        await stacks.sandbox.seed([{ account, region, clusters: [{ name: "test" }] }]);
    });
    after(() => closeStacks(stacks));

    const statement = { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::orders/*"] };
    const config = {
        clusterName: "test",
        associations: {
            "shop/orders": { role: { statements: [statement] } },
            "shop/report": { roleArn: "arn:aws:iam::444455556666:role/report" },
        },
    };
    const confined = { ...config, "aws:allowedAccountIds": [account] };
    const anywhere = { ...config, "aws:allowedAccountIds": undefined };

    for (const [title, given, message] of [
        [
            "the program, with its line",
            confined,
            /Pulumi\.test\.yaml:\d+:\d+ .*shop\/report"\]\.roleArn: .* is not in the account/,
        ],
        [
            "the component, once AWS has described the cluster",
            anywhere,
            /shop\/report"\]\.roleArn: .* is not in the account/,
        ],
    ] as const) {
        it(`is rejected before anything is created, by ${title}`, async () => {
            const result = await stacks.up("test", given);
            assert.notEqual(result.code, 0);
            assert.match(messagesOf(result, "error"), message);
            assert.deepEqual(changesOf(result), {});
        });
    }
});

import * as assert from "node:assert/strict";
import { allowedActions } from "../docs/deployingPolicy";
import { requireSandbox } from "../sandbox/prerequisites";
import { chaos } from "./main";

/** A sample; `npm run chaos` runs more and writes docs/reliability.md. */
describe("a deployment that is killed, or that AWS refuses once", function () {
    this.timeout(1_200_000);
    before(async function () {
        await requireSandbox(this);
    });

    const print = (text: string) => process.stdout.write(`      ${text}\n`);

    it("converges, and no subject has more than before and after together", async () => {
        const { kills, operations } = await chaos({
            parts: ["kills"],
            scenarios: ["narrow"],
            sample: 2,
            seed: 1,
            print,
        });
        assert.deepEqual(
            kills.flatMap(({ problems }) => problems),
            [],
        );
        assert.ok(kills.some(({ tookPlace }) => tookPlace));
        // The policy of docs/deploying.md allows at least the calls that were recorded.
        assert.ok(operations.includes("iam:UpdateAssumeRolePolicy"), operations.join());
        assert.deepEqual(
            operations.filter(operation => !allowedActions().includes(operation)),
            [],
        );
    });

    it("is repeated, or its message names the subject", async () => {
        const { failures } = await chaos({ parts: ["failures"], scenarios: ["addon"], sample: 3, seed: 1, print });
        assert.deepEqual(
            failures.flatMap(({ problems }) => problems),
            [],
        );
    });
});

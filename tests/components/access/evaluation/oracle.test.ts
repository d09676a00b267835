/** A sample of `npm run prove:diff`. */
import * as assert from "node:assert/strict";
import { provePairs, proveRequests } from "./prove";

describe("the evaluator, compared with another implementation of IAM", () => {
    it("has the same result for random requests", async () => {
        const { count, disagreements } = await proveRequests(400, seed());
        assert.equal(count, 400);
        assert.deepEqual(disagreements, []);
    });

    it("finds a request for each difference of random edits, and every difference", async () => {
        const { witnesses, undecided, disagreements } = await provePairs(100, seed());
        assert.ok(witnesses > 20, `${witnesses} witnesses`);
        assert.equal(undecided, 0);
        assert.deepEqual(disagreements, []);
    }).timeout(60_000);
});

function seed(): number {
    return Number(process.env.PROOF_SEED ?? Math.floor(Math.random() * 2 ** 31));
}

import * as assert from "node:assert/strict";
import { fuzz } from "./fuzz";

describe("a broken stack file", () => {
    // `npm run fuzz` tries 20,000.
    it("results in a config or in messages with positions, in time, and changes no prototype", function () {
        // Slow machines need time. The fuzzer ends a hang.
        this.timeout(0);
        const seed = process.env.FUZZ_SEED === undefined ? Date.now() % 2 ** 31 : Number(process.env.FUZZ_SEED);
        const { runs, fine, wrong } = fuzz(500, seed);
        process.stdout.write(`      seed ${String(seed)}: ${String(fine)} fine, ${String(wrong)} wrong\n`);
        assert.equal(fine + wrong, runs);
        assert.ok(fine > 0 && wrong > 0, "the fuzzer makes files of one kind only");
    });
});

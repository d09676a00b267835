import * as assert from "node:assert/strict";
import { fuzz } from "./fuzz";

describe("a broken stack file", () => {
    // `npm run fuzz` tries 20,000.
    it("gives a config or located messages, soon, and changes no prototype", function () {
        // A machine may be slow; what hangs is ended by the fuzzer.
        this.timeout(0);
        const seed = process.env.FUZZ_SEED === undefined ? Date.now() % 2 ** 31 : Number(process.env.FUZZ_SEED);
        const { runs, fine, wrong } = fuzz(500, seed);
        process.stdout.write(`      seed ${String(seed)}: ${String(fine)} fine, ${String(wrong)} wrong\n`);
        assert.equal(fine + wrong, runs);
        assert.ok(fine > 0 && wrong > 0, "the fuzzer makes files of one kind only");
    });
});

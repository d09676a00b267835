import * as assert from "node:assert/strict";
import { kinds, soundEdits } from "./edits";

describe("the edits of a long life", () => {
    it("are the same for the same seed, and of many kinds", async () => {
        const runs: string[][] = [[], []];
        for (const run of runs) {
            for await (const { kind, text } of soundEdits(3)) {
                run.push(`${kind}\n${text}`);
                if (run.length === 25) break;
            }
        }
        assert.deepEqual(runs[0], runs[1]);
        const found = new Set(runs[0]?.map(text => text.split("\n")[0]));
        assert.ok(found.size > 10, [...found].join("; "));
        const [first, ...others] = found;
        assert.equal(first, "the first deployment");
        assert.ok(others.every(kind => (kind ?? "") in kinds));
    });
});

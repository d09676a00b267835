import * as assert from "node:assert/strict";
import { rowsOf, withTimes } from "./upTable";

describe("the table of the times of `pulumi up`", () => {
    const times = [
        { title: "the CLI's defaults", seconds: 40 },
        { title: "`--parallel 50`", seconds: 30 },
    ];

    it("has ratios to the defaults", () => {
        assert.deepEqual(rowsOf(times), ["| the CLI's defaults | 40 s | 1.00 |", "| `--parallel 50` | 30 s | 0.75 |"]);
    });

    it("replaces the one in the page", () => {
        const page =
            "# Performance\n<!-- npm run bench:up -- --write -->\nold\n<!-- end of the times of up -->\nadvice\n";
        const written = withTimes(page, times, { count: 300, date: "2026-11-25", load: 1 });
        assert.match(written, /# Performance\n[^]*300 associations[^]*\| 0\.75 \|\n\n<!-- end[^]*advice\n$/);
        assert.doesNotMatch(written, /old/);
        assert.throws(() => withTimes("# Performance\n", times, { count: 1, date: "", load: 1 }), /lacks/);
    });
});

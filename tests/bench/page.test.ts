import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { withTable } from "../../bench/page";
import { compared } from "../../bench/row";
import type { Row } from "../../bench/row";

const row = (what: string, ratio: number): Row => ({
    what,
    against: "hand-written loop",
    runs: 3,
    ours: { seconds: ratio, megabytes: 100 },
    reference: { seconds: 1 },
    ratio,
    goal: 0.5,
});
const empty = "# Page\n<!-- npm run bench -- --write -->\n<!-- end of the table -->\nrest\n";

describe("the table of measurements", () => {
    it("has a row for each measurement, with its goal, below the day", () => {
        const text = withTable(empty, [row("registration of 1", 0.4)], "2026-11-25");
        assert.match(
            text,
            /^Measured on 2026-11-25:\n\n\| what .*\n\| --- .*\n\| registration of 1 \| hand-written loop \| 3 \| 0\.40 s, 100 MB \| 1\.00 s \| 0\.40 \| ≤ 0\.5 \|$/m,
        );
        assert.match(text, /^# Page\n[\s\S]*\nrest\n$/);
    });

    it("keeps the rows that were not measured again, and moves the others to the table of their time", () => {
        const before = withTable(empty, [row("a", 0.4), row("b", 0.6)], "earlier");
        const after = withTable(before, [row("c", 0.8), row("a", 0.5)], "later");
        const found = [...after.matchAll(/^(?:Measured on (\w+):|\| ([abc]) .* (0\.\d+) \| ≤ 0.5 \|)$/gm)];
        assert.deepEqual(
            found.map(([, time, what, ratio]) => time ?? [what, ratio]),
            ["later", ["a", "0.50"], ["c", "0.80"], "earlier", ["b", "0.60"]],
        );
    });

    it("stays as it is if nothing was measured", () => {
        const text = withTable(empty, [row("a", 0.4), row("b", 0.6)], "earlier");
        assert.equal(withTable(text, [], "later"), text);
    });

    it("has short rows, also of many resources", () => {
        const large = { seconds: 1000, megabytes: 9999, resources: 20001 };
        const text = withTable(
            empty,
            [{ ...row("registration of 5,000", 0.35), ours: large, reference: large }],
            "day",
        );
        assert.ok(Math.max(...text.split("\n").map(line => line.length)) <= 132);
    });

    it("refuses a page without its place in it", () => {
        assert.throws(() => withTable("# Page\n", [], ""), /needs the lines/);
    });

    it("is in docs/performance.md", () => {
        const page = fs.readFileSync(path.join(__dirname, "../../docs/performance.md"), "utf8");
        assert.match(withTable(page, [row("x", 1)], ""), /\| x \|/);
    });
});

describe("a comparison", () => {
    it("is the median of its pairs, and not a quotient of medians", async () => {
        const pairs = [
            [1, 1],
            [10, 5],
            [2, 8],
        ] as const;
        let next = 0;
        const { ratio, ours } = await compared({ what: "x", against: "y" }, pairs.length, () => {
            const [seconds = 0, reference = 0] = pairs[next++] ?? [];
            return { ours: { seconds }, reference: { seconds: reference } };
        });
        assert.equal(ratio, 1);
        assert.equal(ours.seconds, 2);
    });
});

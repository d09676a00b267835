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
    it("has a row for each measurement, with its goal and the day", () => {
        const text = withTable(empty, [row("registration of 1", 0.4)], "2026-11-25");
        assert.match(
            text,
            /\| registration of 1 \| hand-written loop \| 3 \| 0\.40 s, 100 MB \| 1\.00 s \| 0\.40 \| ≤ 0\.5 \| 2026-11-25 \|/,
        );
        assert.match(text, /^# Page\n[\s\S]*\nrest\n$/);
    });

    it("keeps the rows that were not measured again, and replaces the others in their place", () => {
        const before = withTable(empty, [row("a", 0.4), row("b", 0.6)], "earlier");
        const after = withTable(before, [row("c", 0.8), row("a", 0.5)], "later");
        const rows = after.split("\n").filter(line => /^\| [abc] /.test(line));
        assert.deepEqual(
            rows.map(line => [line[2], line.includes("later")]),
            [
                ["a", true],
                ["b", false],
                ["c", true],
            ],
        );
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

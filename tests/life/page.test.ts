import * as assert from "node:assert/strict";
import { pageOf } from "../chaos/page";
import { lifeIn, lifeSection, withLife } from "./page";

const run = { date: "2026-11-25", seed: 7, minutes: 20, machine: "2 cores" };
const outcome = { kind: "path", of: "identity/shop/orders", changes: { replace: 2 }, isFresh: true };

describe("the section about edits in docs/reliability.md", () => {
    const page = pageOf({ kills: [], failures: [], operations: [] }, run);

    it("comes before the last section, and is replaced by the next run", () => {
        const [first, second] = [1, 2].map(number =>
            lifeSection([{ ...outcome, number: 0, problems: [`problem ${number}`] }], run),
        ) as [string, string];
        const once = withLife(page, first);
        assert.match(once, /## Edits of one stack[^]*problem 1[^]*## Repeat it/);
        const twice = withLife(once, second);
        assert.equal(twice, withLife(page, second));
        assert.equal(lifeIn(twice), second);
    });

    it("stays as it is when `npm run chaos` writes the page", () => {
        const life = lifeSection([{ ...outcome, number: 0, problems: [] }], run);
        assert.equal(withLife(page, lifeIn(withLife(page, life))), withLife(page, life));
        assert.equal(withLife(page, lifeIn(page)), page);
    });

    it("counts the edits by kind, with what they may replace", () => {
        const life = lifeSection([{ ...outcome, number: 0, problems: [] }], run);
        assert.match(life, /^\| path \| 1 \| 1 \| role, policies \| 0 \|$/m);
    });
});

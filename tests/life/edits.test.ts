import * as assert from "node:assert/strict";
import { empty, roleSlots } from "./config";
import type { LifeConfig } from "./config";
import { diceOf } from "./dice";
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

    it("give an own role another content, and no other name or path: that would replace it", () => {
        const role = { statements: [{ actions: ["s3:GetObject"], resources: ["*"] }], name: "orders", path: "/" };
        const config: LifeConfig = {
            ...empty,
            associations: { "shop/orders": { role } },
            eksAddons: { adot: { associations: { controller: { role }, "collector.v2": { role } } } },
        };
        const kind = ["another role", "an association of an add-on is added, or gets another role"];
        const drafts = kind.flatMap(each =>
            [...Array(30).keys()].map(seed => kinds[each]?.draft(config, diceOf(seed))),
        );
        const roles = drafts.flatMap(edit => (edit ? roleSlots(edit.config).map(slot => slot.role) : []));
        assert.ok(roles.some(({ presets }) => presets !== undefined));
        for (const { name, path } of roles) assert.deepEqual([name, path], ["orders", "/"]);
    });
});

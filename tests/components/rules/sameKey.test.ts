import * as assert from "node:assert/strict";
import { grouped, withEarlier } from "../../../components/rules/sameKey";

const keyOf = (item: string): string | undefined => (item.startsWith("?") ? undefined : item[0]);

describe("items with the same key", () => {
    it("have the first of them as the earlier one, and none without a key", () => {
        const items = ["a1", "?1", "b1", "a2", "?2", "a3"];
        assert.deepEqual(
            withEarlier(items, keyOf).map(({ earlier }) => earlier),
            [undefined, undefined, undefined, "a1", undefined, "a1"],
        );
    });

    it("are in one group, in their order, and items without a key in none", () => {
        const groups = grouped(["a1", "?1", "b1", "a2", "?2", "a3"], keyOf);
        assert.deepEqual(
            [...groups],
            [
                ["a", ["a1", "a2", "a3"]],
                ["b", ["b1"]],
            ],
        );
    });
});

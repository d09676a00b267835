import * as assert from "node:assert/strict";
import { tagCount } from "../../../components/rules/tags";

describe("the number of tags", () => {
    it("does not include what null removes, and is 0 for anything but a map", () => {
        assert.equal(tagCount({ team: "shop", owner: null, stage: undefined, empty: "" }), 2);
        assert.deepEqual([undefined, null, "team", ["team"]].map(tagCount), [0, 0, 0, 0]);
    });
});

import * as assert from "node:assert/strict";
import { canBeEqual } from "../../../components/rules/canBeEqual";

describe("texts with placeholders", () => {
    const equal: readonly (readonly [string, string])[] = [
        ["a", "a"],
        ["arn:{partition}:iam::1:role/a", "arn:aws-cn:iam::1:role/a"],
        ["{account}-{cluster}", "111122223333-dev"],
        ["{cluster}-{cluster}", "dev-dev"],
        ["{cluster}-a", "{region}-a"],
        ["${aws:x}-{cluster}", "${aws:x}-dev"],
        ["{other}-{cluster}", "{other}-dev"],
    ];
    const different: readonly (readonly [string, string])[] = [
        ["a", "b"],
        ["a", "a{cluster}"],
        ["arn:{partition}:iam::1:role/a", "arn:aws:iam::1:role/b"],
        ["arn:{partition}:iam::{account}:role/a", "arn:{partition}:iam::{account}:role/b"],
        ["arn:{partition}:iam::1:role/a", "arn:aws:iam::2:role/a"],
        ["{account}", "dev"],
        ["{cluster}-{cluster}", "dev-prod"],
        ["{region}/{cluster}", "eu-west-1/a.b"],
        ["{other}", "dev"],
        ["a-{cluster}", "b-{region}"],
        ["{cluster}-a", "{region}-b"],
        ["{account}-a-{cluster}", "{account}-b-{cluster}"],
        ["{cluster}-{account}-a-{region}", "{cluster}-{account}-b-{region}"],
        ["{cluster}.{account}", "devx111122223333"],
    ];

    it("can be equal after their placeholders are replaced", () => {
        assert.deepEqual(
            equal.filter(([one, two]) => !canBeEqual(one, two) || !canBeEqual(two, one)),
            [],
        );
    });

    it("differ if no values make them equal", () => {
        assert.deepEqual(
            different.filter(([one, two]) => canBeEqual(one, two) || canBeEqual(two, one)),
            [],
        );
    });
});

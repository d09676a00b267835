import * as assert from "node:assert/strict";
import { malformedElements } from "../../../components/rules/policyShape";

describe("the elements of a statement", () => {
    it("are text or lists of text, and conditions are maps of maps of values", () => {
        const statement = {
            Action: "s3:GetObject",
            NotAction: ["s3:*", "sqs:*"],
            Resource: [],
            Condition: {
                StringEquals: { "aws:a": "b", "aws:c": ["d", "e"] },
                Bool: { "aws:f": true },
                NumericEquals: { g: 1 },
            },
        };
        assert.deepEqual(malformedElements(statement), []);
    });

    it("are malformed if one part has another type, whatever the others have", () => {
        const good = { "aws:a": "b" };
        const conditions = [
            "text",
            ["list"],
            { StringEquals: "b" },
            { StringEquals: good, StringLike: "b" },
            { StringEquals: { ...good, "aws:c": {} } },
            { StringEquals: { ...good, "aws:c": ["d", null] } },
            { StringEquals: { ...good, "aws:c": [["d", {}]] } },
        ];
        for (const Condition of conditions) assert.deepEqual(malformedElements({ Condition }), ["Condition"]);
        for (const element of ["Action", "NotAction", "Resource", "NotResource"]) {
            for (const value of [5, {}, ["a", 5], null]) {
                assert.deepEqual(malformedElements({ [element]: value }), [element]);
            }
        }
    });
});

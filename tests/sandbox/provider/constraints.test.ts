import * as assert from "node:assert/strict";
import { constraintViolations, type ServiceModel } from "../../../sandbox/provider/aws/constraints";

const model: ServiceModel = {
    operations: { CreateThing: { input: { shape: "CreateThingRequest" } } },
    shapes: {
        CreateThingRequest: {
            type: "structure",
            required: ["Name"],
            members: {
                Name: { shape: "Name" },
                Kind: { shape: "Kind" },
                Tags: { shape: "Tags" },
                Hours: { shape: "Hours" },
                Labels: { shape: "Labels" },
            },
        },
        Name: { type: "string", min: 1, max: 5, pattern: "^[a-z]*" },
        Kind: { type: "string", enum: ["A", "B"] },
        Tags: { type: "list", max: 2, member: { shape: "Tag" } },
        Tag: { type: "structure", required: ["Key"], members: { Key: { shape: "Key" } } },
        Key: { type: "string", max: 3, pattern: "[\\p{L}_.]+" },
        Hours: { type: "integer", min: 1, max: 12 },
        Labels: { type: "map", min: 1, key: { shape: "Key" }, value: { shape: "Kind" } },
    },
};

describe("AWS's constraints on a request", () => {
    const table: readonly (readonly [object, readonly string[]])[] = [
        [{ Name: "abc", Kind: "A", Tags: [{ Key: "é" }], Hours: 3, Labels: { a: "B" } }, []],
        [{}, ["Value null at 'name' failed to satisfy constraint: Member must not be null"]],
        [
            { Name: "" },
            ["Value at 'name' failed to satisfy constraint: Member must have length greater than or equal to 1"],
        ],
        [
            { Name: "abcdef" },
            ["Value at 'name' failed to satisfy constraint: Member must have length less than or equal to 5"],
        ],
        // AWS matches the whole value although this pattern ends open.
        [
            { Name: "ab1" },
            ["Value at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-z]*"],
        ],
        [
            { Name: "a", Kind: "C" },
            ["Value at 'kind' failed to satisfy constraint: Member must satisfy enum value set: [A, B]"],
        ],
        [
            { Name: "a", Hours: 13 },
            ["Value at 'hours' failed to satisfy constraint: Member must have value less than or equal to 12"],
        ],
        [
            { Name: "a", Tags: [{ Key: "a" }, { Key: "long" }] },
            [
                "Value at 'tags.2.member.key' failed to satisfy constraint: Member must have length less than or equal to 3",
            ],
        ],
        [
            { Name: "a", Tags: [{}] },
            ["Value null at 'tags.1.member.key' failed to satisfy constraint: Member must not be null"],
        ],
        [
            { Name: "a", Labels: {} },
            ["Value at 'labels' failed to satisfy constraint: Member must have length greater than or equal to 1"],
        ],
        [
            { Name: "a", Labels: { a: "C" } },
            ["Value at 'labels.a' failed to satisfy constraint: Member must satisfy enum value set: [A, B]"],
        ],
        [{ Name: "a", Colour: "red" }, ["'colour' is no member of the request"]],
    ];
    for (const [input, expected] of table) {
        it(`of ${JSON.stringify(input)}: ${expected.length === 0 ? "kept" : expected.join()}`, () => {
            assert.deepEqual(constraintViolations(model, "CreateThing", input), expected);
        });
    }

    it("refuse an operation that AWS does not have", () => {
        assert.deepEqual(constraintViolations(model, "Other", {}), ["AWS has no operation Other"]);
    });
});

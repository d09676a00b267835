import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { isMisspelt, kindOf, notText, unknownProperty } from "../../../components/rules/kinds";
import { nearestOf, suggestionFirst } from "../../../components/rules/nearest";
import { otherSpelling, subjectKeyAdvice } from "../../../components/rules/otherSpellings";

describe("the type of a value in a message", () => {
    for (const [value, kind] of [
        [null, "empty (null)"],
        [undefined, "missing"],
        [[], "a list"],
        ["", "empty text"],
        ["x", "text"],
        [{}, "a map"],
        [5, "a number"],
        [true, "a boolean"],
    ] as const) {
        it(`is ${kind}`, () => {
            assert.equal(kindOf(value), kind);
        });
    }

    it("is an Output", () => {
        assert.equal(kindOf(pulumi.output("")), "an Output");
    });

    it("is a map for text that YAML parses as one, with the text in quotes", () => {
        const remedy = (value: unknown): string => notText(value).remedy;
        assert.equal(remedy({ cluster: null }), 'put it in quotes: "{cluster}"');
        assert.equal(remedy({ arn: { partition: null } }), 'put it in quotes: "arn:{partition}"');
        for (const value of [5, {}, { a: null, b: null }, { "a b": null }, { "1a": null }, { a1: null }, { a: "x" }]) {
            assert.equal(remedy(value), "text is required here");
        }
    });
});

describe("a suggestion", () => {
    it("is a similar word, the nearest one", () => {
        assert.equal(nearestOf("versoin", ["namespace", "version"]), "version");
        assert.equal(nearestOf("VERSION", ["version"]), "version");
        assert.equal(nearestOf("ab", ["xy", "ax"]), "ax");
        assert.equal(nearestOf("abc", ["xyz"]), undefined);
        assert.equal(nearestOf("abcdef", ["abxyef", "abxyzf"]), "abxyef");
        assert.equal(nearestOf("abcdef", ["xyzdef"]), undefined);
    });

    it("is a longer or a shorter word with the same beginning, the shortest one", () => {
        assert.equal(
            nearestOf("DescribeInstance", ["DescribeInstanceStatus", "DescribeInstances"]),
            "DescribeInstances",
        );
        assert.equal(nearestOf("tag", ["tagsForEverything"]), "tagsForEverything");
        assert.equal(nearestOf("ta", ["tagsForEverything"]), undefined);
        assert.equal(nearestOf("tags", ["tags", "tag"]), "tags");
    });

    it("comes before the advice", () => {
        assert.equal(
            suggestionFirst("versoin", ["version"], "use one of them"),
            'did you mean "version"? Use one of them',
        );
        assert.equal(suggestionFirst("x", ["version"], "use one of them"), "use one of them");
    });
});

describe("an unknown property", () => {
    it("is another tool's name for a property", () => {
        const table = ["role", "roleRef", "roleArn"];
        assert.equal(otherSpelling("RoleARN", table), "roleArn");
        assert.equal(otherSpelling("permission_policy_arns", table), "role.managedPolicies");
        assert.equal(otherSpelling("permission_policy_arns", ["managedPolicies"]), "managedPolicies");
        assert.equal(otherSpelling("permission_policy_arns", ["roleArn"]), undefined);
        assert.equal(otherSpelling("constructor", table), undefined);
    });

    it("with the namespace or the service account belongs into the key", () => {
        const association = ["roleRef", "targetRoleArn"];
        assert.match(
            subjectKeyAdvice("service_account", association) ?? "",
            /^the key of an association is its subject/,
        );
        assert.match(subjectKeyAdvice("namespace", ["roleRef"]) ?? "", /^the key of an association here is/);
        assert.equal(subjectKeyAdvice("namespace", ["roleArn"]), undefined);
        assert.equal(subjectKeyAdvice("name", association), undefined);
        assert.match(unknownProperty("namespace", association).remedy, /^the key of an association is its subject/);
    });

    it("has the properties that there are", () => {
        assert.equal(unknownProperty("xyz", ["a", "b"]).problem, 'there is no property "xyz"');
        assert.match(unknownProperty("xyz", ["a", "b"]).remedy, /^the properties here are /);
        assert.equal(unknownProperty("xyz", ["a"]).remedy, 'did you mean "a"? It is the only property here');
    });

    it("is one problem with the missing property that it means", () => {
        assert.ok(isMisspelt({ nmae: 1 }, ["name"]));
        assert.ok(!isMisspelt({ name: 1 }, ["name"]));
        assert.ok(!isMisspelt({ nmae: 1 }, ["path"], ["name", "path"]));
        assert.ok(!isMisspelt({}, ["name"]));
    });
});

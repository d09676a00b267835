import * as assert from "node:assert/strict";
import { normalizedPolicy, policiesAreEquivalent } from "../../../sandbox/provider/policyEquivalence";

const policy = (statement: object): string => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
const statement = { Effect: "Allow", Action: ["s3:Get", "s3:Put"], Resource: "*" };

describe("two policies", () => {
    const same: Readonly<Record<string, readonly [string, string]>> = {
        "in another spacing": [policy(statement), JSON.stringify(JSON.parse(policy(statement)), null, 2)],
        "with keys in another order": [policy({ a: 1, b: 2 }), policy({ b: 2, a: 1 })],
        "with actions in another order": [policy(statement), policy({ ...statement, Action: ["s3:Put", "s3:Get"] })],
        "with one value or a list of one": [policy(statement), policy({ ...statement, Resource: ["*"] })],
        "with one statement or a list of one": [
            policy(statement),
            JSON.stringify({ Version: "2012-10-17", Statement: statement }),
        ],
        "with an account or the ARN of its root": [
            policy({ Principal: { AWS: "111122223333" } }),
            policy({ Principal: { AWS: "arn:aws:iam::111122223333:root" } }),
        ],
        "with a boolean or its text in a condition": [
            policy({ Condition: { Bool: { "aws:SecureTransport": true } } }),
            policy({ Condition: { Bool: { "aws:SecureTransport": ["true"] } } }),
        ],
        "with an empty Sid or none": [policy({ ...statement, Sid: "" }), policy(statement)],
    };
    for (const [title, [left, right]] of Object.entries(same)) {
        it(`say the same ${title}`, () => {
            assert.ok(policiesAreEquivalent(left, right));
        });
    }

    const different: Readonly<Record<string, readonly [string, string]>> = {
        "another action": [policy(statement), policy({ ...statement, Action: "s3:Get" })],
        "another effect": [policy(statement), policy({ ...statement, Effect: "Deny" })],
        "a condition more": [policy(statement), policy({ ...statement, Condition: { Null: { "aws:x": "true" } } })],
        "another operator": [
            policy({ Condition: { StringEquals: { "aws:x": "y" } } }),
            policy({ Condition: { StringEqualsIfExists: { "aws:x": "y" } } }),
        ],
        "another version": [policy(statement), policy(statement).replace("2012-10-17", "2008-10-17")],
        "no JSON": [policy(statement), "x"],
    };
    for (const [title, [left, right]] of Object.entries(different)) {
        it(`differ by ${title}`, () => {
            assert.ok(!policiesAreEquivalent(left, right));
        });
    }

    it("are kept compact, with keys in order", () => {
        assert.equal(normalizedPolicy('{ "b": 1, "a": [ 2 ] }'), '{"a":[2],"b":1}');
    });
});

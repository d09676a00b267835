import * as assert from "node:assert/strict";
import { wideAccess } from "../../../../components/access/evaluation/wideAccess";
import { documentStatements } from "../../../../components/access/policyDocument";

const role = "arn:aws:iam::111122223333:role";
const allow = { Effect: "Allow", Resource: "*" };
const deny = { Effect: "Deny", Resource: "*" };
const everyLetter = Array.from("abcdefghijklmnopqrstuvwxyz");

/** Statements of a document, and their wide access. */
const rows: readonly (readonly [what: string, statements: readonly object[], ...kinds: string[]])[] = [
    ["*", [{ ...allow, Action: "*" }], "everything"],
    ["**", [{ ...allow, Action: "**" }], "everything"],
    ["*:*", [{ ...allow, Action: "*:*" }], "everything"],
    ["?*:*", [{ ...allow, Action: "?*:*" }], "everything"],
    ["* on arn:*", [{ ...allow, Action: "*", Resource: "arn:*" }], "everything"],
    ["* in an account", [{ ...allow, Action: "*", Resource: "arn:aws:*:*:111122223333:*" }], "everything"],
    ["* in another partition", [{ ...allow, Action: "*", Resource: "arn:aws-cn:*" }], "everything"],
    ["NotAction", [{ ...allow, NotAction: "sts:GetCallerIdentity" }], "everything"],
    ["NotResource", [{ Effect: "Allow", Action: "*", NotResource: "arn:aws:s3:::audit" }], "everything"],
    ["actions by first letter", [{ ...allow, Action: everyLetter.map(letter => `${letter}*`) }], "everything"],
    [
        "* without one service",
        [
            { ...allow, Action: "*" },
            { ...deny, Action: "s3:*" },
        ],
        "everything",
    ],
    [
        "* and a Deny that a condition limits",
        [
            { ...allow, Action: "*" },
            { ...deny, Action: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
        ],
        "everything",
    ],
    [
        "* taken back",
        [
            { ...allow, Action: "*" },
            { ...deny, Action: "*" },
        ],
    ],
    [
        "* taken back but for a bucket",
        [
            { ...allow, Action: "*" },
            { Effect: "Deny", Action: "*", NotResource: "arn:aws:s3:::orders/*" },
        ],
    ],
    [
        "* taken back but for a service",
        [
            { ...allow, Action: "*" },
            { ...deny, NotAction: "s3:*" },
        ],
        "s3",
    ],
    ["* on a condition", [{ ...allow, Action: "*", Condition: { Bool: { "aws:SecureTransport": "true" } } }]],
    ["* with an empty condition", [{ ...allow, Action: "*", Condition: {} }], "everything"],
    ["* in a Region", [{ ...allow, Action: "*", Resource: "arn:aws:*:eu-west-1:*:*" }]],
    ["* on a bucket", [{ ...allow, Action: "*", Resource: "arn:aws:s3:::orders/*" }]],
    ["iam:*", [{ ...allow, Action: "iam:*" }], "iam"],
    ["iam:?*", [{ ...allow, Action: "iam:?*" }], "iam"],
    ["IAM:**", [{ ...allow, Action: "IAM:**" }], "iam"],
    ["i?m:*", [{ ...allow, Action: "i?m:*" }], "iam"],
    ["iam:* on what IAM has", [{ ...allow, Action: "iam:*", Resource: "arn:aws:iam::*:*" }], "iam"],
    ["iam:* on the roles", [{ ...allow, Action: "iam:*", Resource: `${role}/*` }], "passRole"],
    ["s3:**", [{ ...allow, Action: "s3:**" }], "s3"],
    ["s3:* on every bucket", [{ ...allow, Action: "s3:*", Resource: "arn:aws:s3:::*" }], "s3"],
    ["s3:* on one bucket", [{ ...allow, Action: "s3:*", Resource: "arn:aws:s3:::orders*" }]],
    ["s3:Get*", [{ ...allow, Action: "s3:Get*" }]],
    ["passing", [{ ...allow, Action: "iam:PassRole" }], "passRole"],
    ["passing by a glob", [{ ...allow, Action: ["iam:getrole", "IAM:pass*"], Resource: `${role}/?*` }], "passRole"],
    [
        "passing to one service",
        [
            {
                ...allow,
                Action: "iam:PassRole",
                Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
            },
        ],
    ],
    ["passing some roles", [{ ...allow, Action: "iam:PassRole", Resource: `${role}/nodes-*` }]],
    [
        "passing any role but one",
        [
            { ...allow, Action: "iam:PassRole" },
            { Effect: "Deny", Action: "iam:PassRole", Resource: `${role}/admin` },
        ],
        "passRole",
    ],
    [
        "passing, taken back",
        [
            { ...allow, Action: "iam:PassRole" },
            { ...deny, Action: "iam:*" },
        ],
    ],
    ["one action", [{ ...allow, Action: "s3:GetObject" }]],
    ["no statement", []],
];

describe("wide access depends on the matches of patterns", () => {
    for (const [what, statements, ...kinds] of rows) {
        it(`${what}: ${kinds.join() || "not wide"}`, () => {
            assert.deepEqual(
                wideAccess(documentStatements({ Statement: statements })).map(({ kind, service }) => service ?? kind),
                kinds,
            );
        });
    }

    it("accepts a single statement without a list", () => {
        assert.equal(wideAccess(documentStatements({ Statement: { ...allow, Action: "*" } })).length, 1);
    });
});

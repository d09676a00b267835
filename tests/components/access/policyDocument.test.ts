import * as assert from "node:assert/strict";
import { permissionsPolicy } from "../../../components/access/permissions";
import { documentStatements, plainJson, statementsInText } from "../../../components/access/policyDocument";

describe("the policy of statements", () => {
    it("has only the elements that are set, and allows unless it denies", () => {
        const conditions = { StringEquals: { "aws:SourceVpc": ["vpc-1"] } };
        assert.deepEqual(
            permissionsPolicy([
                { actions: ["s3:GetObject"], resources: ["*"], conditions: {} },
                { sid: "A", effect: "Deny", notActions: ["iam:*"], notResources: ["arn:aws:s3:::x"], conditions },
            ]),
            {
                Version: "2012-10-17",
                Statement: [
                    { Effect: "Allow", Action: ["s3:GetObject"], Resource: ["*"] },
                    {
                        Sid: "A",
                        Effect: "Deny",
                        NotAction: ["iam:*"],
                        NotResource: ["arn:aws:s3:::x"],
                        Condition: conditions,
                    },
                ],
            },
        );
        assert.deepEqual(Object.keys(permissionsPolicy([{}]).Statement[0] ?? {}), ["Effect"]);
    });
});

describe("the statements of a document", () => {
    it("have lists for single values, and only the elements of the document", () => {
        const Condition = { Bool: { "aws:SecureTransport": "true" } };
        assert.deepEqual(
            documentStatements({
                Statement: [
                    { Effect: "Allow", Action: "s3:GetObject", Resource: ["a", "b"] },
                    { Effect: "Deny", NotAction: ["iam:*"], NotResource: "c", Condition },
                ],
            }),
            [
                { Effect: "Allow", Action: ["s3:GetObject"], Resource: ["a", "b"] },
                { Effect: "Deny", NotAction: ["iam:*"], NotResource: ["c"], Condition },
            ],
        );
        const [plain] = documentStatements({ Statement: { Effect: "Allow" } });
        assert.deepEqual(Object.keys(plain ?? {}), ["Effect"]);
    });

    it("leave out what is not valid", () => {
        assert.deepEqual(documentStatements({ Statement: { Effect: "Allow", Action: ["a", 5, null] } }), [
            { Effect: "Allow", Action: ["a"] },
        ]);
        for (const document of [undefined, null, "x", 5, {}, { Statement: [null, "x", { Effect: "Perhaps" }] }]) {
            assert.deepEqual(documentStatements(document), []);
        }
    });

    it("do not exist in a text that is not JSON", () => {
        assert.deepEqual(statementsInText("{"), []);
        assert.deepEqual(statementsInText('{ "Statement": { "Effect": "Allow" } }'), [{ Effect: "Allow" }]);
    });
});

describe("JSON without white space", () => {
    it("is the shortest text of the same value", () => {
        assert.equal(plainJson('{ "a": "\\u0062" }\n'), '{"a":"b"}');
        assert.equal(plainJson("{"), undefined);
    });
});

import * as assert from "node:assert/strict";
import * as rules from "../../../components/rules/awsRules";
import * as principals from "../../../components/rules/principals";
import { documentIsPolicy } from "../../../components/rules/documents";
import { problemText } from "../../../components/rules/problem";
import type { TextRule } from "../../../components/rules/textRule";

type Row = readonly [rule: string, check: TextRule, legal: readonly string[], refused: readonly string[]];

const account = "111122223333";
const x = (count: number): string => "x".repeat(count);

/** Texts that AWS or Kubernetes accepts and refuses. */
const rows: readonly Row[] = [
    [
        "a service account",
        rules.serviceAccountIsSubdomain,
        ["a", "a-b", "a.b", "a-1.b-2.c", "a.bc-de", x(253)],
        ["", "-a", "a-", "A", "a..b", ".a", "a.-b", "a.b-", "a.B", "a_b", x(254)],
    ],
    [
        "the ARN of a role",
        rules.roleArnIsLegal,
        [
            `arn:aws:iam::${account}:role/x`,
            `arn:aws-cn:iam::${account}:role/a/b/x`,
            `arn:aws:iam::${account}:role/${x(64)}`,
        ],
        [
            "x",
            `arn:aws:iam::${account}:role/`,
            `arn:aws:iam::${account}:role/*`,
            `arn:aws:iam::${account}:role/a/\${x}`,
            `arn:aws:iam::${account}:role/${x(65)}`,
            `arn:aws:iam::${account}:user/x`,
            `arn:aws:iam::1${account}:role/x`,
            `arn:aws:sts::${account}:role/x`,
            ` arn:aws:iam::${account}:role/x`,
        ],
    ],
    [
        "the ARN of a managed policy",
        rules.policyArnIsLegal,
        ["arn:aws:iam::aws:policy/ReadOnlyAccess", `arn:aws:iam::${account}:policy/a/b`],
        [
            "ReadOnlyAccess",
            "arn:aws:iam::aws:policy/",
            "arn:aws:iam::aws:xpolicy/a-name-that-is-long",
            "arn:aws:iam::aws:policy/a b",
            `arn:aws:iam::aws:policy/${x(641)}`,
            "arn:aws:iam::awsx:policy/ReadOnlyAccess",
            `arn:aws:iam::1${account}:policy/a`,
            `arn:aws:s3::${account}:policy/a`,
            "arn:a:iam::aws:policy/a\nb",
        ],
    ],
    [
        "a managed policy",
        rules.managedPolicyIsLegal,
        ["ReadOnlyAccess", "service-role/X", `arn:aws:iam::${account}:policy/x`, x(128)],
        ["", "a b", ".", "..", "a/../b", "./a", "a/.", "/a", "a/", "arn:x", x(129)],
    ],
    ["a role name", rules.roleNameIsLegal, ["a", "a+=,.@_-", x(64)], ["", "a b", "a/b", x(65)]],
    ["a name prefix", rules.namePrefixIsLegal, ["a", x(38)], ["", "a b", x(39)]],
    ["a path", rules.pathIsLegal, ["/", "/a/", "/a/b/", `/${x(510)}/`], ["", "a", "/a", "a/", "/a b/", `/${x(511)}/`]],
    ["a description", rules.descriptionIsLegal, ["", "a\tb\n", "é", x(1000)], ["\u0007", "€", x(1001)]],
    ["a Sid", rules.sidIsLegal, ["A1"], ["", "a-b", "a b"]],
    ["an action", rules.actionIsLegal, ["*", "s3:Get*", "S3:?et"], ["", "s3", "s3:", ":Get", "s3:a b", "**", "a.b:C"]],
    ["a resource", rules.resourceIsLegal, ["*", "arn:aws:s3:::x"], ["", "**", "s3", "xarn:"]],
    [
        "a tag key",
        rules.tagKeyIsLegal,
        ["a", "é b_.:/=+-@1", "xaws:", "aws", x(128)],
        ["", "aws:x", "AWS:x", "a*", x(129)],
    ],
    ["a tag value", rules.tagValueIsLegal, ["", "é b_.:/=+-@1", x(256)], ["a*", "a\n", x(257)]],
    [
        "the version of an add-on",
        rules.addonVersionIsLegal,
        ["latest", "v1.3.9-eksbuild.3", "v10.20.30-eksbuild.40"],
        [
            "",
            "1.3.9-eksbuild.3",
            "v1.3-eksbuild.3",
            "v1.3.9",
            "xlatest",
            "latestx",
            "v1.3.9-eksbuild.",
            "v1x3.9-eksbuild.3",
        ],
    ],
    ["the key of a role", rules.roleKeyIsLegal, ["a", "1", "a_.-", x(64)], ["", "-a", "a b", "a/b", x(65)]],
    ["the key of a policy", rules.policyKeyIsLegal, ["a", "1", "a_.-", x(128)], ["", ".a", "a b", x(129)]],
    [
        "a service principal",
        principals.servicePrincipalIsLegal,
        ["ec2.amazonaws.com"],
        ["", "ec2", "ec2.", ".com", "EC2.com", "*.com"],
    ],
    [
        "an AWS principal",
        principals.awsPrincipalIsLegal,
        [
            "*",
            account,
            `arn:aws:iam::${account}:root`,
            `arn:aws:iam::${account}:role/a/b`,
            `arn:aws:iam::${account}:user/a`,
            `arn:aws:sts::${account}:assumed-role/a/b`,
            `arn:aws:sts::${account}:federated-user/a`,
        ],
        [
            "",
            "**",
            `1${account}`,
            `arn:aws:iam::${account}:role/*`,
            `arn:aws:iam::${account}:group/a`,
            `arn:aws:iam::*:root`,
        ],
    ],
    [
        "a federated principal",
        principals.federatedPrincipalIsLegal,
        [
            `arn:aws:iam::${account}:oidc-provider/a/b`,
            `arn:aws:iam::${account}:saml-provider/a`,
            "cognito-identity.amazonaws.com",
        ],
        ["", "a", "*", `arn:aws:iam::${account}:oidc-provider/*`, `arn:aws:iam::${account}:role/a`, "A.com"],
    ],
    ["one policy", rules.policyIsOne, ["a*", "arn:a", "xarn:*"], ["arn:a*", "arn:\n?", "arn:${a}"]],
    ["the characters of a policy", rules.policyCharactersAreLegal, ["a\t\n\ré\u00ff"], ["\u0007", "€", "😀"]],
];

describe("the rules of AWS and Kubernetes", () => {
    for (const [what, check, legal, refused] of rows) {
        it(`accept ${what} and refuse others, in an editor too`, () => {
            const expression = check.pattern?.expression;
            for (const text of legal) {
                assert.deepEqual(check(text, []), [], text);
                assert.ok(expression?.test(text) ?? true, `an editor accepts ${text}`);
            }
            for (const text of refused) {
                assert.equal(check(text, ["a"]).length, 1, text);
                assert.deepEqual(check(text, ["a"])[0]?.path, ["a"]);
            }
        });
    }

    it("name a character that IAM does not accept by its number", () => {
        const [euro, bell, smile] = ["€", "\u0007", "😀"].map(
            text => rules.policyCharactersAreLegal(text, [])[0]?.problem,
        );
        assert.match(euro ?? "", /^has the character U\+20AC, /);
        assert.match(bell ?? "", /^has the character U\+0007, /);
        assert.match(smile ?? "", /^has the character U\+1F600, /);
    });

    it("need a role in the account and the partition of the cluster", () => {
        const cluster = { arn: "", partition: "aws", region: "eu-west-1", account, name: "dev" };
        const problems = (arn: string) => rules.roleIsOnClusterOf(arn, cluster, ["a"]).length;
        assert.equal(problems(`arn:aws:iam::${account}:role/x`), 0);
        assert.equal(problems(`arn:aws-cn:iam::${account}:role/x`), 1);
        assert.equal(problems("arn:aws:iam::444455556666:role/x"), 1);
        assert.equal(problems("x"), 1);
    });
});

describe("a policy document", () => {
    for (const [text, message] of [
        ['{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}', undefined],
        ["", "is not JSON at line 1, column 1 of the text: write the JSON of a policy"],
        ["x", "is not JSON at line 1, column 1 of the text: write the JSON of a policy"],
        [
            '{\n  "a": 1\r\n  "b": 2\r}',
            "is not JSON at line 3, column 3 of the text: add the comma between the two values",
        ],
        ['{"a": 1,}', "is not JSON at line 1, column 9 of the text: "],
        ['{"a": 1 // b\n}', "is not JSON at line 1, column 9 of the text: remove the comment: JSON has none"],
        ['{"a":1} 2', "is not JSON at line 1, column 9 of the text: remove the text after the last bracket"],
        ["[]", "is JSON, but has no Statement: write the JSON of a policy"],
        ["{}", "is JSON, but has no Statement: write the JSON of a policy"],
        ['{"Statement":[1]}', 'statement 1 is not a map: write {"Effect":…,"Action":…,"Resource":…}'],
        ['{"Statement":{"Action":"*","Resource":"*"}}', "statement 1 has no valid Effect: write Allow or Deny"],
        [
            '{"Statement":{"Effect":"Deny","Resource":"*"}}',
            "statement 1 has neither Action nor NotAction: set exactly one",
        ],
        [
            '{"Statement":{"Effect":"Deny","Action":"*","Resource":"*","NotResource":"*"}}',
            "statement 1 has both Resource and NotResource: set exactly one",
        ],
        [
            '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","NotPrincipal":"*"}}',
            "statement 1 has a NotPrincipal, like the policy of a resource: remove it",
        ],
        [
            '{"Statement":{"Effect":"Allow","Action":["s3:Get*",5],"Resource":"*"}}',
            "statement 1 has a malformed Action: write a text or a list of texts",
        ],
        [
            '{"Statement":{"Effect":"Allow","Action":"*","Resource":null}}',
            "statement 1 has a malformed Resource: write a text or a list of texts",
        ],
        [
            '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":null}}}',
            "statement 1 has a malformed Condition: write {",
        ],
        [
            '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"a":true,"b":[1]}}}}',
            undefined,
        ],
    ] as const) {
        it(`${message === undefined ? "is accepted" : "is refused"}: ${text.replace(/\s+/g, " ")}`, () => {
            const texts = documentIsPolicy(text, []).map(problemText);
            assert.equal(texts.length, message === undefined ? 0 : 1, texts.join("\n"));
            assert.ok(message === undefined || texts[0]?.startsWith(message), texts[0]);
        });
    }

    it("has its problem where the user wrote it, before placeholders were replaced", () => {
        const [problem] = documentIsPolicy('{"a": "long-cluster-name" 1}', [], '{"a": "{cluster}" 1}');
        assert.match(problem?.problem ?? "", /column 19/);
    });
});

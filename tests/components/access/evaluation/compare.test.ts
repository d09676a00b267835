import * as assert from "node:assert/strict";
import { gainedAccess } from "../../../../components/access/evaluation/compare";
import type { Session } from "../../../../components/access/evaluation/session";
import { readPolicy } from "../../../../components/access/evaluation/statement";
import type { Statement } from "../../../../components/access/policyDocument";

const variables = new Map([["aws:principaltag/kubernetes-namespace", "shop"]]);

function session(...Statement: Statement[]): Session<number> {
    return {
        layers: [
            {
                kind: "permissions",
                statements: readPolicy({ Version: "2012-10-17", Statement }, variables, (_statement, index) => index),
            },
        ],
        context: new Map([...variables].map(([key, value]) => [key, [value]])),
    };
}

function allow(action: string | string[], resource: string | string[], Condition?: Statement["Condition"]): Statement {
    return { Effect: "Allow", Action: [action].flat(), Resource: [resource].flat(), ...(Condition && { Condition }) };
}

function deny(action: string, resource: string, Condition?: Statement["Condition"]): Statement {
    return { ...allow(action, resource, Condition), Effect: "Deny" };
}

const everyObject = "arn:aws:s3:::data/*";

interface Case {
    readonly title: string;
    readonly before: readonly Statement[];
    readonly after: readonly Statement[];
    /** Gained and lost access: action and resource of each witness. */
    readonly gained: readonly string[];
    readonly lost: readonly string[];
}

const cases: readonly Case[] = [
    {
        title: "a list written as one pattern is no difference",
        before: [allow(["s3:GetObject", "s3:Get*"], everyObject)],
        after: [allow("S3:get*", [everyObject, "arn:aws:s3:::data/in/*"])],
        gained: [],
        lost: [],
    },
    {
        title: "statements split or joined are no difference",
        before: [allow(["s3:GetObject", "s3:PutObject"], everyObject)],
        after: [allow("s3:PutObject", everyObject), allow("s3:GetObject", everyObject)],
        gained: [],
        lost: [],
    },
    {
        title: "a wider resource is gained",
        before: [allow("s3:GetObject", everyObject)],
        after: [allow("s3:GetObject", "arn:aws:s3:::data*")],
        gained: ["s3:getobject arn:aws:s3:::data"],
        lost: [],
    },
    {
        title: "a Deny that covers what was allowed is lost access",
        before: [allow("s3:*", "*")],
        after: [allow("s3:*", "*"), deny("s3:DeleteObject", everyObject)],
        gained: [],
        lost: ["s3:deleteobject arn:aws:s3:::data/"],
    },
    {
        title: "a Deny that is taken out is gained access, where something allows it",
        before: [allow("s3:Get*", "*"), deny("s3:*", everyObject)],
        after: [allow("s3:Get*", "*")],
        gained: ["s3:get arn:aws:s3:::data/"],
        lost: [],
    },
    {
        title: "everything but is compared with a list",
        before: [{ Effect: "Allow", NotAction: ["iam:*"], Resource: ["*"] }],
        after: [allow(["s3:*", "iam:ListRoles"], "*")],
        gained: ["iam:listroles *"],
        lost: ["i:x *"],
    },
    {
        title: "the value of a session tag is the subject's own",
        before: [allow("s3:GetObject", "arn:aws:s3:::t/${aws:PrincipalTag/kubernetes-namespace}/*")],
        after: [allow("s3:GetObject", "arn:aws:s3:::t/shop/*")],
        gained: [],
        lost: [],
    },
];

const withConditions: readonly (Case & { readonly context?: readonly (readonly [string, readonly string[]])[] })[] = [
    {
        title: "fewer values are less access",
        before: [allow("s3:GetObject", "*", { StringEquals: { "aws:SourceVpc": ["vpc-1", "vpc-2"] } })],
        after: [allow("s3:GetObject", "*", { StringLike: { "AWS:sourcevpc": "vpc-1" } })],
        gained: [],
        lost: ["s3:getobject *"],
    },
    {
        title: "…IfExists admits requests without the key",
        before: [allow("s3:GetObject", "*", { Bool: { "aws:SecureTransport": "true" } })],
        after: [allow("s3:GetObject", "*", { BoolIfExists: { "aws:SecureTransport": "true" } })],
        gained: ["s3:getobject *"],
        lost: [],
    },
    {
        title: "a smaller range of addresses is less access",
        before: [allow("s3:GetObject", "*", { IpAddress: { "aws:SourceIp": ["10.0.0.0/8", "2001:db8::/32"] } })],
        after: [allow("s3:GetObject", "*", { IpAddress: { "aws:SourceIp": ["10.1.0.0/16", "2001:db8:1::/48"] } })],
        gained: [],
        lost: ["s3:getobject *"],
    },
    {
        title: "a condition on the subject's own tag is decided",
        before: [],
        after: [
            allow("s3:GetObject", "*", { StringEquals: { "aws:PrincipalTag/kubernetes-namespace": ["other"] } }),
            allow("s3:PutObject", "*", { StringEquals: { "aws:PrincipalTag/kubernetes-namespace": ["shop"] } }),
        ],
        gained: ["s3:putobject *"],
        lost: [],
    },
    {
        title: "ForAnyValue needs a value, ForAllValues does not",
        before: [allow("ec2:CreateTags", "*", { "ForAnyValue:StringEquals": { "aws:TagKeys": ["team"] } })],
        after: [allow("ec2:CreateTags", "*", { "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] } })],
        gained: ["ec2:createtags *"],
        lost: ["ec2:createtags *"],
    },
];

describe("the difference between two policies", () => {
    for (const { title, before, after, gained, lost } of [...cases, ...withConditions]) {
        it(title, () => {
            const witnesses = (from: readonly Statement[], to: readonly Statement[]): string[] =>
                gainedAccess(session(...from), session(...to)).map(
                    ({ verdict, witness }) =>
                        `${verdict === "gained" ? "" : "? "}${witness.action} ${witness.resource}`,
                );
            assert.deepEqual({ gained: witnesses(before, after), lost: witnesses(after, before) }, { gained, lost });
        });
    }

    describe("a policy variable whose value differs by request", () => {
        const home = (name: string): string => `arn:aws:s3:::home/\${${name}}/*`;

        it("is no difference if both sides use it", () => {
            const before = session(
                allow("s3:*", home("aws:username"), { StringEquals: { "aws:SourceVpc": "${aws:PrincipalTag/vpc}" } }),
            );
            const after = session(
                allow("s3:Get*", home("aws:username"), {
                    StringEquals: { "aws:SourceVpc": "${aws:PrincipalTag/vpc}" },
                }),
            );
            assert.deepEqual(gainedAccess(before, after), []);
        });

        it("is a gain if the sides use different variables", () => {
            const [difference] = gainedAccess(
                session(allow("s3:GetObject", home("aws:PrincipalTag/kubernetes-pod-name"))),
                session(allow("s3:GetObject", home("aws:username"))),
            );
            assert.equal(difference?.verdict, "gained");
        });

        it("is undecided with a Deny, which the value may match", () => {
            const denied = deny("s3:GetObject", "arn:aws:s3:::home/bob/*");
            const [difference] = gainedAccess(
                session(allow("s3:GetObject", home("aws:username")), denied),
                session(allow("s3:GetObject", home("aws:username"))),
            );
            assert.equal(difference?.verdict, "undecided");
            assert.match(difference.cause ?? "", /variable/);
        });

        const own = home("aws:PrincipalTag/kubernetes-pod-name");
        const [bob, all] = [home("x").replace("${x}", "bob"), home("x").replace("${x}", "*")];
        const exceptOwn: Statement = { Effect: "Deny", Action: ["s3:*"], NotResource: [own] };
        const limited = (limit: Statement, ...permissions: Statement[]): Session<number> => {
            const statements = session(limit).layers.flatMap(layer => layer.statements);
            return {
                layers: [...session(...permissions).layers, { kind: "boundary", statements }],
                context: new Map(),
            };
        };
        for (const [title, after] of [
            ["a boundary", limited(allow("s3:GetObject", bob), allow("s3:GetObject", own))],
            [
                "a boundary with a default",
                limited(allow("s3:GetObject", bob), allow("s3:GetObject", own.replace("}", ", 'bill'}"))),
            ],
            ["a boundary with the variable", limited(allow("s3:GetObject", own), allow("s3:GetObject", bob))],
            ["a Deny of everything else", limited(allow("s3:GetObject", bob), allow("s3:GetObject", all), exceptOwn)],
        ] as const) {
            it(`can allow what ${title} leaves, so that it is undecided`, () => {
                const found = gainedAccess(undefined, after);
                assert.deepEqual(
                    found.map(({ verdict, witness }) => [verdict, witness.resource]),
                    [["undecided", "arn:aws:s3:::home/bob/"]],
                );
                assert.equal(found[0]?.statements[0]?.effect, "Allow");
            });
        }

        it("is one gain for a new subject", () => {
            const found = gainedAccess(undefined, session(allow("s3:GetObject", own), allow("s3:PutObject", bob)));
            assert.deepEqual(
                found.map(({ verdict, witness }) => `${verdict} ${witness.action}`),
                ["gained s3:getobject", "gained s3:putobject"],
            );
        });

        it("is undecided where too many patterns with variables can match one resource", () => {
            const many = Array.from({ length: 9 }, (_, index) => home(`aws:PrincipalTag/t${String(index)}`));
            const [difference] = gainedAccess(
                undefined,
                limited(allow("s3:GetObject", bob), allow("s3:GetObject", many)),
            );
            assert.equal(difference?.cause, "too many patterns to compare");
        });
    });

    it("is undecided with an unknown operator", () => {
        const [difference] = gainedAccess(
            undefined,
            session(allow("s3:GetObject", "*", { Resembles: { "aws:SourceVpc": "x" } })),
        );
        assert.equal(difference?.verdict, "undecided");
        assert.match(difference.cause ?? "", /Resembles/);
    });

    it("is shown with existing actions, which are listed", () => {
        const [difference] = gainedAccess(undefined, session(allow("s3:*Object", "*")), [
            { name: "s3:GetObject", resources: [] },
            { name: "s3:PutObject", resources: [] },
            { name: "sqs:SendMessage", resources: [] },
        ]);
        assert.deepEqual(difference?.actions, ["s3:GetObject", "s3:PutObject"]);
        assert.equal(difference.witness.action, "s3:GetObject");
    });

    it("includes a boundary and a session policy", () => {
        const permissions = session(allow("s3:*", "*")).layers;
        const limit = session(allow("s3:GetObject", "*")).layers.flatMap(({ statements }) => statements);
        const limited = {
            layers: [...permissions, { kind: "boundary" as const, statements: limit }],
            context: new Map(),
        };
        const gained = gainedAccess(limited, { layers: permissions, context: new Map() }, [
            { name: "s3:GetObject", resources: [] },
            { name: "s3:PutObject", resources: [] },
        ]);
        assert.deepEqual(
            gained.filter(({ actions }) => actions.length > 0).map(({ actions }) => actions),
            [["s3:PutObject"]],
        );
    });
});

import * as assert from "node:assert/strict";
import { decideRequest } from "../../../../components/access/evaluation/session";
import type { Layer, Session } from "../../../../components/access/evaluation/session";
import { readPolicy } from "../../../../components/access/evaluation/statement";
import type { Statement } from "../../../../components/access/policyDocument";

function layer(kind: Layer<string>["kind"], ...Statement: readonly Statement[]): Layer<string> {
    const document = { Version: "2012-10-17" as const, Statement };
    return { kind, statements: readPolicy(document, new Map(), (_statement, index) => `${kind} ${index}`) };
}

const allow = (action: string, resource = "*", more: Partial<Statement> = {}): Statement => ({
    Effect: "Allow",
    Action: [action],
    Resource: [resource],
    ...more,
});

function decided(layers: readonly Layer<string>[], action: string, context: Record<string, string> = {}, own = {}) {
    const session: Session<string> = { layers, context: contextOf(own) };
    const decision = decideRequest(session, { action, resource: "arn:aws:s3:::x", context: contextOf(context) });
    switch (decision.verdict) {
        case "allowed":
            return decision.by.map(({ origin }) => origin);
        case "denied":
            return `denied by ${decision.by.origin}`;
        case "not allowed":
            return `missing: ${decision.missing}`;
        case "undecided":
            return decision.cause;
    }
}

function contextOf(values: Record<string, string>) {
    return new Map(Object.entries(values).map(([key, value]) => [key, [value]]));
}

describe("the decision on a request", () => {
    const permissions = () => layer("permissions", allow("s3:Put*"), allow("S3:Get*", "arn:aws:s3:::x"));

    it("is allowed by a statement, in any case of the action", () => {
        assert.deepEqual(decided([permissions()], "s3:GETOBJECT"), ["permissions 1"]);
        assert.equal(decided([permissions()], "s3:DeleteObject"), "missing: permissions");
    });

    it("depends on the resource", () => {
        assert.equal(
            decided([layer("permissions", allow("s3:*", "arn:aws:s3:::y"))], "s3:GetObject"),
            "missing: permissions",
        );
    });

    it("needs a statement of every layer", () => {
        const boundary = layer("boundary", allow("s3:PutObject"));
        assert.deepEqual(decided([permissions(), boundary], "s3:PutObject"), ["permissions 0", "boundary 0"]);
        assert.equal(decided([permissions(), boundary], "s3:GetObject"), "missing: boundary");
        assert.equal(decided([permissions(), layer("session policy")], "s3:GetObject"), "missing: session policy");
    });

    it("is denied by a Deny of any layer, before any Allow", () => {
        const denying = layer("session policy", allow("*"), { ...allow("s3:GetObject"), Effect: "Deny" });
        assert.equal(decided([permissions(), denying], "s3:GetObject"), "denied by session policy 1");
        assert.deepEqual(decided([permissions(), denying], "s3:PutObject"), ["permissions 0", "session policy 0"]);
    });

    it("depends on the conditions of the request, and the session overrides the request", () => {
        const Condition = { StringEquals: { "aws:PrincipalTag/team": "shop" } };
        const conditional = layer("permissions", allow("s3:*", "*", { Condition }));
        assert.equal(decided([conditional], "s3:GetObject"), "missing: permissions");
        assert.deepEqual(decided([conditional], "s3:GetObject", { "aws:principaltag/team": "shop" }), [
            "permissions 0",
        ]);
        assert.equal(
            decided(
                [conditional],
                "s3:GetObject",
                { "aws:principaltag/team": "shop" },
                { "aws:principaltag/team": "x" },
            ),
            "missing: permissions",
        );
    });

    it("is undecided with an unknown operator, only where the statement applies", () => {
        const unknown = layer(
            "permissions",
            allow("s3:GetObject", "*", { Condition: { Resembles: { a: "x" }, Bool: {} } }),
        );
        assert.equal(
            decided([unknown], "s3:GetObject"),
            "a condition operator that is not known here: Resembles, Bool",
        );
        assert.equal(decided([unknown], "s3:PutObject"), "missing: permissions");
    });

    it("is about all actions and resources but those of NotAction and NotResource", () => {
        const others = layer("permissions", { Effect: "Allow", NotAction: ["iam:*"], NotResource: ["arn:aws:s3:::y"] });
        assert.deepEqual(decided([others], "s3:GetObject"), ["permissions 0"]);
        assert.equal(decided([others], "IAM:GetRole"), "missing: permissions");
    });

    it("takes variables and single values of documents as they are", () => {
        const read = (Version: string) =>
            readPolicy(
                { Version, Statement: { Effect: "Allow", Action: "S3:Get", Resource: "${a}" } } as never,
                new Map([["a", "b"]]),
                () => 0,
            );
        const [now] = read("2012-10-17");
        const [old] = read("2008-10-17");
        assert.deepEqual(now?.actions, {
            patterns: [Array.from("s3:get", letter => letter.charCodeAt(0))],
            isComplement: false,
            open: [],
        });
        assert.deepEqual(now.resources.patterns, [["b".charCodeAt(0)]]);
        assert.equal(old?.resources.patterns[0]?.length, 4);
    });
});

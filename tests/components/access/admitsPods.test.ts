import * as assert from "node:assert/strict";
import { admitsPods } from "../../../components/access/admitsPods";

const pods = { Service: "pods.eks.amazonaws.com" };
const trust = (...statements: readonly object[]): string =>
    JSON.stringify({ Version: "2012-10-17", Statement: statements });
const both = ["sts:AssumeRole", "sts:TagSession"];

describe("a trust policy", () => {
    const admitting: Record<string, string> = {
        "both actions in one statement": trust({ Effect: "Allow", Principal: pods, Action: both }),
        "each action in a statement of its own": trust(
            { Effect: "Allow", Principal: pods, Action: "sts:AssumeRole" },
            { Effect: "Allow", Principal: pods, Action: "sts:TagSession" },
        ),
        "wildcards and other principals": trust({
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::111122223333:root", Service: ["ec2.amazonaws.com", pods.Service] },
            Action: "STS:*",
        }),
        "a condition, which EKS does not evaluate": trust({
            Effect: "Allow",
            Principal: pods,
            Action: both,
            Condition: { StringEquals: { "aws:SourceAccount": "444455556666" } },
        }),
        "one statement that is no list": JSON.stringify({
            Statement: { Effect: "Allow", Principal: pods, Action: both },
        }),
        "everything but another action": trust({
            Effect: "Allow",
            Principal: pods,
            NotAction: "sts:SetSourceIdentity",
        }),
        "every principal": trust({ Effect: "Allow", Principal: "*", Action: both }),
        "every service": trust({ Effect: "Allow", Principal: { Service: "*" }, Action: both }),
        "single characters as wildcards": trust({ Effect: "Allow", Principal: pods, Action: "sts:?????????*" }),
    };
    for (const [title, text] of Object.entries(admitting)) {
        it(`admits pods with ${title}`, () => {
            assert.equal(admitsPods(text), true);
        });
    }

    const refusing: Record<string, string> = {
        "IRSA alone": trust({
            Effect: "Allow",
            Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/A" },
            Action: "sts:AssumeRoleWithWebIdentity",
        }),
        "sts:AssumeRole alone": trust({ Effect: "Allow", Principal: pods, Action: "sts:AssumeRole" }),
        "another service": trust({ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: both }),
        "a Deny alone": trust({ Effect: "Deny", Principal: pods, Action: both }),
        "no principal": trust({ Effect: "Allow", Action: both }),
        "a principal that is null": trust({ Effect: "Allow", Principal: null, Action: both }),
        "a principal that is another text": trust({ Effect: "Allow", Principal: pods.Service, Action: both }),
        "a part of an action": trust({ Effect: "Allow", Principal: pods, Action: ["sts:Assume", "ts:*", 5] }),
        "a dot, which is no wildcard": trust({ Effect: "Allow", Principal: pods, Action: "sts:.*" }),
        "both actions among the exceptions": trust({
            Effect: "Allow",
            Principal: pods,
            NotAction: ["iam:*", ...both],
        }),
        "the action as an exception": trust({ Effect: "Allow", Principal: pods, NotAction: "sts:TagSession" }),
    };
    for (const [title, text] of Object.entries(refusing)) {
        it(`does not admit pods with ${title}`, () => {
            assert.equal(admitsPods(text), false);
        });
    }

    it("is left to AWS if it is not a policy", () => {
        assert.equal(admitsPods("not JSON"), undefined);
        assert.equal(admitsPods("null"), undefined);
        assert.equal(admitsPods("{}"), undefined);
    });
});

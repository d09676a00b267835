import * as assert from "node:assert/strict";
import { malformation, trustedRoleArns, trustsPodIdentity } from "../../../sandbox/provider/aws/trustPolicy";

const trust = (...statements: object[]): string => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const pods = { Effect: "Allow", Principal: { Service: "pods.eks.amazonaws.com" } };

describe("a trust policy as EKS checks it", () => {
    const table: Readonly<Record<string, readonly [string, boolean]>> = {
        "both actions": [trust({ ...pods, Action: ["sts:AssumeRole", "sts:TagSession"] }), true],
        "both actions in two statements": [
            trust({ ...pods, Action: "sts:AssumeRole" }, { ...pods, Action: "sts:TagSession" }),
            true,
        ],
        "a wildcard": [trust({ ...pods, Action: "sts:*" }), true],
        "one of several services": [
            trust({
                ...pods,
                Principal: { Service: ["ec2.amazonaws.com", "pods.eks.amazonaws.com"] },
                Action: "sts:*",
            }),
            true,
        ],
        "a condition": [
            trust({ ...pods, Action: "sts:*", Condition: { StringEquals: { "aws:SourceAccount": "1" } } }),
            true,
        ],
        "no TagSession": [trust({ ...pods, Action: "sts:AssumeRole" }), false],
        "another service": [trust({ ...pods, Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:*" }), false],
        "only IRSA": [
            trust({ Effect: "Allow", Principal: { Federated: "arn:x" }, Action: "sts:AssumeRoleWithWebIdentity" }),
            false,
        ],
        "a denial": [trust({ ...pods, Effect: "Deny", Action: "sts:*" }), false],
        "no JSON": ["{", false],
    };
    for (const [title, [document, expected]] of Object.entries(table)) {
        it(`with ${title} is ${expected ? "taken" : "refused"}`, () => {
            assert.equal(trustsPodIdentity(document), expected);
        });
    }
});

describe("a trust policy as IAM checks it", () => {
    it("is well formed or is refused with the reason", () => {
        assert.equal(malformation(trust({ ...pods, Action: "sts:AssumeRole" })), undefined);
        assert.equal(malformation("{"), "This policy contains invalid Json");
        assert.equal(malformation(trust({ ...pods })), "Missing required field Action");
        assert.equal(
            malformation(trust({ ...pods, Action: "sts:AssumeRole", Resource: "*" })),
            "Has prohibited field Resource",
        );
        assert.match(
            malformation(trust({ ...pods, Action: "s3:GetObject" })) ?? "",
            /may only specify STS AssumeRole actions/,
        );
    });

    it("must name existing roles as principals, not in conditions", () => {
        const arn = "arn:aws:iam::111122223333:role/a";
        const document = trust({
            Effect: "Allow",
            Principal: { AWS: [arn, "arn:aws:iam::111122223333:root", "444455556666"] },
            Action: "sts:AssumeRole",
            Condition: { ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/b" } },
        });
        assert.deepEqual(trustedRoleArns(document), [arn]);
    });
});

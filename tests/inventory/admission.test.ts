import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import { call, folderWith } from "../cli/call";

const [roleType, associationType] = ["aws:iam/role:Role", "aws:eks/podIdentityAssociation:PodIdentityAssociation"];
const roleArn = "arn:aws:iam::111122223333:role/orders";
const actions = ["sts:AssumeRole", "sts:TagSession"];
const pods = { Service: "pods.eks.amazonaws.com" };
const policy = (...Statement: object[]): string => JSON.stringify({ Version: "2012-10-17", Statement });
const tag = (name: string, value: string | string[], operator = "StringEquals"): object => ({
    [operator]: { [`aws:RequestTag/${name}`]: value },
});
const trust = (Condition?: object, more: object = {}): object => ({
    Effect: "Allow",
    Principal: pods,
    Action: actions,
    ...(Condition && { Condition }),
    ...more,
});

describe("a trust policy that somebody else has written", () => {
    const asked = async (statements: readonly object[] | string, association: object = {}) => {
        const resource = (type: string, name: string, inputs: object, outputs: object = {}): object => {
            return { urn: `urn:pulumi:dev::hand-made::${type}::${name}`, type, inputs, outputs };
        };
        const assumeRolePolicy = typeof statements === "string" ? statements : policy(...statements);
        const permissions = policy({ Effect: "Allow", Action: "s3:GetObject", Resource: "*" });
        const resources = [
            resource(roleType, "orders", { assumeRolePolicy }, { name: "orders", arn: roleArn }),
            resource("aws:iam/rolePolicy:RolePolicy", "orders", { role: "orders", name: "own", policy: permissions }),
            resource(associationType, "orders", {
                clusterName: "dev",
                namespace: "shop",
                serviceAccount: "orders",
                roleArn,
                ...association,
            }),
        ];
        const folder = folderWith({ "state.json": JSON.stringify({ deployment: { resources } }) });
        try {
            const explain = await call(folder, ["explain", "shop/orders", "s3:GetObject", "--source", "state.json"]);
            const who = await call(folder, ["who", "s3:GetObject", "--source", "state.json"]);
            return { ...explain, who: who.out };
        } finally {
            fs.rmSync(folder, { recursive: true });
        }
    };

    for (const [what, statements, association] of [
        ["admits the service", [trust()]],
        ["admits everyone", [trust(undefined, { Principal: "*" })]],
        ["admits everyone but another service", [{ ...trust(), Principal: undefined, NotPrincipal: { Service: "x" } }]],
        [
            "denies everyone but the service",
            [trust(), trust(undefined, { Effect: "Deny", Principal: undefined, NotPrincipal: pods })],
        ],
        ["admits the subject", [trust(tag("kubernetes-namespace", ["cart", "shop"]))]],
        ["admits the cluster by its ARN, which is not known", [trust(tag("eks-cluster-arn", "arn:aws:eks:x"))]],
        ["has two statements for the actions", actions.map(Action => trust(undefined, { Action }))],
        ["denies another namespace", [trust(), trust(tag("kubernetes-namespace", "cart"), { Effect: "Deny" })]],
        ["may deny it", [trust(), trust(tag("eks-cluster-arn", "arn:aws:eks:x"), { Effect: "Deny" })]],
        [
            "requires no tags, and the session has none",
            [trust({ Null: { "aws:RequestTag/eks-cluster-arn": "true" } }, { Action: "sts:AssumeRole" })],
            { disableSessionTags: true },
        ],
        ["has an operator that is not known", [trust({ Other: { "aws:RequestTag/kubernetes-namespace": "x" } })]],
        ["is not JSON", "{"],
    ] as const) {
        it(`counts where it ${what}`, async () => {
            const { out, code, who } = await asked(statements, association);
            assert.match(out, /^shop\/orders may do s3:GetObject\.$/m);
            assert.equal(code, 0);
            assert.match(who, /^shop\/orders can do s3:GetObject/m);
        });
    }

    for (const [what, statements, line, association] of [
        ["admits another service", [trust(undefined, { Principal: { Service: "ec2.amazonaws.com" } })], undefined],
        [
            "admits everyone but the service",
            [trust(undefined, { Principal: undefined, NotPrincipal: pods })],
            undefined,
        ],
        ["has no statement", [], undefined],
        ["does not allow sts:TagSession", [trust(undefined, { Action: "sts:AssumeRole" })], undefined],
        [
            "admits another namespace",
            [trust(tag("kubernetes-namespace", "cart"))],
            /trust policy, statement 1: Allow sts:AssumeRole, sts:TagSession for Service: pods\.eks\.amazonaws\.com\n {4}not met: StringEquals aws:RequestTag\/kubernetes-namespace: cart$/m,
        ],
        [
            "admits another cluster",
            [trust(tag("eks-cluster-name", "prod-*", "StringLike"))],
            /not met: StringLike aws:RequestTag\/eks-cluster-name: prod-\*$/m,
        ],
        [
            "requires tags, and the session has none",
            [trust(tag("kubernetes-namespace", "shop"))],
            /session tags off\n.*\n.*\n {4}not met: StringEquals aws:RequestTag\/kubernetes-namespace: shop$/m,
            { disableSessionTags: true },
        ],
        [
            "denies it",
            [trust(), trust(tag("kubernetes-namespace", "shop"), { Effect: "Deny" })],
            /trust policy, statement 2: Deny sts:AssumeRole, sts:TagSession for/,
        ],
    ] as const) {
        it(`takes all access where it ${what}`, async () => {
            const { out, code, who } = await asked(statements, association);
            assert.match(
                out,
                /^shop\/orders may not do s3:GetObject: the trust policy of the role does not admit its pods\.$/m,
            );
            if (line !== undefined) {
                assert.match(out, line);
            }
            assert.equal(code, 1);
            assert.equal(who, "");
        });
    }
});

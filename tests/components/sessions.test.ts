import * as assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PodIdentityStack } from "../../components";
import type { Association, PodIdentityStackArgs, Role, SharedRole } from "../../components";
import { capture, types } from "./capture";
import type { Capture } from "./capture";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const target = "arn:aws:iam::444455556666:role/target";
const green = "arn:aws:eks:eu-west-1:111122223333:cluster/green";

function deploy(args: Omit<PodIdentityStackArgs, "clusterName">): Promise<Capture> {
    return capture(() => new PodIdentityStack("identity", { clusterName: "dev", ...args }));
}

function withRole(role: Role, association: Association = {}): Promise<Capture> {
    return deploy({ associations: { "shop/orders": { role, ...association } } });
}

function trustIn({ of }: Pick<Capture, "of">, name = "identity/shop/orders"): string {
    return String(of(types.role).get(name)?.inputs.assumeRolePolicy);
}

describe("the sessions of an association", () => {
    it("have tags by default; without tags, the trust policy requires none and rejects tagged sessions", async () => {
        const trust = { trust: { scope: "account" } } as const;
        const off = await withRole(trust, { disableSessionTags: true });
        assert.equal(off.of(types.association).get("identity/shop/orders")?.inputs.disableSessionTags, true);
        assert.match(trustIn(off), /"Null":\{"aws:RequestTag\/eks-cluster-arn":"true"\}/);
        const on = await withRole(trust);
        assert.equal(on.of(types.association).get("identity/shop/orders")?.inputs.disableSessionTags, undefined);
        assert.doesNotMatch(trustIn(on), /Null|RequestTag/);
    });

    it("are restricted by a session policy, as statements or as a document, with replaced placeholders", async () => {
        const statements = [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::{cluster}/{namespace}/*"] }];
        const text =
            '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject"],"Resource":["arn:aws:s3:::dev/shop/*"]}]}';
        for (const sessionPolicy of [{ statements }, { document: text.replace("dev/shop", "{cluster}/{namespace}") }]) {
            const { of } = await withRole({ trust: { scope: "account" } }, { disableSessionTags: true, sessionPolicy });
            assert.equal(of(types.association).get("identity/shop/orders")?.inputs.policy, text);
        }
    });

    it("can assume the target role of the association, and no other role", async () => {
        const { of } = await withRole({ name: "orders" }, { targetRoleArn: target });
        assert.equal(of(types.association).get("identity/shop/orders")?.inputs.targetRoleArn, target);
        assert.equal(
            of(types.rolePolicy).get("identity/shop/orders/inline:target-role")?.inputs.policy,
            `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["sts:AssumeRole","sts:TagSession"],"Resource":["${target}"]}]}`,
        );
    });

    it("cannot assume any role if the target role is a wildcard", async () => {
        const targetRoleArn = pulumi.output("arn:aws:iam::444455556666:role/*");
        await assert.rejects(
            withRole({ name: "orders" }, { targetRoleArn }),
            /role\/\*" is not the ARN of an IAM role/,
        );
    });

    it("of a shared role can assume the target role of each subject, named by its namespace", async () => {
        const association = { roleRef: "source", targetRoleArn: "arn:aws:iam::444455556666:role/{namespace}" };
        const { of } = await deploy({
            associations: { "b/x": association, "a/x": association, "a/y": association },
            roles: { source: { name: "source" } },
        });
        assert.equal(
            of(types.association).get("identity/b/x")?.inputs.targetRoleArn,
            "arn:aws:iam::444455556666:role/b",
        );
        assert.match(
            String(of(types.rolePolicy).get("identity/roles:source/inline:target-role")?.inputs.policy),
            /"Resource":\["arn:aws:iam::444455556666:role\/a","arn:aws:iam::444455556666:role\/b"\]/,
        );
    });

    it("have the defaults if a property in a stack file is empty (null)", async () => {
        const nothing = {
            trust: { clusters: null, statements: null, scope: null, organization: null, sourceArn: null },
            irsa: null,
        } as unknown as Role;
        const none = { targetRoleArn: null, sessionPolicy: null, disableSessionTags: null } as unknown as Association;
        assert.equal(trustIn(await withRole(nothing, none)), trustIn(await withRole({})));
        const sessionPolicy = { document: null, statements: [{ actions: ["s3:*"], resources: ["*"], effect: null }] };
        const { of } = await withRole({ trust: { scope: "account" } }, {
            disableSessionTags: true,
            sessionPolicy,
        } as unknown as Association);
        assert.match(String(of(types.association).get("identity/shop/orders")?.inputs.policy), /"Effect":"Allow"/);
    });
});

describe("the trust of a role in a stack", () => {
    it("includes further clusters, independent of their order", async () => {
        const blue = green.replace("green", "blue");
        const trust = trustIn(await withRole({ trust: { clusters: [green, blue] } }));
        assert.match(
            trust,
            new RegExp(`"aws:RequestTag/eks-cluster-arn":\\["${blue}","[^"]*cluster/dev","${green}"\\]`),
        );
        assert.equal(trust, trustIn(await withRole({ trust: { clusters: [blue, green] } })));
    });

    it("rejects a cluster in another account as soon as its ARN is known", async () => {
        await assert.rejects(
            withRole({ trust: { clusters: [pulumi.output(green.replace("1111", "9999"))] } }),
            /is not in the account 111122223333 \(aws\) of the role: only clusters of this account can use it/,
        );
    });

    const assume = { actions: ["sts:AssumeRole"] };
    const strangers = { StringLike: { "aws:PrincipalArn": [pulumi.output("*")] } };
    for (const [what, statement, words] of [
        [
            "pods",
            { principals: { Service: [pulumi.output("pods.eks.amazonaws.com")] }, ...assume },
            /admits pods that are not/,
        ],
        ["everyone", { principals: { AWS: [pulumi.output("*")] }, ...assume }, /admits everyone/],
        [
            "all roles",
            { principals: { AWS: [pulumi.output("arn:aws:iam::111122223333:role/*")] }, ...assume },
            /is not a principal/,
        ],
        [
            "all who meet any condition",
            { principals: { AWS: ["*"] }, conditions: strangers, ...assume },
            /admits everyone/,
        ],
    ] as const) {
        it(`does not admit ${what} through an Output`, async () => {
            const args = { trust: { statements: [statement] } } as unknown as Role;
            await assert.rejects(withRole(args), words);
        });
    }

    it("admits no principal through null in a statement", async () => {
        const principals = { AWS: ["arn:aws:iam::{account}:role/deploy"], Service: null };
        const args = { trust: { statements: [{ principals, ...assume }] } } as unknown as Role;
        assert.match(
            trustIn(await withRole(args)),
            /"Principal":\{"AWS":\["arn:aws:iam::111122223333:role\/deploy"\]\}/,
        );
        const empty = { trust: { statements: [{ principals: { AWS: null }, ...assume }] } } as unknown as Role;
        await assert.rejects(withRole(empty), /has no principals/);
    });

    it("groups subjects if the whole policy would be too long, not only the part for pods", async () => {
        const subjects = ["a", "b", "c", "d"].map(name => [`shop/${name}`, { roleRef: "shared" }] as const);
        const { of } = await deploy({
            associations: Object.fromEntries(subjects),
            roles: {
                shared: {
                    irsa: {
                        oidcProviderArn:
                            "arn:aws:iam::{account}:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE",
                    },
                    trust: {
                        statements: [{ principals: { AWS: ["arn:aws:iam::{account}:role/deploy"] }, ...assume }],
                    },
                },
            },
        });
        const trust = String(of(types.role).get("identity/roles:shared")?.inputs.assumeRolePolicy);
        assert.ok(trust.length <= 2048, `${trust.length} characters`);
    });

    it("rejects an OIDC provider of another account, and an ARN that is not one", async () => {
        const provider = "arn:aws:iam::999922223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE";
        await assert.rejects(
            withRole({ irsa: { oidcProviderArn: provider } }),
            /is not in the account of the cluster, 111122223333 \(aws\): IRSA requires the OIDC provider of the role's account/,
        );
        await assert.rejects(
            withRole({ irsa: { oidcProviderArn: pulumi.output("x") } }),
            /"x" is not the ARN of an IAM OIDC provider/,
        );
    });

    it("does not apply to a role in another account, which EKS would refuse", async () => {
        await assert.rejects(
            deploy({ associations: { "shop/orders": { roleArn: "arn:aws:iam::999922223333:role/x" } } }),
            /is not in the account of the cluster, 111122223333 \(aws\)/,
        );
    });

    it("includes the same subjects for IRSA, and the statements of the args last", async () => {
        const oidcProviderArn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE";
        const trust = trustIn(
            await withRole({
                irsa: { oidcProviderArn: pulumi.output(oidcProviderArn) },
                trust: {
                    statements: [
                        {
                            principals: { AWS: ["arn:{partition}:iam::{account}:role/deploy"] },
                            actions: ["sts:AssumeRole"],
                        },
                    ],
                },
            }),
        );
        const { Statement } = JSON.parse(trust) as { Statement: { Principal: unknown; Condition: unknown }[] };
        assert.deepEqual(
            Statement.map(({ Principal }) => Principal),
            [
                { Service: "pods.eks.amazonaws.com" },
                { Federated: oidcProviderArn },
                { AWS: ["arn:aws:iam::111122223333:role/deploy"] },
            ],
        );
        assert.deepEqual(Statement[1]?.Condition, {
            StringEquals: {
                "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE:sub": ["system:serviceaccount:shop:orders"],
                "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE:aud": "sts.amazonaws.com",
            },
        });
    });
});

describe("an exclusive role", () => {
    it("passes its complete list of policies to IAM", async () => {
        const { of } = await withRole({
            exclusive: true,
            statements: [{ actions: ["s3:GetObject"], resources: ["*"] }],
            managedPolicies: ["AmazonS3ReadOnlyAccess"],
        });
        assert.deepEqual(of(types.policiesExclusive).get("identity/shop/orders/exclusive:inline")?.inputs.policyNames, [
            "statements",
        ]);
        assert.deepEqual(
            of(types.attachmentsExclusive).get("identity/shop/orders/exclusive:managed")?.inputs.policyArns,
            ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
        );
    });
});

describe("a shared role", () => {
    const shared = async (role: SharedRole): Promise<string[]> => {
        const { of } = await capture(
            () =>
                new PodIdentityStack("identity", {
                    clusterName: "dev",
                    associations: { "shop/orders": { roleRef: "reader" }, "shop/carts": { role: {} } },
                    roles: { reader: role },
                }),
        );
        return [...of(types.policiesExclusive).keys(), ...of(types.attachmentsExclusive).keys()];
    };

    it("has only its declared policies, unlike the role of a single association", async () => {
        assert.deepEqual(await shared({}), [
            "identity/roles:reader/exclusive:inline",
            "identity/roles:reader/exclusive:managed",
        ]);
    });

    it("keeps other policies if exclusive is false", async () => {
        assert.deepEqual(await shared({ exclusive: false }), []);
    });
});

describe("a preview of access", () => {
    it("shows every resource and no wrong policy if cluster, role, account and provider are unknown", async () => {
        const { of } = await capture(
            () => {
                const later = new aws.iam.Role("later", { assumeRolePolicy: "{}" });
                new PodIdentityStack("identity", {
                    clusterName: later.name,
                    associations: {
                        "shop/orders": {
                            role: {
                                name: "orders",
                                trust: { clusters: [later.arn] },
                                irsa: { oidcProviderArn: later.arn },
                                statements: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::{account}/*"] }],
                            },
                            targetRoleArn: later.arn,
                        },
                        "shop/narrow": {
                            roleArn: later.arn,
                            disableSessionTags: true,
                            sessionPolicy: { statements: [{ actions: ["s3:*"], resources: [later.arn] }] },
                        },
                    },
                    eksAddons: { adot: { associations: { collector: { roleArn: later.arn } } } },
                });
            },
            { preview: true },
        );
        assert.equal(of(types.role).get("identity/shop/orders")?.inputs.assumeRolePolicy, unknown);
        assert.equal(of(types.rolePolicy).get("identity/shop/orders/inline:statements")?.inputs.policy, unknown);
        assert.equal(of(types.rolePolicy).get("identity/shop/orders/inline:target-role")?.inputs.policy, unknown);
        const narrow = of(types.association).get("identity/shop/narrow")?.inputs;
        assert.deepEqual([narrow?.roleArn, narrow?.policy], [unknown, unknown]);
        assert.deepEqual(of(types.addon).get("identity/eksAddons:adot")?.inputs.podIdentityAssociations, [
            { roleArn: unknown, serviceAccount: "collector" },
        ]);
    });

    it("shows the complete trust policy of a known cluster", async () => {
        const { of } = await capture(
            () => new PodIdentityStack("identity", { clusterName: "dev", associations: { "a/b": { role: {} } } }),
            { preview: true },
        );
        assert.match(trustIn({ of }, "identity/a/b"), /"aws:RequestTag\/kubernetes-namespace":"a"/);
    });
});

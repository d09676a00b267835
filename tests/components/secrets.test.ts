/** Pulumi hides secrets in its own output, but not in error messages of programs. Errors must not contain them. */
import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { PodIdentityRole, PodIdentityStack, PodIdentityTargetRole } from "../../components";
import type { Association, PodIdentityStackArgs } from "../../components";
import { capture } from "./capture";

const clusterArn = "arn:aws:eks:eu-west-1:111122223333:cluster/dev";
const foreignRole = secret("arn:aws:iam::999988887777:role/hush");

/** The tested value. Only a caller without types can give a value of this type. */
function secret(value: string): string {
    return pulumi.secret(value) as unknown as string;
}

function stack(args: Partial<PodIdentityStackArgs>): unknown {
    return new PodIdentityStack("identity", { clusterName: "dev", ...args });
}

function association(given: Association): unknown {
    return stack({ associations: { "shop/orders": given } });
}

const federated = { actions: ["sts:AssumeRoleWithWebIdentity"] };
const wrong: readonly (readonly [what: string, program: () => unknown, expected: RegExp])[] = [
    [
        "an invalid ARN of a role",
        () => association({ roleArn: pulumi.secret("hush") }),
        /^Error: the secret value is not the ARN of an IAM role: its form is/,
    ],
    ["the ARN of another account's role", () => association({ roleArn: foreignRole }), /the secret value/],
    [
        "a target role",
        () => association({ role: { name: "orders" }, targetRoleArn: pulumi.secret("hush/*") }),
        /the secret value is not the ARN of an IAM role/,
    ],
    [
        "a name",
        () => association({ role: { name: pulumi.secret("hush hush") } }),
        /name: the secret value is not a role name: 1 to 64/,
    ],
    [
        "a principal",
        () =>
            association({
                role: {
                    trust: { statements: [{ principals: { AWS: [secret("hush")] }, actions: ["sts:AssumeRole"] }] },
                },
            }),
        /the secret value is not a principal of AWS/,
    ],
    [
        "an identity provider",
        () =>
            association({
                role: {
                    trust: {
                        statements: [
                            {
                                principals: {
                                    Federated: [secret("arn:aws:iam::111122223333:oidc-provider/hush.example.com")],
                                },
                                ...federated,
                            },
                        ],
                    },
                },
            }),
        /principals\.Federated: the secret value is not valid here/,
    ],
    [
        "a further cluster",
        () => association({ role: { trust: { clusters: [secret("hush")] } } }),
        /the secret value is not the ARN of an EKS cluster/,
    ],
    [
        "a further cluster of another account",
        () =>
            association({
                role: { trust: { clusters: [secret("arn:aws:eks:eu-west-1:999988887777:cluster/hush")] } },
            }),
        /A secret value is not valid here/,
    ],
    [
        "the provider of IRSA",
        () => association({ role: { irsa: { oidcProviderArn: pulumi.secret("hush") } } }),
        /irsa\.oidcProviderArn: the secret value is not the ARN of an IAM OIDC provider/,
    ],
    [
        "the cluster of a role",
        () => new PodIdentityRole("role", { clusterArn: pulumi.secret("hush"), subjects: ["shop/orders"] }),
        /clusterArn: the secret value is not the ARN of an EKS cluster/,
    ],
    [
        "the source of a target role",
        () =>
            new PodIdentityTargetRole("target", {
                name: "target",
                sources: [{ cluster: clusterArn, subject: "shop/orders", roleArn: foreignRole }],
            }),
        /the secret value/,
    ],
    [
        "the name of a cluster",
        () => stack({ clusterName: pulumi.secret("hush") }),
        /whose name is secret, cannot be read/,
    ],
    [
        "a document",
        () => association({ role: { document: pulumi.secret("hush") } }),
        /document: the secret value is not valid here/,
    ],
];

describe("an invalid secret", () => {
    for (const [what, program, expected] of wrong) {
        it(`is not in the message: ${what}`, async () => {
            await assert.rejects(capture(program, { clusters: ["dev"] }), (error: Error) => {
                assert.match(String(error), expected);
                assert.doesNotMatch(`${String(error)} ${String(error.stack)}`, /hush|999988887777/);
                return true;
            });
        });
    }
});

describe("a very long value", () => {
    const long = "x".repeat(5_000_000);
    for (const [what, program] of [
        ["a name of a role", () => association({ role: { name: long } })],
        ["a subject", () => stack({ associations: { [long]: { roleArn: "x" } } })],
        ["a reference", () => association({ roleRef: long })],
        ["a property", () => stack({ defaults: { [long]: {} } })],
        ["a managed policy", () => association({ role: { managedPolicies: [`${long}*`] } })],
        ["an effect", () => association({ role: { statements: [{ effect: long as "Allow" }] } })],
        ["a resource", () => association({ role: { statements: [{ actions: ["s3:*"], resources: [long] }] } })],
        ["an Output", () => association({ roleArn: pulumi.output(long) })],
    ] as const) {
        it(`is shortened in messages: ${what}`, async () => {
            await assert.rejects(capture(program), (error: Error) => {
                assert.ok(error.message.length < 10_000, `${error.message.length} characters`);
                assert.match(error.message, /characters\) …/);
                return true;
            });
        });
    }
});

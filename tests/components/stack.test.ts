import * as assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as fc from "fast-check";
import * as pulumi from "@pulumi/pulumi";
import { PodIdentityStack } from "../../components";
import type { PodIdentityStackArgs } from "../../components";
import { namespaces, serviceAccounts } from "./arbitraries";
import { capture, types, valueOf } from "./capture";
import type { Capture, World } from "./capture";

const args: PodIdentityStackArgs = {
    clusterName: "dev",
    associations: {
        "shop/orders": {
            role: {
                statements: [{ actions: ["s3:GetObject"], resources: ["arn:{partition}:s3:::orders-{cluster}/*"] }],
                managedPolicies: ["AmazonEFSCSIDriverPolicy"],
                document:
                    '{"Statement":[{"Effect":"Allow","Action":"sqs:*","Resource":"arn:{partition}:sqs:{region}:{account}:{namespace}"}]}',
            },
            tags: { subject: "{namespace}.{serviceAccount}" },
        },
        "team-a/reader": { roleRef: "reader" },
        "team-b/reader": { roleRef: "reader" },
        "legacy/report": { roleArn: "arn:{partition}:iam::{account}:role/report" },
    },
    roles: { reader: { managedPolicies: ["AmazonS3ReadOnlyAccess"] } },
    defaults: { role: { permissionsBoundary: "arn:aws:iam::111122223333:policy/pods", tags: { team: "platform" } } },
};

function deploy(change: Partial<PodIdentityStackArgs> = {}, world: World = {}): Promise<Capture> {
    return capture(() => new PodIdentityStack("identity", { ...args, ...change }), world);
}

function policyOf(value: unknown): { readonly Statement: readonly Record<string, unknown>[] } {
    assert.equal(typeof value, "string");
    return JSON.parse(value as string) as ReturnType<typeof policyOf>;
}

describe("PodIdentityStack", () => {
    it("registers the add-on, a role for each association with its own role, each shared role once, and all associations", async () => {
        const { of } = await deploy();
        assert.deepEqual([...of(types.addon).keys()], ["identity-agent"]);
        assert.deepEqual([...of(types.role).keys()].sort(), ["identity/roles:reader", "identity/shop/orders"]);
        assert.deepEqual([...of(types.attachment).keys()].sort(), [
            "identity/roles:reader/AmazonS3ReadOnlyAccess",
            "identity/shop/orders/AmazonEFSCSIDriverPolicy",
        ]);
        assert.deepEqual([...of(types.rolePolicy).keys()].sort(), [
            "identity/shop/orders/inline:document",
            "identity/shop/orders/inline:statements",
        ]);
        assert.deepEqual(
            [...of(types.association).keys()].sort(),
            Object.keys(args.associations ?? {})
                .map(key => `identity/${key}`)
                .sort(),
        );
    });

    it("creates roles that trust only their subjects: one statement each, on this cluster of this account", async () => {
        const { of } = await deploy();
        const trust = policyOf(of(types.role).get("identity/roles:reader")?.inputs.assumeRolePolicy);
        assert.deepEqual(
            trust.Statement.map(({ Condition }) => Condition),
            ["team-a", "team-b"].map(namespace => ({
                StringEquals: {
                    "aws:SourceAccount": "111122223333",
                    "aws:RequestTag/eks-cluster-arn": "arn:aws:eks:eu-west-1:111122223333:cluster/dev",
                    "aws:RequestTag/kubernetes-namespace": namespace,
                    "aws:RequestTag/kubernetes-service-account": "reader",
                },
            })),
        );
    });

    it("replaces placeholders in policies, documents, ARNs and tags", async () => {
        const { of } = await deploy();
        const policies = of(types.rolePolicy);
        assert.deepEqual(policyOf(policies.get("identity/shop/orders/inline:statements")?.inputs.policy).Statement, [
            { Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::orders-dev/*"] },
        ]);
        assert.deepEqual(policyOf(policies.get("identity/shop/orders/inline:document")?.inputs.policy).Statement, [
            { Effect: "Allow", Action: "sqs:*", Resource: "arn:aws:sqs:eu-west-1:111122223333:shop" },
        ]);
        const associations = of(types.association);
        assert.equal(
            associations.get("identity/legacy/report")?.inputs.roleArn,
            "arn:aws:iam::111122223333:role/report",
        );
        assert.deepEqual(associations.get("identity/shop/orders")?.inputs.tags, { subject: "shop.orders" });
    });

    it("applies role defaults to every role created here, and not to associations", async () => {
        const { of } = await deploy();
        for (const { inputs } of of(types.role).values()) {
            assert.equal(inputs.permissionsBoundary, "arn:aws:iam::111122223333:policy/pods");
            assert.deepEqual(inputs.tags, { team: "platform" });
            assert.equal(inputs.path, "/pod-identity/");
        }
        assert.equal(of(types.association).get("identity/team-a/reader")?.inputs.tags, undefined);
    });

    it("creates each association after the agent, its role and the policies of the role", async () => {
        const { of } = await deploy();
        const dependencies = of(types.association).get("identity/shop/orders")?.dependencies ?? [];
        for (const name of [
            "identity-agent",
            "identity/shop/orders",
            "identity/shop/orders/AmazonEFSCSIDriverPolicy",
            "identity/shop/orders/inline:statements",
            "identity/shop/orders/inline:document",
        ]) {
            assert.ok(
                dependencies.some(urn => urn.endsWith(`::${name}`)),
                `${name} in ${dependencies.join(" ")}`,
            );
        }
    });

    it("deletes an association before it creates its replacement, because EKS allows one for each subject", async () => {
        const { of } = await deploy();
        assert.ok([...of(types.association).values()].every(({ deleteBeforeReplace }) => deleteBeforeReplace));
    });

    it("does not create an unused shared role, and reports it", async () => {
        const { of, warnings } = await deploy({ roles: { ...args.roles, writer: {} } });
        assert.ok(![...of(types.role).keys()].some(name => name.includes("writer")));
        assert.deepEqual(
            warnings.map(text => text.split(":")[0]),
            ["roles.writer"],
        );
    });

    it("sets an alias for a renamed shared role, so that nothing is replaced", async () => {
        const { of } = await deploy({ roles: { reader: { formerly: ["viewer"] } } });
        const aliases = JSON.stringify(of(types.role).get("identity/roles:reader")?.aliases);
        assert.match(aliases, /"name":"identity\/roles:viewer"/);
        const exclusive = of(types.policiesExclusive).get("identity/roles:reader/exclusive:inline");
        assert.match(JSON.stringify(exclusive?.aliases), /"name":"identity\/roles:viewer\/exclusive:inline"/);
        const before = (await deploy({ roles: { viewer: {} }, associations: { "a/b": { roleRef: "viewer" } } })).of(
            types.role,
        );
        const after = (
            await deploy({
                roles: { reader: { formerly: ["viewer"] } },
                associations: { "a/b": { roleRef: "reader" } },
            })
        ).of(types.role);
        assert.deepEqual(after.get("identity/roles:reader")?.inputs, before.get("identity/roles:viewer")?.inputs);
    });

    it("keeps the name prefix of a renamed shared role", async () => {
        const role = { namePrefix: "reader-" };
        const prefixOf = async (key: string, formerly: string[]) => {
            const roles = { [key]: { ...role, formerly } };
            const { of } = await deploy({ roles, associations: { "a/b": { roleRef: key } } });
            return of(types.role).get(`identity/roles:${key}`)?.inputs.namePrefix;
        };
        assert.equal(await prefixOf("reader", []), "reader-");
        assert.equal(await prefixOf("viewer", ["reader"]), "reader-");
    });

    it("registers the same resources for any order of the config", async () => {
        const reversed = Object.fromEntries(Object.entries(args.associations ?? {}).reverse());
        const summary = ({ registrations }: Capture): unknown =>
            registrations
                .map(({ type, name, inputs }) => ({ type, name, inputs }))
                .sort((a, b) => (a.type + a.name < b.type + b.name ? -1 : 1));
        assert.deepEqual(summary(await deploy({ associations: reversed })), summary(await deploy()));
    });

    it("uses the cluster's Region if it differs from the provider's Region", async () => {
        const { of } = await deploy({ region: "us-east-2" });
        assert.equal(of(types.addon).get("identity-agent")?.inputs.region, "us-east-2");
        assert.equal(of(types.association).get("identity/shop/orders")?.inputs.region, "us-east-2");
        const trust = of(types.role).get("identity/shop/orders")?.inputs.assumeRolePolicy as string;
        assert.match(trust, /arn:aws:eks:us-east-2:111122223333:cluster\/dev/);
    });

    it("gives every child a name that starts with the name of its parent, for any valid subject", () =>
        fc.assert(
            fc.asyncProperty(namespaces, serviceAccounts, async (namespace, serviceAccount) => {
                const { registrations } = await deploy({
                    associations: {
                        [`${namespace}/${serviceAccount}`]: { role: { managedPolicies: ["AmazonS3ReadOnlyAccess"] } },
                    },
                });
                const byUrn = new Map(registrations.map(entry => [entry.urn, entry]));
                for (const { name, parent } of registrations) {
                    assert.ok(name.startsWith(byUrn.get(parent)?.name ?? ""));
                }
            }),
            { numRuns: 25 },
        ));

    it("can be used twice in a program without name collisions", async () => {
        const { registrations } = await capture(() => {
            new PodIdentityStack("blue", { ...args, clusterName: "blue" });
            new PodIdentityStack("blue-green", { ...args, clusterName: "green" });
        });
        const urns = registrations.map(({ urn }) => urn);
        assert.equal(new Set(urns).size, urns.length);
    });
});

describe("the outputs of a PodIdentityStack", () => {
    it("are keyed by subject, and wait for the association", async () => {
        let identity: PodIdentityStack | undefined;
        const { of } = await capture(() => {
            identity = new PodIdentityStack("identity", args);
            new aws.iam.RolePolicyAttachment("workload", {
                role: "x",
                policyArn: identity.roleArns["shop/orders"] ?? "",
            });
        });
        assert.ok(identity);
        assert.deepEqual(Object.keys(identity.associationIds).sort(), Object.keys(args.associations ?? {}).sort());
        assert.match(
            await valueOf(identity.roleArns["shop/orders"] ?? pulumi.output("")),
            /role\/pod-identity\/shop-orders-/,
        );
        assert.match(await valueOf(identity.associationIds["team-a/reader"] ?? pulumi.output("")), /^a-/);
        const { dependencies } = of(types.attachment).get("workload") ?? { dependencies: [] };
        assert.ok(
            dependencies.some(urn => urn.includes("PodIdentityAssociation::identity/shop/orders")),
            dependencies.join(),
        );
    });

    it("have all keys and unknown values in a preview", async () => {
        let identity: PodIdentityStack | undefined;
        await capture(() => (identity = new PodIdentityStack("identity", args)), { preview: true });
        assert.ok(identity);
        assert.deepEqual(Object.keys(identity.roleArns).sort(), Object.keys(args.associations ?? {}).sort());
        await assert.rejects(valueOf(identity.associationIds["shop/orders"] ?? pulumi.output("")), /is unknown/);
    });
});

describe("a preview of a PodIdentityStack", () => {
    it("shows every resource and no wrong policy if the cluster does not exist yet", async () => {
        const { of } = await capture(
            () => {
                const cluster = new aws.eks.Cluster("main", {
                    roleArn: "arn:aws:iam::111122223333:role/c",
                    vpcConfig: { subnetIds: [] },
                });
                new PodIdentityStack("identity", { ...args, clusterName: cluster.name });
            },
            { preview: true, clusters: [] },
        );
        assert.equal(of(types.association).size, 4);
        assert.ok(pulumi.isUnknown(unknownIn(of(types.role).get("identity/shop/orders")?.inputs.assumeRolePolicy)));
    });

    it("does not fail if the program creates the cluster, whose name is known", async () => {
        const { of } = await capture(
            () => new PodIdentityStack("identity", { ...args, clusterName: pulumi.output("new") }),
            {
                preview: true,
                clusters: [],
            },
        );
        assert.equal(of(types.association).size, 4);
    });

    it("keeps an unknown ARN of a role unknown", async () => {
        const { of } = await capture(
            () => {
                const role = new aws.iam.Role("report", { assumeRolePolicy: "{}" });
                new PodIdentityStack("identity", {
                    clusterName: "dev",
                    associations: { "legacy/report": { roleArn: role.arn } },
                });
            },
            { preview: true },
        );
        assert.ok(pulumi.isUnknown(unknownIn(of(types.association).get("identity/legacy/report")?.inputs.roleArn)));
    });
});

/** The SDK sends an unknown value as a fixed text. */
function unknownIn(value: unknown): unknown {
    return value === "04da6b54-80e4-46f7-96ec-b56ff0331ba9" ? pulumi.unknown : value;
}

describe("options of a PodIdentityStack", () => {
    it("apply to the children: provider, protect, dependsOn", async () => {
        const { of } = await capture(() => {
            const provider = new aws.Provider("eu", { region: "eu-west-1" });
            const first = new aws.iam.Role("first", { assumeRolePolicy: "{}" });
            new PodIdentityStack("identity", args, { provider, protect: true, dependsOn: first });
        });
        for (const type of [types.addon, types.role, types.rolePolicy, types.attachment, types.association]) {
            for (const [name, entry] of of(type)) {
                if (name !== "first") {
                    assert.ok(entry.protect, name);
                    assert.match(entry.provider, /providers:aws::eu/);
                    assert.ok(
                        entry.dependencies.some(urn => urn.endsWith("::first")),
                        name,
                    );
                }
            }
        }
    });
});

describe("a cluster that does not exist", () => {
    it("fails the deployment with its name before anything is created", async () => {
        await assert.rejects(deploy({ clusterName: "nope" }, { clusters: ["dev"] }), (error: Error) => {
            assert.match(error.message, /^The EKS cluster "nope" cannot be read/);
            assert.match(error.message, /couldn't find resource/);
            return true;
        });
    });
});

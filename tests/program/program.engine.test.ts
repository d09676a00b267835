import * as assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { parse } from "yaml";
import { wordsOf } from "../../sandbox/commandLine";
import { packageFolder } from "../../sandbox/layout";
import { settingsOfProject } from "../../scripts/sandbox/stackSettings";
import { account, closeStacks, messagesOf, openStacks, region } from "./engineStack";
import type { EngineStacks } from "./engineStack";
import { addonOf, addonsOf, associationsOf, rolesOf } from "./state";

describe("the program on the real engine", () => {
    let stacks: EngineStacks;
    const cluster = { account, region, cluster: "test" };
    const reportRole = `arn:aws:iam::${account}:role/report`;
    const read = { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::orders-{cluster}/*"] };
    const config = {
        clusterName: "test",
        associations: {
            "shop/orders": { role: { statements: [read], managedPolicies: ["AmazonSQSReadOnlyAccess"] } },
            "team-a/reader": { roleRef: "reader" },
            "team-b/reader": { roleRef: "reader" },
            "legacy/report": { roleArn: reportRole },
        },
        roles: { reader: { managedPolicies: ["AmazonS3ReadOnlyAccess"] } },
        defaults: { role: { tags: { team: "platform" } } },
    };

    before(async function () {
        stacks = await openStacks(this);
        await stacks.sandbox.seed([
            { account, region, clusters: [{ name: "test" }, { name: "other" }], roles: [reportRole] },
        ]);
    });
    after(() => closeStacks(stacks));

    it("creates the add-on, the roles, their policies and the associations", async () => {
        await stacks.mustUp("test", config);
        assert.deepEqual(await addonsOf(stacks.sandbox, cluster), ["eks-pod-identity-agent"]);
        const roles = await rolesOf(stacks.sandbox, account);
        assert.deepEqual(
            roles.map(({ trusts, managedPolicies, inlinePolicies, tags, path: rolePath }) => ({
                trusts,
                managedPolicies,
                inlinePolicies,
                tags,
                path: rolePath,
            })),
            [
                {
                    trusts: ["team-a/reader", "team-b/reader"],
                    managedPolicies: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
                    inlinePolicies: {},
                    tags: { team: "platform" },
                    path: "/pod-identity/",
                },
                {
                    trusts: ["shop/orders"],
                    managedPolicies: ["arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"],
                    inlinePolicies: {
                        statements: {
                            Version: "2012-10-17",
                            Statement: [
                                { Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::orders-test/*"] },
                            ],
                        },
                    },
                    tags: { team: "platform" },
                    path: "/pod-identity/",
                },
            ],
        );
        const associations = await associationsOf(stacks.sandbox, cluster);
        const [shared, own] = roles.map(({ name }) => `arn:aws:iam::${account}:role/pod-identity/${name}`);
        assert.deepEqual(
            Object.fromEntries(
                Object.entries(associations).map(([subject, association]) => [subject, association?.roleArn]),
            ),
            { "legacy/report": reportRole, "shop/orders": own, "team-a/reader": shared, "team-b/reader": shared },
        );
    });

    it("has outputs with each subject's association, role and external ID, and with the cluster and agent", async () => {
        const result = await stacks.run("stack", "output", "--json", "--stack", "test");
        const outputs = JSON.parse(result.stdout) as {
            clusterName: string;
            agent: { addonArn: string; addonVersion: string };
            associations: Record<string, { associationId: string; roleArn: string }>;
        };
        assert.equal(outputs.clusterName, "test");
        assert.match(outputs.agent.addonArn, /addon\/test\/eks-pod-identity-agent/);
        assert.match(outputs.agent.addonVersion, /^v\d/);
        const associations = await associationsOf(stacks.sandbox, cluster);
        for (const [subject, association] of Object.entries(associations)) {
            assert.equal(outputs.associations[subject]?.associationId, association?.associationId);
            assert.equal(outputs.associations[subject]?.roleArn, association?.roleArn);
        }
        assert.equal(Object.keys(outputs.associations).length, 4);
    });

    it("changes nothing in the second deployment", async () => {
        assert.deepEqual(await stacks.mustUp("test", config), {});
    });

    it("changes nothing if the config is only reordered", async () => {
        const { associations, roles, ...rest } = config;
        const reordered = { roles, associations: Object.fromEntries(Object.entries(associations).reverse()), ...rest };
        assert.deepEqual(await stacks.mustUp("test", reordered), {});
    });

    it("changes nothing in a refresh", async () => {
        const result = await stacks.run("refresh", "--yes", "--skip-preview", "--expect-no-changes", "--stack", "test");
        assert.equal(result.code, 0, result.stdout + result.stderr);
    });

    it("changes nothing if a shared role is renamed with formerly, or if formerly is removed later", async () => {
        const renamed = {
            ...config,
            associations: {
                ...config.associations,
                "team-a/reader": { roleRef: "viewer" },
                "team-b/reader": { roleRef: "viewer" },
            },
        };
        const viewer = config.roles.reader;
        assert.deepEqual(
            await stacks.mustUp("test", { ...renamed, roles: { viewer: { ...viewer, formerly: ["reader"] } } }),
            {},
        );
        assert.deepEqual(await stacks.mustUp("test", { ...renamed, roles: { viewer } }), {});
        const back = { ...config, roles: { reader: { ...viewer, formerly: ["viewer"] } } };
        assert.deepEqual(await stacks.mustUp("test", back), {});
    });

    it("updates a policy in place", async () => {
        const wider = { ...read, actions: ["s3:GetObject", "s3:ListBucket"] };
        const associations = {
            ...config.associations,
            "shop/orders": { role: { ...config.associations["shop/orders"].role, statements: [wider] } },
        };
        assert.deepEqual(await stacks.mustUp("test", { ...config, associations }), {
            update: ["RolePolicy identity/shop/orders/inline:statements"],
        });
        await stacks.mustUp("test", config);
    });

    it("changes a subject from its own role to an existing one and back, with the association in place", async () => {
        const associations = { ...config.associations, "shop/orders": { roleArn: reportRole } };
        const { update, delete: deleted = [], ...others } = await stacks.mustUp("test", { ...config, associations });
        assert.deepEqual(update, ["PodIdentityAssociation identity/shop/orders"]);
        assert.deepEqual([...deleted].sort(), [
            "Role identity/shop/orders",
            "RolePolicy identity/shop/orders/inline:statements",
            "RolePolicyAttachment identity/shop/orders/AmazonSQSReadOnlyAccess",
        ]);
        assert.deepEqual(others, {});
        assert.equal((await associationsOf(stacks.sandbox, cluster))["shop/orders"]?.roleArn, reportRole);
        const back = await stacks.mustUp("test", config);
        assert.deepEqual(back.update, ["PodIdentityAssociation identity/shop/orders"]);
        assert.equal(back.create?.length, 3);
    });

    it("deletes exactly the removed resources, the association before its role", async () => {
        const { "shop/orders": _removed, ...associations } = config.associations;
        const { delete: deleted = [], ...others } = await stacks.mustUp("test", { ...config, associations });
        assert.deepEqual(others, {});
        assert.equal(deleted[0], "PodIdentityAssociation identity/shop/orders");
        assert.equal(deleted.at(-1), "Role identity/shop/orders");
        assert.equal(deleted.length, 4);
        assert.equal((await rolesOf(stacks.sandbox, account)).length, 1);
        await stacks.mustUp("test", config);
    });

    it("does not collide with the stack of another cluster in the same account", async () => {
        await stacks.mustUp("other", { ...config, clusterName: "other" });
        assert.equal((await rolesOf(stacks.sandbox, account)).length, 4);
        assert.equal(Object.keys(await associationsOf(stacks.sandbox, { ...cluster, cluster: "other" })).length, 4);
        assert.deepEqual(await stacks.mustUp("test", config), {});
    });

    it("gets the cluster's name from another stack", async () => {
        const clusterFrom = { stack: "organization/eks-pod-identity/other", output: "clusterName" };
        const { clusterName: _name, ...rest } = config;
        assert.deepEqual(await stacks.mustUp("other", { ...config, clusterName: "other" }), {});
        await stacks.run("destroy", "--yes", "--skip-preview", "--stack", "test");
        await stacks.mustUp("test", { ...rest, clusterName: "test" });
        const result = await stacks.up("third", { ...rest, clusterFrom, associations: {} });
        // The other stack has already installed the agent, so the name arrived.
        assert.match(
            messagesOf(result, "error"),
            /cluster "other" has the managed add-on eks-pod-identity-agent already/,
        );
        await stacks.mustUp("third", {
            ...rest,
            clusterFrom,
            agent: { mode: "existing" },
            associations: { "a/b": { roleArn: reportRole } },
        });
        assert.ok((await associationsOf(stacks.sandbox, { ...cluster, cluster: "other" }))["a/b"]);
    });

    it("explains an existing add-on and the two fixes, and the import command works", async () => {
        await stacks.sandbox.seed([
            { account, region, clusters: [{ name: "taken", addons: ["eks-pod-identity-agent"] }] },
        ]);
        const taken = { ...config, clusterName: "taken" };
        const refused = await stacks.up("taken", taken);
        assert.notEqual(refused.code, 0);
        const text = messagesOf(refused, "error");
        assert.match(text, /mode "existing"/);
        const line = /pulumi (import '.*?' '.*?' '.*?' --parent '.*?')/.exec(text)?.[1];
        assert.ok(line, text);
        const imported = await stacks.run(
            ...wordsOf(line),
            "--yes",
            "--skip-preview",
            "--generate-code=false",
            "--stack",
            "taken",
        );
        assert.equal(imported.code, 0, imported.stdout + imported.stderr);
        const { replace, create = [] } = await stacks.mustUp("taken", taken);
        assert.equal(replace, undefined);
        assert.ok(!create.some(name => name.startsWith("Addon")), create.join());
    });

    it("names a cluster that does not exist, creates nothing, and works with the correct name", async () => {
        const before = await rolesOf(stacks.sandbox, account);
        const result = await stacks.up("typo", { ...config, clusterName: "tset" });
        assert.notEqual(result.code, 0);
        assert.match(messagesOf(result, "error"), /^The EKS cluster "tset" cannot be read/);
        assert.doesNotMatch(messagesOf(result, "error"), /node_modules|unhandled|\n +at /);
        assert.deepEqual(await rolesOf(stacks.sandbox, account), before);
        await stacks.sandbox.seed([{ account, region, clusters: [{ name: "right" }] }]);
        const { create = [], ...others } = await stacks.mustUp("typo", { ...config, clusterName: "right" });
        assert.deepEqual(others, {});
        assert.ok(create.length > 0);
    });

    it("has no resources left after destroy", async () => {
        for (const stack of ["third", "test", "other", "taken", "typo"]) {
            const unprotected = await stacks.run("state", "unprotect", "--all", "--yes", "--stack", stack);
            assert.equal(unprotected.code, 0, unprotected.stderr);
            const result = await stacks.run("destroy", "--yes", "--skip-preview", "--stack", stack);
            assert.equal(result.code, 0, result.stdout + result.stderr);
        }
        assert.deepEqual(await rolesOf(stacks.sandbox, account), []);
        assert.deepEqual(await associationsOf(stacks.sandbox, cluster), {});
        assert.deepEqual(await addonsOf(stacks.sandbox, cluster), []);
    });
});

describe("every stack file of this repository", () => {
    let stacks: EngineStacks;
    before(async function () {
        stacks = await openStacks(this);
        const settings = await settingsOfProject(packageFolder);
        await stacks.sandbox.seed(settings.flatMap(({ seed }) => seed ?? []));
    });
    after(() => closeStacks(stacks));

    const places = {
        dev: { account: "111122223333", region: "eu-west-1", cluster: "dev" },
        prod: { account: "444455556666", region: "eu-central-1", cluster: "prod" },
    } as const;

    it("is one of those tested here", async () => {
        const files = (await fs.readdir(packageFolder)).filter(file => /^Pulumi\..+\.yaml$/.test(file));
        assert.deepEqual(
            files.sort(),
            Object.keys(places)
                .map(stack => `Pulumi.${stack}.yaml`)
                .sort(),
        );
    });

    for (const [stack, place] of Object.entries(places)) {
        it(`can be deployed, and changes nothing in the second deployment: ${stack}`, async () => {
            const result = await stacks.run("up", "--yes", "--skip-preview", "--stack", stack);
            assert.equal(result.code, 0, result.stdout + result.stderr);
            const again = await stacks.run("preview", "--expect-no-changes", "--stack", stack);
            assert.equal(again.code, 0, again.stdout + again.stderr);

            const text = await fs.readFile(path.join(packageFolder, `Pulumi.${stack}.yaml`), "utf8");
            const { config } = parse(text) as {
                config: Record<string, Record<string, { role?: object; roleRef?: string }>>;
            };
            const associations = config["eks-pod-identity:associations"] ?? {};
            const inAws = await associationsOf(stacks.sandbox, place);
            assert.deepEqual(Object.keys(inAws).sort(), Object.keys(associations).sort());
            const roles = await rolesOf(stacks.sandbox, place.account);
            const users = new Map<string, string[]>();
            for (const [subject, { role, roleRef }] of Object.entries(associations)) {
                const key = role ? subject : roleRef;
                if (key !== undefined) {
                    users.set(key, [...(users.get(key) ?? []), subject].sort());
                }
            }
            assert.deepEqual(
                roles.map(({ trusts }) => trusts.join()).sort(),
                [...users.values()].map(subjects => subjects.join()).sort(),
            );
            const addon = await addonOf(stacks.sandbox, place, "eks-pod-identity-agent");
            assert.equal(addon?.status, "ACTIVE");
            if (stack === "prod") {
                assert.equal(addon.addonVersion, "v1.3.9-eksbuild.3");
                const ledger = roles.find(({ trusts }) => trusts.includes("payments/ledger"));
                assert.equal(ledger?.permissionsBoundary, "arn:aws:iam::444455556666:policy/payments-boundary");
                assert.deepEqual(ledger.tags, { team: "payments", environment: "prod" });
            }
        });
    }
});

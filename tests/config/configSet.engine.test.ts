/**
 * Stack files that the real CLI writes, including `pulumi config set --path` and secrets, and the messages of the
 * program.
 */
import * as assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { account, closeStacks, messagesOf, openStacks, region } from "../program/engineStack";
import type { EngineStacks } from "../program/engineStack";
import { associationsOf, rolesOf } from "../program/state";

describe("a stack file that `pulumi config set` writes", () => {
    let stacks: EngineStacks;
    const cluster = { account, region, cluster: "dev" };
    const set = async (stack: string, ...args: readonly string[]): Promise<void> => {
        const result = await stacks.run("config", "set", "--stack", stack, ...args);
        assert.equal(result.code, 0, result.stderr);
    };

    before(async function () {
        stacks = await openStacks(this);
        await stacks.sandbox.seed([{ account, region, clusters: [{ name: "dev" }], roles: [] }]);
    });
    after(() => closeStacks(stacks));

    it("is accepted, with any spelling of numbers and booleans", async () => {
        await stacks.write("set", {});
        await set("set", "clusterName", "dev");
        await set("set", "--path", 'associations["shop/orders"].roleRef', "reader");
        await set("set", "--path", 'associations["shop/orders"].tags.cost', "12");
        await set("set", "--path", "roles.reader.managedPolicies[0]", "AmazonS3ReadOnlyAccess");
        await set("set", "--path", "roles.reader.maxSessionDuration", "7200");
        await set("set", "--path", "roles.reader.tags.on", "true");
        await set("set", "--path", "agent.preserve", "false");
        const result = await stacks.run("up", "--yes", "--skip-preview", "--stack", "set", "--json");
        assert.equal(result.code, 0, messagesOf(result, "error") + result.stderr);
        const [role] = await rolesOf(stacks.sandbox, account);
        assert.deepEqual(role?.tags, { on: "true" });
        assert.deepEqual(Object.keys(await associationsOf(stacks.sandbox, cluster)), ["shop/orders"]);
    });

    it("is rejected if it has a secret, with the position and without the value", async () => {
        await stacks.write("secret", { clusterName: "dev", associations: { "Shop/orders": { roleRef: "reader" } } });
        await set("secret", "--secret", "--path", 'associations["shop/basket"].roleArn', "hunter2");
        const result = await stacks.run("preview", "--non-interactive", "--stack", "secret");
        assert.notEqual(result.code, 0);
        const said = result.stdout + result.stderr;
        assert.match(
            said,
            /Pulumi\.secret\.yaml:\d+:\d+ {2}associations\["shop\/basket"\]\.roleArn: is a secret: .*--plaintext/,
        );
        assert.match(said, /associations\["Shop\/orders"\]: "Shop" is not a Kubernetes namespace/, "all at once");
        assert.doesNotMatch(said, /hunter2|^\s+at /m);
    });

    it("is rejected with the position in an included file, if that file has the problem", async () => {
        const common = path.join(stacks.sandbox.project, "common");
        await fs.mkdir(common, { recursive: true });
        await fs.writeFile(
            path.join(common, "base.yaml"),
            "associations:\n  shop/orders: { roleRef: raeder }\nroles:\n  reader: { managedPolicies: [AmazonS3ReadOnlyAccess] }\n",
        );
        await stacks.write("included", { clusterName: "dev", include: ["common/base.yaml"] });
        const wrong = await stacks.run("preview", "--non-interactive", "--stack", "included");
        assert.notEqual(wrong.code, 0);
        assert.match(
            wrong.stdout + wrong.stderr,
            /common\/base\.yaml:2:18 {2}associations\["shop\/orders"\]\.roleRef: .* did you mean "reader"\?/,
        );
        await set("included", "--path", 'associations["shop/orders"].roleRef', "reader");
        const right = await stacks.run("preview", "--non-interactive", "--stack", "included");
        assert.equal(right.code, 0, right.stdout + right.stderr);
    });

    it("gets its cluster, Region and associations from an included file", async () => {
        const common = path.join(stacks.sandbox.project, "common");
        await fs.mkdir(common, { recursive: true });
        await fs.writeFile(
            path.join(common, "whole.yaml"),
            "clusterName: far\nregion: eu-central-1\nassociations:\n  shop/far: { role: {} }\n",
        );
        const far = { account, region: "eu-central-1", cluster: "far" };
        await stacks.sandbox.seed([{ account, region: far.region, clusters: [{ name: far.cluster }], roles: [] }]);
        await stacks.mustUp("whole", { include: ["common/whole.yaml"] });
        assert.deepEqual(Object.keys(await associationsOf(stacks.sandbox, far)), ["shop/far"]);
    });

    it("is rejected by the program for wrong types, all together and with positions, before Pulumi rejects the first", async () => {
        await stacks.write("kinds", { clusterName: "dev", associations: ["a"], include: "x", targetRoles: [] });
        const result = await stacks.run("preview", "--non-interactive", "--stack", "kinds");
        assert.notEqual(result.code, 0);
        const said = result.stdout + result.stderr;
        assert.match(said, /Pulumi\.kinds\.yaml:\d+:3 {2}associations: is not a map/);
        assert.match(said, /Pulumi\.kinds\.yaml:\d+:3 {2}include: is not a list/);
        assert.match(said, /Pulumi\.kinds\.yaml:\d+:3 {2}targetRoles: is a list: a map is required here/);
        assert.doesNotMatch(said, /must be of type/);
    });

    it("is rejected if `config set` wrote JSON text instead of a map", async () => {
        await stacks.write("json", { clusterName: "dev" });
        await set("json", "eks-pod-identity:associations", '{"shop/orders":{"role":{}}}');
        const result = await stacks.run("preview", "--non-interactive", "--stack", "json");
        assert.notEqual(result.code, 0);
        assert.match(
            result.stdout + result.stderr,
            /Pulumi\.json\.yaml:\d+:3 {2}associations: is JSON text: write it as YAML, or set it with --path/,
        );
    });
});

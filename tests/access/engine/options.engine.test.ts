import * as assert from "node:assert/strict";
import * as path from "node:path";
import type { Result } from "../../../sandbox/sandbox";
import { account, changesOf, closeStacks, messagesOf, openStacks, region } from "../../program/engineStack";
import type { Changes, EngineStacks } from "../../program/engineStack";
import { writeStackFile } from "../../program/stackFile";
import { associationsOf, rolesOf } from "../../program/state";

const folder = path.join("tests", "access", "engine", "programs");

describe("Pulumi options of the components of access", () => {
    let stacks: EngineStacks;

    before(async function () {
        stacks = await openStacks(this);
        await stacks.sandbox.seed([
            { account, region, clusters: [{ name: "test" }] },
            { account, region: "us-east-1", clusters: [{ name: "far" }] },
        ]);
    });
    after(() => closeStacks(stacks));

    async function run(
        stack: string,
        config: Readonly<Record<string, string>>,
        ...args: readonly string[]
    ): Promise<Result> {
        await writeStackFile(path.join(stacks.sandbox.project, folder), stack, "access", config);
        const env = { PULUMI_NODEJS_TRANSPILE_ONLY: "true" };
        return stacks.sandbox.pulumi([...args, "--stack", stack], { cwd: folder, env });
    }

    async function up(stack: string, config: Readonly<Record<string, string>>): Promise<Changes> {
        const result = await run(stack, config, "up", "--yes", "--skip-preview", "--json");
        assert.equal(result.code, 0, messagesOf(result, "error") + result.stderr);
        return changesOf(result);
    }

    it("keep everything under a new name with one alias, without changes then or after removing the alias", async () => {
        const made = await up("renamed", { scenario: "renamed", name: "identity" });
        assert.ok((made.create ?? []).length > 20, made.create?.join());
        const later = { scenario: "renamed", name: "access" };
        assert.deepEqual(await up("renamed", { ...later, former: "identity" }), {});
        assert.deepEqual(await up("renamed", later), {});
        const gone = await run("renamed", later, "destroy", "--yes", "--skip-preview");
        assert.equal(gone.code, 0, gone.stdout + gone.stderr);
        assert.deepEqual(await rolesOf(stacks.sandbox, account), []);
    });

    it("are not needed for the same warnings and refusals of a change as in a stack", async () => {
        await stacks.sandbox.seed([{ account, region, policies: [`arn:aws:iam::${account}:policy/export`] }]);
        await up("changing", { scenario: "changing", key: "a", configured: "true" });
        const args = ["up", "--yes", "--skip-preview", "--json"];
        const removed = await run("changing", { scenario: "changing", key: "a" }, ...args);
        assert.equal(removed.code, 0, messagesOf(removed, "error"));
        for (const addon of ["aws-ebs-csi-driver", "eks-pod-identity-agent"]) {
            assert.match(
                messagesOf(removed, "warning"),
                new RegExp(`the add-on "${addon}" keeps its last configuration`),
            );
        }
        const refused = await run("changing", { scenario: "changing", key: "b" }, ...args);
        assert.notEqual(refused.code, 0);
        assert.match(
            messagesOf(refused, "error"),
            /the role has the policy export already.*\n.*deploy without the policy first/,
        );
        assert.deepEqual(
            (await rolesOf(stacks.sandbox, account)).map(({ managedPolicies }) => managedPolicies),
            [[`arn:aws:iam::${account}:policy/export`], [`arn:aws:iam::${account}:policy/export`]],
        );
        const gone = await run("changing", { scenario: "changing", key: "a" }, "destroy", "--yes", "--skip-preview");
        assert.equal(gone.code, 0, gone.stdout + gone.stderr);
    });

    it("apply provider, protect and transforms to every child", async () => {
        const config = { scenario: "optioned", protect: "true" };
        await up("optioned", config);
        const associations = await associationsOf(stacks.sandbox, { account, region: "us-east-1", cluster: "far" });
        assert.deepEqual(Object.keys(associations), ["kube-system/ebs-csi-controller-sa", "shop/orders"]);
        const roles = await rolesOf(stacks.sandbox, account);
        assert.deepEqual(
            roles.map(({ maxSessionDuration }) => maxSessionDuration),
            [5400, 5400, 5400],
        );
        const refused = await run("optioned", config, "destroy", "--yes", "--skip-preview");
        assert.notEqual(refused.code, 0);
        assert.match(refused.stdout + refused.stderr, /protected/);
        assert.equal((await rolesOf(stacks.sandbox, account)).length, 3);

        await up("optioned", { ...config, protect: "false" });
        const gone = await run("optioned", config, "destroy", "--yes", "--skip-preview");
        assert.equal(gone.code, 0, gone.stdout + gone.stderr);
        assert.deepEqual(await rolesOf(stacks.sandbox, account), []);
    });
});

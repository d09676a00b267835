import * as assert from "node:assert/strict";
import { account, closeStacks, openStacks, region } from "../../program/engineStack";
import type { EngineStacks, StackConfig } from "../../program/engineStack";
import { associationsOf, rolesOf } from "../../program/state";
import { allCalls, misbehave } from "./engine";

const admin = "AdministratorAccess";
const readOnly = "AmazonS3ReadOnlyAccess";
const write = { actions: ["s3:PutObject"], resources: ["arn:aws:s3:::orders/*"] };
const document = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "iam:*", Resource: "*" }],
});

describe("a subject that joins a role", () => {
    let stacks: EngineStacks;

    before(async function () {
        stacks = await openStacks(this);
        await stacks.sandbox.seed([{ account, region, clusters: [{ name: "test" }] }]);
    });
    after(() => closeStacks(stacks));

    const before1: StackConfig = {
        clusterName: "test",
        associations: { "team-a/x": { roleRef: "r" } },
        roles: { r: { managedPolicies: [admin, readOnly], statements: [write], document } },
    };
    const after1: StackConfig = {
        clusterName: "test",
        associations: { "team-a/x": { roleRef: "r" }, "team-d/x": { roleRef: "r" }, "z/new": { role: {} } },
        roles: { r: { managedPolicies: [readOnly] } },
    };

    it("never gets a permission that the same deployment removes, even if that deployment fails", async () => {
        await stacks.mustUp("test", before1);
        const seen = (await allCalls(stacks.sandbox)).length;
        await misbehave(stacks.sandbox, {
            operation: "CreatePodIdentityAssociation",
            match: { namespace: "z" },
            error: "InvalidRequestException: quota exceeded",
            // Everything that does not wait for it is then done.
            delay: 4_000,
        });
        const failed = await stacks.up("test", after1);
        assert.notEqual(failed.code, 0);

        const policies = await policiesWhenJoined(seen);
        assert.deepEqual(policies, { managed: [readOnly], inline: [] });
        await assertRemoved();

        await misbehave(stacks.sandbox);
        await stacks.mustUp("test", after1);
        await assertRemoved();
        assert.deepEqual(await stacks.mustUp("test", after1), {}, "there is nothing left to do");
    });

    it("waits for the removal also when it moves from its own role", async () => {
        const own = { ...before1, associations: { ...(before1.associations as object), "team-e/x": { role: {} } } };
        await stacks.mustUp("test", own);
        const seen = (await allCalls(stacks.sandbox)).length;
        const moved = {
            ...after1,
            associations: { "team-a/x": { roleRef: "r" }, "team-e/x": { roleRef: "r" } },
        };
        await stacks.mustUp("test", moved);
        assert.deepEqual(await policiesWhenJoined(seen, "UpdatePodIdentityAssociation"), {
            managed: [readOnly],
            inline: [],
        });
    });

    async function assertRemoved(): Promise<void> {
        const associations = await associationsOf(stacks.sandbox, { account, region, cluster: "test" });
        const name = associations["team-d/x"]?.roleArn?.split("/").at(-1);
        const role = (await rolesOf(stacks.sandbox, account)).find(item => item.name === name);
        assert.deepEqual(role?.managedPolicies, [`arn:aws:iam::aws:policy/${readOnly}`]);
        assert.deepEqual(role.inlinePolicies, {});
    }

    /** The policies of the shared role at the first call that admits the subject, from a replay of all calls. */
    async function policiesWhenJoined(
        seen: number,
        operation = "CreatePodIdentityAssociation",
    ): Promise<{ managed: string[]; inline: string[] }> {
        const managed = new Set<string>();
        const inline = new Set<string>();
        for (const [index, call] of (await allCalls(stacks.sandbox)).entries()) {
            const { RoleName = "", PolicyArn = "", PolicyName = "", namespace } = call.input as Record<string, string>;
            if (call.error !== undefined) {
                continue;
            }
            if (index >= seen && call.operation === operation && namespace !== "z") {
                break;
            }
            if (RoleName.startsWith("pod-identity-")) {
                const policy = PolicyArn.split("/").at(-1) ?? "";
                if (call.operation === "AttachRolePolicy") managed.add(policy);
                if (call.operation === "DetachRolePolicy") managed.delete(policy);
                if (call.operation === "PutRolePolicy") inline.add(PolicyName);
                if (call.operation === "DeleteRolePolicy") inline.delete(PolicyName);
            }
        }
        return { managed: [...managed], inline: [...inline] };
    }
});

import * as assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { managedPolicyArn } from "../../components/access/managedPolicies";
import { permissionsPolicy } from "../../components/access/permissions";
import { resolveAll } from "../../components/rules/placeholders";
import { catalogue, presetKeys } from "../../components/presets/catalogue";
import { inlinePolicies, managedPoliciesOf } from "../../components/presets/policies";
import type { Presets } from "../../components/presets/presets";
import { account, closeStacks, messagesOf, openStacks, region } from "../program/engineStack";
import type { EngineStacks } from "../program/engineStack";
import { associationsOf, rolesOf } from "../program/state";
import type { RoleInAws } from "../program/state";

const where = { partition: "aws", region, account, cluster: "test" };

describe("presets on the real engine", () => {
    let stacks: EngineStacks;

    before(async function () {
        stacks = await openStacks(this);
        await stacks.sandbox.seed([{ account, region, clusters: [{ name: "test" }, { name: "all" }] }]);
    });
    after(() => closeStacks(stacks));

    it("create the same policies in IAM as the pure functions return", async () => {
        const keys = [
            "karpenter",
            "awsLoadBalancerController",
            "externalDns",
            "ebsCsiClusterScoped",
            "externalSecrets",
        ] as const;
        const config = stackWith(
            "test",
            keys.map(key => [catalogue[key].usualSubject ?? "", { [key]: catalogue[key].example }]),
        );
        await stacks.mustUp("test", config);
        const roles = await rolesOf(stacks.sandbox, account);
        for (const key of keys)
            assertHasPreset(roles, catalogue[key].usualSubject ?? "", { [key]: catalogue[key].example });
        assert.deepEqual(await stacks.mustUp("test", config), {});
        await stacks.run("destroy", "--yes", "--skip-preview", "--stack", "test");
    });

    it("can all be deployed in one stack file, and a second deployment changes nothing", async () => {
        const uses = presetKeys.map(
            key => [`presets/${key.toLowerCase()}`, { [key]: catalogue[key].example }] as const,
        );
        const config = stackWith("all", uses);
        await stacks.mustUp("all", config);
        const associations = await associationsOf(stacks.sandbox, { account, region, cluster: "all" });
        assert.deepEqual(Object.keys(associations).sort(), uses.map(([subject]) => subject).sort());
        const roles = await rolesOf(stacks.sandbox, account);
        for (const [subject, presets] of uses) assertHasPreset(roles, subject, presets, "all");
        assert.deepEqual(await stacks.mustUp("all", config), {});
    });

    it("can be deployed together on one role, within IAM's quota", async () => {
        const presets: Presets = {
            karpenter: catalogue.karpenter.example,
            externalDns: catalogue.externalDns.example,
            pganalyze: {},
        };
        await stacks.mustUp("all", stackWith("all", [["presets/several", presets]]));
        assertHasPreset(await rolesOf(stacks.sandbox, account), "presets/several", presets, "all");

        const result = await stacks.up(
            "all",
            stackWith("all", [["presets/several", { ...presets, awsLoadBalancerController: {} }]]),
        );
        assert.notEqual(result.code, 0);
        assert.match(messagesOf(result, "error"), /Pulumi\.all\.yaml:\d+:\d+ .*inline policies of \d+ characters/);
    });
});

function stackWith(clusterName: string, uses: readonly (readonly [subject: string, presets: Presets])[]) {
    return {
        clusterName,
        associations: Object.fromEntries(uses.map(([subject, presets]) => [subject, { role: { presets } }])),
    };
}

function assertHasPreset(roles: readonly RoleInAws[], subject: string, given: Presets, cluster = where.cluster): void {
    const role = roles.find(({ trusts }) => isDeepStrictEqual(trusts, [subject]));
    assert.ok(role, `no role for ${subject}`);
    const place = { ...where, cluster };
    const presets = resolveAll(given, place);
    const inline = inlinePolicies(presets, place).map(
        ({ name, statements }) => [name, permissionsPolicy(statements)] as const,
    );
    assert.deepEqual(role.inlinePolicies, Object.fromEntries(inline), subject);
    const managed = managedPoliciesOf(presets, place).map(name => managedPolicyArn(name, place.partition));
    assert.deepEqual(role.managedPolicies, managed.sort(), subject);
}

import * as assert from "node:assert/strict";
import { account, closeStacks, openStacks, region } from "../../program/engineStack";
import type { EngineStacks, StackConfig } from "../../program/engineStack";
import { associationsOf, rolesOf } from "../../program/state";
import { trustOf } from "./engine";

const subjects = ["shop/orders", "team/reader"];
const clusterArn = (name: string): string => `arn:aws:eks:${region}:${account}:cluster/${name}`;
const read = { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::orders/*"] };

describe("a move from the blue cluster to the green one", () => {
    let stacks: EngineStacks;

    before(async function () {
        stacks = await openStacks(this);
        await stacks.sandbox.seed([{ account, region, clusters: [{ name: "blue" }, { name: "green" }] }]);
    });
    after(() => closeStacks(stacks));

    const each = (association: object): StackConfig => ({
        associations: Object.fromEntries(subjects.map(subject => [subject, association])),
    });
    const withOwnRole = (name: string, trust?: object): StackConfig => ({
        clusterName: name,
        ...each({ roleRef: "reader" }),
        roles: { reader: { statements: [read], ...(trust && { trust }) } },
    });
    const destroy = async (stack: string): Promise<void> => {
        const { code, stdout, stderr } = await stacks.run("destroy", "--yes", "--skip-preview", "--stack", stack);
        assert.equal(code, 0, stdout + stderr);
    };

    /** Every subject has an association on each of the clusters, with an existing role that trusts it there. */
    async function assertAccess(...clusters: readonly string[]): Promise<void> {
        for (const name of clusters) {
            const associations = await associationsOf(stacks.sandbox, { account, region, cluster: name });
            for (const subject of subjects) {
                const role = associations[subject]?.roleArn?.split("/").at(-1);
                assert.ok(role, `${subject} has an association on ${name}`);
                const { Statement } = await trustOf(stacks.sandbox, account, role);
                const isTrusted = Statement.some(({ Condition }) => {
                    const { StringEquals = {} } = Condition ?? {};
                    const tags = ["kubernetes-namespace", "kubernetes-service-account"].map(
                        tag => StringEquals[`aws:RequestTag/${tag}`],
                    );
                    const trusted = [StringEquals["aws:RequestTag/eks-cluster-arn"]].flat();
                    return trusted.includes(clusterArn(name)) && tags.join("/") === subject;
                });
                assert.ok(isTrusted, `the role of ${subject} on ${name} trusts it`);
            }
        }
    }

    it("keeps everyone's access if the green stack has its own roles", async () => {
        await stacks.mustUp("blue", withOwnRole("blue"));
        await assertAccess("blue");
        await stacks.mustUp("green", withOwnRole("green"));
        await assertAccess("blue", "green");
        await destroy("blue");
        await assertAccess("green");
        await destroy("green");
        assert.deepEqual(await rolesOf(stacks.sandbox, account), []);
    });

    it("keeps everyone's access if the green stack starts with the roles of the blue one", async () => {
        await stacks.mustUp("blue", withOwnRole("blue"));
        assert.deepEqual(await stacks.mustUp("blue", withOwnRole("blue", { clusters: [clusterArn("green")] })), {
            update: ["Role identity/roles:reader"],
        });
        await assertAccess("blue");
        const [shared] = await rolesOf(stacks.sandbox, account);
        const roleArn = `arn:aws:iam::${account}:role/pod-identity/${shared?.name ?? ""}`;
        await stacks.mustUp("green", { clusterName: "green", ...each({ roleArn }) });
        await assertAccess("blue", "green");

        const { update } = await stacks.mustUp("green", withOwnRole("green"));
        assert.deepEqual(
            [...(update ?? [])].sort(),
            subjects.map(subject => `PodIdentityAssociation identity/${subject}`),
        );
        await assertAccess("blue", "green");
        await destroy("blue");
        await assertAccess("green");
        await destroy("green");
    });
});

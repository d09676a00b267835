import * as assert from "node:assert/strict";
import { GetPolicyCommand, GetPolicyVersionCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AttachRolePolicyCommand } from "@aws-sdk/client-iam";
import { account, closeStacks, openStacks, region } from "../../program/engineStack";
import type { EngineStacks, StackConfig } from "../../program/engineStack";
import { addonOf, associationsOf, rolesOf } from "../../program/state";
import { trustOf } from "./engine";

const cluster = { account, region, cluster: "test" };
const read = { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::orders/*"] };
const clusterTag = "aws:RequestTag/eks-cluster-arn";

function stackOf(association: object, rest: StackConfig = {}): StackConfig {
    return { clusterName: "test", associations: { "shop/orders": association }, ...rest };
}

describe("access on the real engine", () => {
    let stacks: EngineStacks;

    before(async function () {
        stacks = await openStacks(this);
        await stacks.sandbox.seed([{ account, region, clusters: [{ name: "test" }, { name: "green" }] }]);
    });
    after(() => closeStacks(stacks));

    const association = async (): Promise<
        Readonly<Record<"associationId" | "targetRoleArn" | "policy" | "disableSessionTags" | "externalId", unknown>>
    > => {
        const found = (await associationsOf(stacks.sandbox, cluster))["shop/orders"];
        assert.ok(found);
        const { associationId, targetRoleArn, policy, disableSessionTags, externalId } = found;
        return {
            associationId,
            targetRoleArn: targetRoleArn === "" ? undefined : targetRoleArn,
            policy,
            disableSessionTags,
            externalId,
        };
    };
    const hasNothingToDo = async (config: StackConfig): Promise<void> => {
        assert.deepEqual(await stacks.mustUp("test", config), {});
        const refreshed = await stacks.run(
            "refresh",
            "--yes",
            "--skip-preview",
            "--expect-no-changes",
            "--stack",
            "test",
        );
        assert.equal(refreshed.code, 0, refreshed.stdout + refreshed.stderr);
    };

    it("disables and enables session tags in place, with the trust policy, and restricts sessions", async () => {
        const tagged = stackOf({ role: { name: "orders", statements: [read] } });
        const untagged = stackOf({
            role: { name: "orders", statements: [read], trust: { scope: "account" } },
            disableSessionTags: true,
        });
        await stacks.mustUp("test", tagged);
        const first = await association();
        assert.equal(first.disableSessionTags, false);

        const off = await stacks.mustUp("test", untagged);
        assert.deepEqual(off, { update: ["Role identity/shop/orders", "PodIdentityAssociation identity/shop/orders"] });
        assert.equal((await association()).disableSessionTags, true);
        assert.deepEqual((await trustOf(stacks.sandbox, account, "orders")).Statement[0]?.Condition, {
            StringEquals: { "aws:SourceAccount": account },
            Null: { [clusterTag]: "true" },
        });

        const narrowed = stackOf({
            ...(untagged.associations as Record<string, object>)["shop/orders"],
            sessionPolicy: {
                statements: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::orders/{namespace}/*"] }],
            },
        });
        const narrowing = await stacks.mustUp("test", narrowed);
        assert.deepEqual(Object.keys(narrowing).sort(), replaceOperations);
        assert.match(String((await association()).policy), /arn:aws:s3:::orders\/shop\/\*/);
        await hasNothingToDo(narrowed);

        await stacks.mustUp("test", untagged);
        assert.equal((await association()).policy, undefined, "the session policy is really gone");
        await hasNothingToDo(untagged);

        await stacks.mustUp("test", tagged);
        const back = await association();
        assert.equal(back.disableSessionTags, false);
        assert.ok(
            clusterTag in
                ((await trustOf(stacks.sandbox, account, "orders")).Statement[0]?.Condition?.StringEquals ?? {}),
        );
    });

    it("adds and changes a target role in place, and replaces the association to remove it", async () => {
        const target = (name?: string): StackConfig =>
            stackOf({
                role: { name: "orders", statements: [read] },
                ...(name && { targetRoleArn: `arn:aws:iam::444455556666:role/${name}` }),
            });
        await stacks.mustUp("test", target());
        await stacks.mustUp("test", target("one"));
        const one = await association();
        assert.equal(one.targetRoleArn, "arn:aws:iam::444455556666:role/one");
        assert.deepEqual(await targetPermission(), ["arn:aws:iam::444455556666:role/one"]);

        const { update } = await stacks.mustUp("test", target("two"));
        assert.deepEqual([...(update ?? [])].sort(), [
            "PodIdentityAssociation identity/shop/orders",
            "RolePolicy identity/shop/orders/inline:target-role",
        ]);
        const two = await association();
        assert.deepEqual(
            [two.associationId, two.targetRoleArn],
            [one.associationId, "arn:aws:iam::444455556666:role/two"],
        );
        await hasNothingToDo(target("two"));

        await stacks.mustUp("test", target());
        const none = await association();
        assert.equal(none.targetRoleArn, undefined, "the target role is really gone");
        assert.notEqual(none.associationId, two.associationId);
        await hasNothingToDo(target());
    });

    async function targetPermission(): Promise<unknown> {
        const [role] = await rolesOf(stacks.sandbox, account);
        const policy = role?.inlinePolicies["target-role"] as { Statement: { Resource: unknown }[] };
        return policy.Statement[0]?.Resource;
    }

    it("also trusts through IRSA while pods migrate, and removes that trust in place", async () => {
        const oidcProviderArn = `arn:aws:iam::${account}:oidc-provider/oidc.eks.${region}.amazonaws.com/id/EXAMPLE`;
        const config = (irsa: object): StackConfig =>
            stackOf({ role: { name: "orders", statements: [read], ...irsa } });
        await stacks.mustUp("test", config({}));
        const both = config({ irsa: { oidcProviderArn } });
        assert.deepEqual(await stacks.mustUp("test", both), { update: ["Role identity/shop/orders"] });
        const { Statement } = await trustOf(stacks.sandbox, account, "orders");
        assert.deepEqual(
            Statement.map(({ Principal }) => Object.keys(Principal ?? {}).join()),
            ["Service", "Federated"],
        );
        await hasNothingToDo(both);
        assert.deepEqual(await stacks.mustUp("test", config({})), { update: ["Role identity/shop/orders"] });
        assert.equal((await trustOf(stacks.sandbox, account, "orders")).Statement.length, 1);
    });

    it("removes policies that others add to an exclusive role", async () => {
        const exclusive = stackOf({ role: { name: "orders", statements: [read], exclusive: true } });
        await stacks.mustUp("test", exclusive);
        await hasNothingToDo(exclusive);
        const iam = stacks.sandbox.iam({ account });
        const document = JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
        });
        await iam.send(
            new PutRolePolicyCommand({ RoleName: "orders", PolicyName: "backdoor", PolicyDocument: document }),
        );
        await iam.send(
            new AttachRolePolicyCommand({
                RoleName: "orders",
                PolicyArn: "arn:aws:iam::aws:policy/AmazonS3FullAccess",
            }),
        );
        await stacks.run("refresh", "--yes", "--skip-preview", "--stack", "test");
        await stacks.mustUp("test", exclusive);
        const [role] = await rolesOf(stacks.sandbox, account);
        assert.deepEqual([Object.keys(role?.inlinePolicies ?? {}), role?.managedPolicies], [["statements"], []]);
        await hasNothingToDo(exclusive);
    });

    it("splits statements that do not fit inline, keeps all of them, and changes one policy for one statement", async () => {
        const bucket = (index: number): string => `arn:aws:s3:::${"x".repeat(200)}-${index}/*`;
        const large = (action = "s3:GetObject"): StackConfig =>
            stackOf({
                role: {
                    name: "orders",
                    statements: Array.from({ length: 50 }, (_, index) => ({
                        actions: [index === 49 ? action : "s3:GetObject"],
                        resources: [bucket(index)],
                    })),
                },
            });
        await stacks.mustUp("test", large());
        const [role] = await rolesOf(stacks.sandbox, account);
        assert.deepEqual(role?.inlinePolicies, {});
        assert.ok(role.managedPolicies.length > 1);
        const resources = await Promise.all(role.managedPolicies.map(resourcesOf));
        assert.deepEqual(resources.flat().sort(), Array.from({ length: 50 }, (_, index) => bucket(index)).sort());
        await hasNothingToDo(large());
        const last = `Policy identity/shop/orders/policy:statements-${role.managedPolicies.length}`;
        assert.deepEqual(await stacks.mustUp("test", large("s3:PutObject")), { update: [last] });
        await stacks.mustUp("test", stackOf({ role: { name: "orders", statements: [read] } }));
        assert.deepEqual((await rolesOf(stacks.sandbox, account))[0]?.managedPolicies, []);
    });

    async function resourcesOf(arn: string): Promise<string[]> {
        const iam = stacks.sandbox.iam({ account });
        const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: arn }));
        const { PolicyVersion } = await iam.send(
            new GetPolicyVersionCommand({ PolicyArn: arn, VersionId: Policy?.DefaultVersionId }),
        );
        const { Statement } = JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? "")) as {
            Statement: { Resource: string[] }[];
        };
        return Statement.flatMap(({ Resource }) => Resource);
    }

    it("gives an add-on its associations, with own or shared roles, and removes them", async () => {
        const withAddon = (associations: object): StackConfig => ({
            clusterName: "test",
            eksAddons: { "aws-ebs-csi-driver": { associations } },
            roles: { csi: { presets: { ebsCsi: {} } } },
        });
        const owned = async (): Promise<Record<string, string | undefined>> =>
            Object.fromEntries(
                Object.entries(await associationsOf(stacks.sandbox, cluster)).map(([subject, found]) => [
                    subject,
                    found?.roleArn,
                ]),
            );
        const own = withAddon({ "ebs-csi-controller-sa": { role: { presets: { ebsCsi: {} } } } });
        await stacks.mustUp("test", own);
        const [role] = await rolesOf(stacks.sandbox, account);
        assert.deepEqual(role?.trusts, ["kube-system/ebs-csi-controller-sa"]);
        assert.deepEqual(await owned(), {
            "kube-system/ebs-csi-controller-sa": `arn:aws:iam::${account}:role/pod-identity/${role.name}`,
        });
        await hasNothingToDo(own);

        const shared = withAddon({ "ebs-csi-controller-sa": { roleRef: "csi" } });
        const { update } = await stacks.mustUp("test", shared);
        assert.deepEqual(update, ["Addon identity/eksAddons:aws-ebs-csi-driver"]);
        assert.equal((await rolesOf(stacks.sandbox, account)).length, 1);

        await stacks.mustUp("test", withAddon({}));
        assert.deepEqual(await owned(), {});
        assert.ok(await addonOf(stacks.sandbox, cluster, "aws-ebs-csi-driver"));
        const { delete: deleted } = await stacks.mustUp("test", { clusterName: "test" });
        assert.deepEqual(deleted, ["Addon identity/eksAddons:aws-ebs-csi-driver"]);
    });
});

/** Deletes first, because EKS allows one association for each subject. */
const replaceOperations = ["create-replacement", "delete-replaced", "replace"];

import * as assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { CreatePodIdentityAssociationCommand } from "@aws-sdk/client-eks";
import { CreateRoleCommand, DeleteRoleCommand } from "@aws-sdk/client-iam";
import { wordsOf } from "../../../sandbox/commandLine";
import type { Fault } from "../../../sandbox/provider/faults";
import { account, closeStacks, messagesOf, openStacks, region } from "../../program/engineStack";
import type { EngineStacks } from "../../program/engineStack";
import { associationsOf, rolesOf } from "../../program/state";
import { misbehave } from "./engine";

const cluster = { account, region, cluster: "test" };
const read = { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::orders/*"] };
const existingRole = `arn:aws:iam::${account}:role/report`;
const irsaRole = `arn:aws:iam::${account}:role/irsa-only`;
const irsaTrust = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
        {
            Effect: "Allow",
            Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/oidc.eks.${region}.amazonaws.com/id/A` },
            Action: "sts:AssumeRoleWithWebIdentity",
        },
    ],
});

/** The `pulumi …` commands in a message, each as words. */
function commandsIn(text: string): string[][] {
    return [...text.matchAll(/^ {4}pulumi (.+)$/gm)].map(([, line = ""]) => wordsOf(line));
}

describe("an error of AWS", () => {
    let stacks: EngineStacks;
    const run = (...words: readonly string[]) => stacks.run(...words, "--stack", "test");
    const importAs = (words: readonly string[]) => run(...words, "--yes", "--skip-preview", "--generate-code=false");

    before(async function () {
        stacks = await openStacks(this);
        await stacks.sandbox.seed([{ account, region, clusters: [{ name: "test" }], roles: [existingRole] }]);
        const iam = stacks.sandbox.iam({ account });
        await iam.send(new CreateRoleCommand({ RoleName: "irsa-only", AssumeRolePolicyDocument: irsaTrust }));
    });
    afterEach(async () => {
        await misbehave(stacks.sandbox);
        await run("destroy", "--yes", "--skip-preview");
    });
    after(() => closeStacks(stacks));

    const single = {
        clusterName: "test",
        associations: { "shop/orders": { role: { name: "export", statements: [read] } } },
    };
    const targeted = {
        clusterName: "test",
        associations: {
            "shop/orders": {
                role: { name: "export", statements: [read] },
                targetRoleArn: "arn:aws:iam::444455556666:role/pod-identity/export",
            },
        },
    };

    it("about an existing association is retried while EKS deletes the replaced one", async () => {
        await stacks.mustUp("test", single);
        await misbehave(stacks.sandbox, {
            operation: "CreatePodIdentityAssociation",
            error: "ResourceInUseException: Association already exists: a-oldoldoldoldoldol",
            times: 2,
        });
        const result = await stacks.up("test", targeted);
        assert.equal(result.code, 0, messagesOf(result, "error"));
        assert.match(messagesOf(result, "info"), /the deletion is still in progress in AWS, retrying in 4 s/);
        assert.doesNotMatch(result.stdout, /pulumi import/);
        assert.ok((await associationsOf(stacks.sandbox, cluster))["shop/orders"]?.targetRoleArn);
    });

    it("about an interrupted replacement has the commands that finish it", async () => {
        await stacks.mustUp("test", single);
        // The state then has a pending replacement, as after a kill. EKS has the association that the killed call
        // created.
        await misbehave(stacks.sandbox, {
            operation: "CreatePodIdentityAssociation",
            error: "InvalidRequestException: no",
        });
        assert.notEqual((await stacks.up("test", targeted)).code, 0);
        await misbehave(stacks.sandbox);
        const created = { clusterName: "test", namespace: "shop", serviceAccount: "orders", roleArn: existingRole };
        await stacks.sandbox.eks({ account, region }).send(new CreatePodIdentityAssociationCommand(created));
        await addPendingCreation("shop/orders");

        const refused = await stacks.up("test", targeted);
        assert.notEqual(refused.code, 0);
        const [importing = [], deleting = []] = commandsIn(messagesOf(refused, "error"));
        const deadEnd = await importAs(importing);
        assert.notEqual(deadEnd.code, 0);
        assert.match(deadEnd.stdout + deadEnd.stderr, /already exists/);
        const deleted = await run(...deleting, "--yes");
        assert.equal(deleted.code, 0, deleted.stdout + deleted.stderr);
        const imported = await importAs(importing);
        assert.equal(imported.code, 0, imported.stdout + imported.stderr);
        await stacks.mustUp("test", targeted);
        assert.deepEqual(await stacks.mustUp("test", targeted), {});
        assert.ok((await associationsOf(stacks.sandbox, cluster))["shop/orders"]?.targetRoleArn);
    });

    it("about an interrupted replacement of a role has the command that finishes it", async () => {
        const named = (role: object) => ({ clusterName: "test", associations: { "shop/orders": { role } } });
        await stacks.mustUp("test", named({ name: "orders", statements: [read] }));
        await misbehave(stacks.sandbox, { operation: "CreateRole", error: "AccessDenied: no" });
        const moved = named({ name: "orders", path: "/pods/", statements: [read] });
        assert.notEqual((await stacks.up("test", moved)).code, 0);
        await misbehave(stacks.sandbox);
        const iam = stacks.sandbox.iam({ account });
        await iam.send(
            new CreateRoleCommand({ RoleName: "orders", Path: "/pods/", AssumeRolePolicyDocument: irsaTrust }),
        );

        const refused = await stacks.up("test", moved);
        assert.notEqual(refused.code, 0);
        const text = messagesOf(refused, "error");
        const [importing = []] = commandsIn(text);
        await importAs(importing);
        assert.notEqual((await stacks.up("test", moved)).code, 0);
        assert.match(text, /pulumi up refuses it again after the import.*\n {4}aws iam delete-role --role-name orders/);
        await iam.send(new DeleteRoleCommand({ RoleName: "orders" }));
        await stacks.mustUp("test", moved);
        assert.deepEqual(await stacks.mustUp("test", moved), {});
    });

    it("that is lost in a kill leaves a pending creation, which the documented command clears", async () => {
        await misbehave(stacks.sandbox, {
            operation: "CreatePodIdentityAssociation",
            error: "InvalidRequestException: no",
        });
        assert.notEqual((await stacks.up("test", single)).code, 0);
        await misbehave(stacks.sandbox);
        await changedState(({ deployment }) => {
            const like = deployment.resources.find(({ type }) => type === "aws:eks/addon:Addon");
            const parent = deployment.resources.find(({ type }) => type === "eks-pod-identity:index:PodIdentityStack");
            assert.ok(like && parent);
            const type = "aws:eks/podIdentityAssociation:PodIdentityAssociation";
            const urn = `${parent.urn.slice(0, parent.urn.lastIndexOf("::"))}$${type}::identity/shop/orders`;
            const { provider } = like;
            const resource = { urn, custom: true, type, inputs: {}, parent: parent.urn, provider };
            deployment.pending_operations = [{ resource, type: "creating" }];
        });
        const refreshed = await run("refresh", "--yes", "--skip-preview", "--clear-pending-creates");
        assert.equal(refreshed.code, 0, refreshed.stdout + refreshed.stderr);
        const next = await stacks.up("test", single);
        assert.equal(next.code, 0, messagesOf(next, "error"));
        assert.doesNotMatch(next.stdout + next.stderr, /pending operations/);
    });

    /** After a kill, the state has the pending operation. */
    async function addPendingCreation(name: string): Promise<void> {
        await changedState(({ deployment }) => {
            const resource = deployment.resources.find(
                ({ urn }) => urn.includes("PodIdentityAssociation::") && urn.endsWith(name),
            );
            assert.ok(resource);
            const { id: _id, outputs: _outputs, pendingReplacement: _pending, ...created } = resource;
            deployment.pending_operations = [{ resource: created, type: "creating" }];
        });
    }

    async function changedState<T>(change: (state: State) => T): Promise<T> {
        const file = path.join(stacks.sandbox.project, "state.json");
        const exported = await run("stack", "export", "--file", file);
        assert.equal(exported.code, 0, exported.stdout + exported.stderr);
        const state = JSON.parse(await fs.readFile(file, "utf8")) as State;
        const result = change(state);
        await fs.writeFile(file, JSON.stringify(state));
        const imported = await run("stack", "import", "--file", file);
        assert.equal(imported.code, 0, imported.stdout + imported.stderr);
        return result;
    }

    it("about an existing role has an explanation, and the suggested import works", async () => {
        const named = {
            clusterName: "test",
            associations: { "shop/orders": { role: { name: "taken", statements: [read] } } },
        };
        await stacks.mustUp("test", { clusterName: "test" });
        await stacks.sandbox.iam({ account }).send(
            new CreateRoleCommand({
                RoleName: "taken",
                Path: "/pod-identity/",
                AssumeRolePolicyDocument: irsaTrust,
            }),
        );
        const refused = await stacks.up("test", named);
        assert.notEqual(refused.code, 0);
        const text = messagesOf(refused, "error");
        assert.match(text, /The account has an IAM role named "taken" already\./);
        assert.doesNotMatch(text, /Its path is/);
        const [importing = []] = commandsIn(text);
        const imported = await importAs(importing);
        assert.equal(imported.code, 0, imported.stdout + imported.stderr);
        const { replace, ...others } = await stacks.mustUp("test", named);
        assert.equal(replace, undefined, JSON.stringify(others));
        assert.deepEqual(await stacks.mustUp("test", named), {});
    });

    it("about an existing role has the path of that role", async () => {
        const named = { clusterName: "test", associations: { "shop/orders": { role: { name: "irsa-only" } } } };
        const refused = await stacks.up("test", named);
        assert.match(messagesOf(refused, "error"), /Its path is "\/": write path: \/ too/);
    });

    it("about a roleArn whose trust policy does not admit pods is not retried, and has the required statement", async () => {
        await stacks.write("test", { clusterName: "test", associations: { "shop/legacy": { roleArn: irsaRole } } });
        // The hook reads the role while it occupies the only worker.
        const refused = await run("up", "--yes", "--skip-preview", "--json", "--parallel", "1");
        assert.notEqual(refused.code, 0);
        const text = messagesOf(refused, "error");
        assert.match(text, new RegExp(`shop/legacy cannot use the role ${irsaRole}`));
        assert.match(text, /"aws:RequestTag\/kubernetes-service-account":"legacy"/);
        assert.doesNotMatch(messagesOf(refused, "info"), /retrying/);
    });

    it("about a roleArn of an add-on whose trust policy does not admit pods is not retried", async () => {
        const refused = await stacks.up("test", {
            clusterName: "test",
            eksAddons: { "aws-ebs-csi-driver": { associations: { "ebs-csi-controller-sa": { roleArn: irsaRole } } } },
        });
        assert.notEqual(refused.code, 0);
        assert.match(
            messagesOf(refused, "error"),
            new RegExp(`kube-system/ebs-csi-controller-sa cannot use the role ${irsaRole}`),
        );
    });

    const temporary = ["RequestTimeout: no data", "ConcurrentModificationException: in progress"];
    const once = (...operations: readonly string[]): Fault[] =>
        operations.map((operation, index) => ({ operation, error: temporary[index % 2] ?? "", times: 1 }));
    const rich = (change: object = {}) => ({
        clusterName: "test",
        associations: {
            "shop/orders": { role: { statements: [read], managedPolicies: ["AmazonS3ReadOnlyAccess"], ...change } },
        },
    });

    it("that is temporary is retried for every resource: creations, updates and deletions", async () => {
        await misbehave(
            stacks.sandbox,
            ...once("CreateRole", "PutRolePolicy", "AttachRolePolicy", "CreateAddon", "CreatePodIdentityAssociation"),
        );
        await stacks.mustUp("test", rich());
        await misbehave(stacks.sandbox, ...once("UpdateAssumeRolePolicy", "PutRolePolicy"));
        const { update = [] } = await stacks.mustUp("test", {
            ...rich({ statements: [{ ...read, actions: ["s3:ListBucket"] }], trust: { scope: "namespace" } }),
        });
        assert.equal(update.length, 2);
        await misbehave(
            stacks.sandbox,
            ...once(
                "DeletePodIdentityAssociation",
                "DeleteRole",
                "DeleteRolePolicy",
                "DetachRolePolicy",
                "DeleteAddon",
            ),
            { operation: "DeleteRole", error: "ThrottlingException: Rate exceeded", times: 8 },
        );
        const { delete: deleted = [] } = await stacks.mustUp("test", {
            clusterName: "test",
            agent: { mode: "builtIn" },
        });
        assert.equal(deleted.length, 5);
        assert.deepEqual(await rolesOf(stacks.sandbox, account), []);
    });

    for (const flags of [["--run-program"], []]) {
        it(`that is temporary is retried on destroy${flags.map(flag => ` with ${flag}`).join("")}`, async () => {
            await stacks.mustUp("test", rich());
            await misbehave(stacks.sandbox, ...once("DeletePodIdentityAssociation", "DeleteRole"));
            const result = await run("destroy", "--yes", "--skip-preview", ...flags);
            assert.equal(result.code === 0, flags.length > 0, result.stdout + result.stderr);
            assert.doesNotMatch(result.stdout + result.stderr, /was not registered/);
        });
    }
});

interface State {
    readonly deployment: {
        readonly resources: (Record<string, unknown> & { readonly urn: string })[];
        pending_operations?: unknown[];
    };
}

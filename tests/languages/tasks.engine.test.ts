import * as assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { openSandbox } from "../../sandbox/sandbox";
import type { Sandbox } from "../../sandbox/sandbox";
import { associationsOf, rolesOf } from "../program/state";
import { requireSandbox } from "../sandbox/prerequisites";

const place = { account: "111122223333", region: "eu-west-1", cluster: "dev" };

describe("the examples of tasks", () => {
    let sandbox: Sandbox;
    let directory: string;
    before(async function () {
        await requireSandbox(this);
        directory = await fs.mkdtemp(path.join(os.tmpdir(), "pod-identity-"));
        sandbox = await openSandbox({ directory });
        const clusters = ["dev", "blue", "green"].map(name => ({ name }));
        await sandbox.seed([{ account: place.account, region: place.region, clusters }]);
    });
    after(async () => {
        await (sandbox as Sandbox | undefined)?.close();
        await fs.rm(directory, { recursive: true, force: true });
    });

    /** Runs a command in an example. Fails the test if it fails. */
    async function pulumi(example: string, ...args: readonly string[]): Promise<string> {
        const cwd = path.join("examples", example);
        const file = path.join(sandbox.project, cwd, "Pulumi.dev.yaml");
        const text = await fs.readFile(file, "utf8").catch(() => "config:\n");
        if (!text.includes("allowedAccountIds")) {
            const accounts = `config:\n  aws:allowedAccountIds: ["${place.account}"]\n`;
            await fs.writeFile(file, text.replace("config:\n", accounts));
        }
        const env = { PULUMI_NODEJS_TRANSPILE_ONLY: "true" };
        const { code, stdout, stderr } = await sandbox.pulumi([...args, "--stack", "dev"], { cwd, env });
        assert.equal(code, 0, stdout + stderr);
        return stdout;
    }
    const up = (example: string) => pulumi(example, "up", "--yes", "--skip-preview");
    const destroy = async (example: string) => {
        await pulumi(example, "destroy", "--yes", "--skip-preview");
        assert.deepEqual(await rolesOf(sandbox, place.account), []);
    };

    it("cross-account: pods get the role of the other account, which trusts this role for this subject only", async () => {
        await up("cross-account");
        const { "data/export": association } = await associationsOf(sandbox, place);
        assert.equal(association?.roleArn, "arn:aws:iam::111122223333:role/pod-identity/data-export");
        assert.equal(association.targetRoleArn, "arn:aws:iam::444455556666:role/pod-identity/pods-export");
        const [target, ...others] = await rolesOf(sandbox, "444455556666");
        assert.deepEqual(others, []);
        assert.deepEqual(target?.trusts, ["data/export"]);
        assert.deepEqual(Object.keys(target.inlinePolicies), ["statements"]);
        await destroy("cross-account");
        assert.deepEqual(await rolesOf(sandbox, "444455556666"), []);
    });

    it("irsa-migration: the trust for IRSA is removed in place, and the role stays", async () => {
        // With the path of the IRSA role.
        const ofOrders = async () =>
            (await rolesOf(sandbox, place.account, "/")).filter(({ name }) => name === "orders");
        await up("irsa-migration");
        assert.deepEqual(
            (await ofOrders()).map(({ trusts }) => trusts.length),
            [2],
        );
        await pulumi("irsa-migration", "config", "set", "migrating", "false");
        await up("irsa-migration");
        assert.deepEqual(
            (await ofOrders()).map(({ trusts }) => trusts),
            [["shop/orders"]],
        );
        await destroy("irsa-migration");
    });

    it("multi-cluster: one role on both clusters, trusted on both", async () => {
        await up("multi-cluster");
        const arns = await Promise.all(
            ["blue", "green"].map(async cluster => {
                const associations = await associationsOf(sandbox, { ...place, cluster });
                return associations["shop/orders"]?.roleArn;
            }),
        );
        const [role, ...others] = await rolesOf(sandbox, place.account);
        assert.deepEqual(others, []);
        const arn = `arn:aws:iam::${place.account}:role/pod-identity/${role?.name ?? ""}`;
        assert.deepEqual(arns, [arn, arn]);
        await destroy("multi-cluster");
    });
});

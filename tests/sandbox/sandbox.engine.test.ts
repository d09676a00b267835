import * as assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { GetPolicyCommand, GetRoleCommand, ListRolesCommand } from "@aws-sdk/client-iam";
import { DescribeClusterCommand, ListClustersCommand } from "@aws-sdk/client-eks";
import { type Sandbox, openSandbox } from "../../sandbox/sandbox";
import { settingsOfProject } from "../../scripts/sandbox/stackSettings";
import { type FixtureProject, fixtureProject } from "./fixtureProject";
import { requireSandbox } from "./prerequisites";

const program = `
const aws = require("@pulumi/aws");
const trust = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: "pods.eks.amazonaws.com" }, Action: ["sts:AssumeRole", "sts:TagSession"] }] };
exports.roleName = new aws.iam.Role("orders", { name: "orders", assumeRolePolicy: JSON.stringify(trust) }).name;
exports.token = process.env.PULUMI_ACCESS_TOKEN || "none";
`;

describe("a sandbox opened by a test", function () {
    this.timeout(600_000);
    const cleanup: (() => Promise<void>)[] = [];
    let fixture: FixtureProject;
    let sandbox: Sandbox;
    const options = () => ({
        directory: fixture.folder,
        project: fixture.project,
        environment: { ...process.env, PULUMI_ACCESS_TOKEN: "pul-real", AWS_PROFILE: "prod" },
    });

    before(async function () {
        await requireSandbox(this);
        fixture = await fixtureProject(program);
        cleanup.unshift(() => fixture.remove());
        sandbox = await openSandbox(options());
        cleanup.unshift(() => sandbox.close());
    });
    after(async () => {
        for (const undo of cleanup) await undo();
    });

    it("starts with an empty AWS: nothing is seeded implicitly", async () => {
        const { clusters } = await sandbox.eks({ region: "eu-west-1" }).send(new ListClustersCommand({}));
        assert.deepEqual(clusters, []);
    });

    it("seeds what the stack files name, once", async () => {
        const seeds = (await settingsOfProject(sandbox.project)).flatMap(({ seed }) => seed ?? []);
        await sandbox.seed(seeds);
        await sandbox.seed(seeds);
        const eks = sandbox.eks({ region: "eu-west-1" });
        const { cluster } = await eks.send(new DescribeClusterCommand({ name: "dev" }));
        assert.equal(cluster?.arn, "arn:aws:eks:eu-west-1:111122223333:cluster/dev");
        const { Role } = await sandbox.iam().send(new GetRoleCommand({ RoleName: "report" }));
        assert.equal(Role?.Arn, "arn:aws:iam::111122223333:role/old/report");
        await sandbox.iam().send(new GetPolicyCommand({ PolicyArn: "arn:aws:iam::111122223333:policy/pods" }));
    });

    it("keeps the accounts apart", async () => {
        await sandbox.seed([
            { account: "444455556666", region: "us-east-2", roles: ["arn:aws:iam::444455556666:role/there"] },
        ]);
        const names = async (account: string) =>
            (await sandbox.iam({ account }).send(new ListRolesCommand({}))).Roles?.map(role => role.RoleName);
        assert.deepEqual(await names("444455556666"), ["there"]);
        assert.ok(!(await names("111122223333"))?.includes("there"));
    });

    it("runs `up` with the real engine, on a stack created on first use, without the caller's credentials", async () => {
        const result = await sandbox.pulumi(["up", "--yes", "--skip-preview", "--stack", "dev"]);
        assert.equal(result.code, 0, result.stdout + result.stderr);
        await sandbox.iam().send(new GetRoleCommand({ RoleName: "orders" }));
        const outputs = await sandbox.pulumi(["stack", "output", "--json", "--stack", "dev"]);
        assert.deepEqual(JSON.parse(outputs.stdout), { roleName: "orders", token: "none" });
    });

    it("changes nothing the second time", async () => {
        const result = await sandbox.pulumi(["preview", "--expect-no-changes", "--stack", "dev"]);
        assert.equal(result.code, 0, result.stdout + result.stderr);
    });

    it("returns a failing command as a result", async () => {
        const result = await sandbox.pulumi(["stack", "output", "missing", "--stack", "dev"]);
        assert.notEqual(result.code, 0);
        assert.match(result.stderr, /missing/);
    });

    it("changes nothing in the project, and keeps the mirror's stack file as it was written", async () => {
        await sandbox.pulumi(["config", "set", "extra", "value", "--stack", "scratch"]);
        assert.equal(fixture.gitStatus(), "");
        const original = await fs.readFile(path.join(fixture.project, "Pulumi.dev.yaml"), "utf8");
        const copy = await fs.readFile(path.join(sandbox.project, "Pulumi.dev.yaml"), "utf8");
        assert.ok(copy.startsWith(original), copy);
    });

    it("refuses to be opened a second time", () =>
        assert.rejects(openSandbox(options()), /Another command is running.*tests/));

    it("keeps AWS and stacks for the next sandbox", async () => {
        await sandbox.close();
        sandbox = await openSandbox(options());
        await sandbox.iam().send(new GetRoleCommand({ RoleName: "orders" }));
        const result = await sandbox.pulumi(["preview", "--expect-no-changes", "--refresh", "--stack", "dev"]);
        assert.equal(result.code, 0, result.stdout + result.stderr);
        const destroyed = await sandbox.pulumi(["destroy", "--yes", "--skip-preview", "--stack", "dev"]);
        assert.equal(destroyed.code, 0, destroyed.stdout + destroyed.stderr);
    });
});

import * as assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { packageFolder } from "../../sandbox/layout";
import { type Sandbox, openSandbox } from "../../sandbox/sandbox";
import { writeProject } from "../../scripts/acceptance/project";
import { type Report, isPassed, markdown } from "../../scripts/acceptance/report";
import { acceptance } from "../../scripts/acceptance/scenario";
import type { Tools } from "../../scripts/acceptance/tools";
import { rolesOf } from "../program/state";
import { requireSandbox } from "../sandbox/prerequisites";
import { type StandIns, standInsFor } from "./standIns";

const account = "111122223333";
const setting = {
    cluster: "dev",
    region: "eu-west-1",
    agentMode: "existing",
    namespace: "pod-identity-acceptance-1",
    serviceAccount: "reader",
    bucket: "pod-identity-acceptance-1",
};

/** The real CLI and engine; kubectl, the AWS CLI and the objects are stand-ins. */
describe("npm run acceptance, on the sandbox", () => {
    let root: string;
    let sandbox: Sandbox | undefined;
    let standIns: StandIns;

    before(async function () {
        await requireSandbox(this);
        root = await fs.realpath(await fs.mkdtemp(path.join(os.tmpdir(), "pod-identity-")));
        const project = path.join(root, "project");
        writeProject(project, `export * from "${path.join(packageFolder, "config", "stackProgram")}";\n`);
        await fs.symlink(path.join(packageFolder, "node_modules"), path.join(project, "node_modules"));
        sandbox = await openSandbox({ directory: path.join(root, "sandbox"), project, mirror: false });
        const clusters = [{ name: "dev", addons: ["eks-pod-identity-agent"] }];
        await sandbox.seed([{ account, region: setting.region, clusters }]);
    });
    after(async () => {
        await sandbox?.close();
        await fs.rm(root, { recursive: true, force: true });
    });

    async function run(change: Partial<Tools> = {}): Promise<Report> {
        assert.ok(sandbox);
        standIns = standInsFor(sandbox, account, setting);
        const { pulumi } = sandbox;
        const tools: Tools = {
            pulumi: args => pulumi(args, { env: { PULUMI_NODEJS_TRANSPILE_ONLY: "true" } }),
            kubectl: standIns.kubectl,
            aws: standIns.aws,
            wait: () => Promise.resolve(),
            say: () => undefined,
            ...change,
        };
        return acceptance(setting, sandbox.project, tools, { "eks-pod-identity": "0.1.0" });
    }

    it("deploys, changes, adopts and destroys, and leaves nothing", async () => {
        const report = await run();
        assert.ok(isPassed(report), markdown(report));
        const podChecks = ["is its role for STS", "reads `allowed.txt`", "reads `denied.txt`"];
        assert.deepEqual(
            report.checks.map(({ title }) => title),
            [
                "`pulumi up` creates role and association",
                ...podChecks.map(check => `a pod ${check}`),
                ...podChecks.map(check => `after a change, a pod ${check}`),
                "`pulumi up` explains an association that exists",
                "the imported association is the same one",
                ...podChecks.map(check => `after the import, a pod ${check}`),
                "`pulumi destroy` removes the association",
                "and the role",
            ],
        );
        assert.deepEqual([...standIns.existing], []);
        assert.deepEqual(sandbox && (await rolesOf(sandbox, account)), []);
    });

    it("says what is wrong, and removes what it made", async () => {
        const report = await run({
            kubectl: async (args, input) =>
                args[0] === "logs"
                    ? { code: 0, stdout: "exec: sh: not found", stderr: "" }
                    : standIns.kubectl(args, input),
        });
        assert.ok(!isPassed(report));
        assert.match(markdown(report), /FAILED[\s\S]*The pod did not answer\. Its log:\nexec: sh: not found/);
        assert.deepEqual([report.leftovers, [...standIns.existing].filter(each => !each.startsWith("pod "))], [[], []]);
        assert.deepEqual(sandbox && (await rolesOf(sandbox, account)), []);
    });
});

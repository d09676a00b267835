import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { packageFolder } from "../../sandbox/layout";
import { run } from "../../sandbox/processes";
import { openSandbox } from "../../sandbox/sandbox";
import type { Sandbox } from "../../sandbox/sandbox";
import { requireSandbox } from "../sandbox/prerequisites";
import { schemaFile } from "./schema";

const program = `
const pulumi = require("@pulumi/pulumi");
class PodIdentityStack extends pulumi.ComponentResource {
    constructor(name, args) {
        super("eks-pod-identity:index:PodIdentityStack", name, { roleArns: undefined, ...args }, {}, true);
    }
}
const role = { presets: { externalDns: { hostedZoneArns: ["arn:aws:route53:::hostedzone/Z1"] } } };
exports.roleArns = new PodIdentityStack("identity", { clusterName: "dev", associations: { "a/b": { role } } }).roleArns;
`;

/** Like `pulumi package add <git url>/components`: clone the repository, and run `npm install` in the folder. */
describe("a copy of the repository in an empty folder, installed as the CLI installs a plugin", () => {
    let root: string;
    let sandbox: Sandbox | undefined;
    before(async function () {
        await requireSandbox(this);
        root = await fs.realpath(await fs.mkdtemp(path.join(os.tmpdir(), "pod-identity-")));
        const copy = path.join(root, "copy");
        const list = execFileSync("git", ["ls-files", "-z"], { cwd: packageFolder, encoding: "utf8" });
        for (const file of list.split("\0").filter(Boolean)) {
            await fs.cp(path.join(packageFolder, file), path.join(copy, file)).catch((error: unknown) => {
                // Deleted in the tree, but still in the index.
                if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
            });
        }
        const installed = await run("npm", ["install", "--loglevel=error"], { cwd: path.join(copy, "components") });
        if (/ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN/.test(installed.stderr) && !process.env.CI) {
            process.stderr.write(`skipped: ${this.test?.parent?.fullTitle() ?? ""}: npm's registry is out of reach.\n`);
            this.skip();
        }
        assert.equal(installed.code, 0, installed.stderr);

        const project = path.join(root, "program");
        await fs.mkdir(project);
        const packages = "packages:\n  eks-pod-identity: ../copy/components\n";
        await fs.writeFile(
            path.join(project, "Pulumi.yaml"),
            `name: copy\nruntime: nodejs\nmain: index.js\n${packages}`,
        );
        await fs.writeFile(path.join(project, "Pulumi.dev.yaml"), "config:\n  aws:region: eu-west-1\n");
        await fs.writeFile(path.join(project, "index.js"), program);
        await fs.symlink(path.join(packageFolder, "node_modules"), path.join(project, "node_modules"));
        sandbox = await openSandbox({ directory: path.join(root, "sandbox"), project, mirror: false });
        await sandbox.seed([{ account: "111122223333", region: "eu-west-1", clusters: [{ name: "dev" }] }]);
    });
    after(async () => {
        await sandbox?.close();
        await fs.rm(root, { recursive: true, force: true });
    });

    it("has one node_modules, and nothing built", async () => {
        const { stdout } = await run(
            "find",
            [".", "-name", "node_modules", "-prune", "-o", "-name", "dist", "-print"],
            {
                cwd: path.join(root, "copy"),
            },
        );
        assert.equal(stdout, "");
        await assert.rejects(fs.access(path.join(root, "copy", "components", "node_modules")));
    });

    it("has the committed schema", async () => {
        const result = await sandbox?.pulumi(["package", "get-schema", "../copy/components"]);
        assert.equal(result?.code, 0, result?.stderr);
        assert.deepEqual(JSON.parse(result.stdout), JSON.parse(await fs.readFile(schemaFile, "utf8")));
    });

    it("creates the resources of a program", async () => {
        for (const command of ["up", "destroy"]) {
            const result = await sandbox?.pulumi([command, "--yes", "--skip-preview", "--stack", "dev"]);
            assert.equal(result?.code, 0, `${result?.stdout ?? ""}${result?.stderr ?? ""}`);
        }
    });
});

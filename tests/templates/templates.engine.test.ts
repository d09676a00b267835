import * as assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { packageFolder } from "../../sandbox/layout";
import { openSandbox } from "../../sandbox/sandbox";
import type { Sandbox } from "../../sandbox/sandbox";
import { requireLanguage } from "../languages/programs";
import { must } from "../languages/sdks";
import { packTo } from "../package/packed";
import { requireSandbox } from "../sandbox/prerequisites";

const templates = path.join(packageFolder, "templates");
const stackFile = { "aws:region": "eu-west-1" };

describe("the templates, from an empty folder to a preview", () => {
    let root: string;
    before(async function () {
        await requireSandbox(this);
        root = await fs.realpath(await fs.mkdtemp(path.join(os.tmpdir(), "pod-identity-")));
        await packTo(path.join(root, "package.tgz"));
    });
    after(() => fs.rm(root, { recursive: true, force: true }));

    it("stack-file: asks for Region and cluster, and needs no program of its own", async () => {
        const clusterKey = "eks-pod-identity:clusterName";
        await inNewProject("stack-file", { ...stackFile, [clusterKey]: "dev" }, async (project, sandbox) => {
            const written = await fs.readFile(path.join(project, "Pulumi.dev.yaml"), "utf8");
            assert.match(written, /^ {2}aws:region: eu-west-1$/m);
            assert.match(written, /^ {2}eks-pod-identity:clusterName: dev$/m);
            await must("npx", ["pod-identity", "check"], project);
            assert.match(await preview(sandbox), /Addon identity-agent create/);
            // What the README of the template adds.
            const readme = await fs.readFile(path.join(project, "README.md"), "utf8");
            const added = /```yaml\nconfig:\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
            await fs.writeFile(path.join(project, "Pulumi.dev.yaml"), `${written.trimEnd()}\n${added}`);
            assert.match(await preview(sandbox), /PodIdentityAssociation identity\/shop\/orders create/);
        });
    });

    it("typescript: a program with a unit test", async () => {
        await inNewProject("typescript", { ...stackFile, "pods:clusterName": "dev" }, async (project, sandbox) => {
            await must("npx", ["tsc", "-p", "."], project);
            assert.match(await must("npm", ["test"], project), /\b1 passing/);
            assert.match(await preview(sandbox), /PodIdentityAssociation identity\/shop\/orders create/);
        });
    });

    it("python: a program that uses the plugin", async function () {
        await requireLanguage(this, "python");
        await inNewProject("python", { ...stackFile, "pods:clusterName": "dev" }, async (_project, sandbox) => {
            assert.match(await preview(sandbox), /PodIdentityAssociation identity\/shop\/orders create/);
        });
    });

    it("yaml: the component in Pulumi.yaml", async function () {
        await requireLanguage(this, "yaml");
        await inNewProject("yaml", { ...stackFile, "pods:clusterName": "dev" }, async (_project, sandbox) => {
            assert.match(await preview(sandbox), /PodIdentityAssociation identity\/shop\/orders create/);
        });
    });

    /**
     * `pulumi new` in an empty folder, with `config` for its stack. The template depends on what is here: the packed package,
     * or the plugin in components/.
     */
    async function inNewProject(
        name: string,
        config: Readonly<Record<string, string>>,
        use: (project: string, sandbox: Sandbox) => Promise<void>,
    ): Promise<void> {
        const template = path.join(root, "templates", name);
        await fs.cp(path.join(templates, name), template, { recursive: true });
        const manifest = path.join(template, "package.json");
        const text = await fs.readFile(manifest, "utf8").catch(() => "");
        if (text !== "") {
            const { version } = JSON.parse(
                await fs.readFile(path.join(packageFolder, "package.json"), "utf8"),
            ) as Readonly<Record<"version", string>>;
            const packed = text.replace(
                `"eks-pod-identity": "^${version}"`,
                `"eks-pod-identity": "file:${root}/package.tgz"`,
            );
            assert.notEqual(packed, text);
            await fs.writeFile(manifest, packed);
        }
        const project = path.join(root, name);
        await fs.mkdir(project);
        const directory = path.join(root, `sandbox-${name}`);
        const sandbox = await openSandbox({ directory, project, mirror: false });
        try {
            await sandbox.seed([{ account: "111122223333", region: "eu-west-1", clusters: [{ name: "dev" }] }]);
            const given = Object.entries(config).flatMap(([key, value]) => ["--config", `${key}=${value}`]);
            const options = ["--yes", "--name", "pods", "--stack", "dev", ...given];
            await pulumi(sandbox, "new", template, ...options);
            const written = await fs.readFile(path.join(project, "Pulumi.yaml"), "utf8");
            assert.match(written, /^name: pods$/m);
            assert.doesNotMatch(written, /\$\{(PROJECT|DESCRIPTION)\}|^template:/m);
            await use(project, sandbox);
        } finally {
            await sandbox.close();
        }
    }

    async function preview(sandbox: Sandbox): Promise<string> {
        return pulumi(sandbox, "preview", "--stack", "dev", "--non-interactive");
    }

    async function pulumi(sandbox: Sandbox, ...args: readonly string[]): Promise<string> {
        const { code, stdout, stderr } = await sandbox.pulumi(args, {
            env: { PULUMI_NODEJS_TRANSPILE_ONLY: "true" },
        });
        assert.equal(code, 0, `pulumi ${args.join(" ")}: ${stdout}${stderr}`);
        return stdout;
    }
});

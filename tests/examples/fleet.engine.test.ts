import * as assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { parse } from "yaml";
import { installedCli } from "../../sandbox/cli";
import { awsEnvironment, pulumiEnvironment, withoutProxies } from "../../sandbox/environment";
import { layoutIn, packageFolder, toolsIn } from "../../sandbox/layout";
import { run } from "../../sandbox/processes";
import { installedPython } from "../../sandbox/python";
import { openSandbox } from "../../sandbox/sandbox";
import type { Sandbox } from "../../sandbox/sandbox";
import { must } from "../languages/sdks";
import { packTo } from "../package/packed";
import { associationsOf, rolesOf } from "../program/state";
import { requireSandbox } from "../sandbox/prerequisites";

const example = path.join(packageFolder, "examples", "fleet");

describe("examples/fleet, with five clusters", () => {
    let root: string;
    let folder: string;
    let sandbox: Sandbox;
    let environment: Readonly<Record<string, string>>;
    const clusters: { account: string; region: string; cluster: string }[] = [];

    before(async function () {
        await requireSandbox(this);
        root = await fs.realpath(await fs.mkdtemp(path.join(os.tmpdir(), "pod-identity-")));
        folder = path.join(root, "fleet");
        await fs.cp(example, folder, { recursive: true });
        await install(root, folder);
        for (const file of (await fs.readdir(folder)).filter(name => /^Pulumi\..+\.yaml$/.test(name))) {
            const { config } = parse(await fs.readFile(path.join(folder, file), "utf8")) as {
                readonly config: Readonly<Record<string, unknown>>;
            };
            const [account] = config["aws:allowedAccountIds"] as readonly string[];
            clusters.push({
                account: account ?? "",
                region: String(config["aws:region"]),
                cluster: String(config["eks-pod-identity:clusterName"]),
            });
        }
        const directory = path.join(root, "sandbox");
        sandbox = await openSandbox({ directory, project: folder, mirror: false });
        await sandbox.seed(
            clusters.map(({ account, region, cluster }) => ({ account, region, clusters: [{ name: cluster }] })),
        );
        environment = await automationEnvironment(directory, sandbox.endpoint);
    });
    after(async () => {
        await (sandbox as Sandbox | undefined)?.close();
        await fs.rm(root, { recursive: true, force: true });
    });

    async function fleet(...args: readonly string[]) {
        const program = ["ts-node", "--transpile-only", "fleet.ts"];
        const { code, stdout, stderr } = await run("npx", [...program, ...args], { cwd: folder, env: environment });
        return { code, lines: stdout.trimEnd().split("\n"), text: stdout + stderr };
    }

    it("has stack files without problems", async () => {
        const { code, stderr } = await run("npx", ["pod-identity", "check"], { cwd: folder, env: environment });
        assert.equal(code, 0, stderr);
        assert.match(stderr, /5 stack files: no problems/);
    });

    it("deploys all of them in parallel, with one line each", async () => {
        const { code, lines, text } = await fleet("up");
        assert.equal(code, 0, text);
        assert.deepEqual(
            lines.map(line => line.split(/\s+/).slice(0, 2).join(" ")),
            ["stack result", "dev ok", "prod-ap ok", "prod-eu ok", "prod-us ok", "staging ok"],
        );
        // The pages show this report.
        for (const page of ["docs/fleet.md", "examples/fleet/README.md"]) {
            const shown =
                (await fs.readFile(path.join(packageFolder, page), "utf8")).match(/^[\w-]+ +ok +\d+ /gm) ?? [];
            assert.ok(shown.length >= 2);
            for (const row of shown) {
                assert.ok(
                    lines.some(line => line.startsWith(row)),
                    `${page}: ${row}\n${text}`,
                );
            }
        }
        const associations = await Promise.all(
            clusters.map(async place => [place.cluster, Object.keys(await associationsOf(sandbox, place)).sort()]),
        );
        const driver = "kube-system/ebs-csi-controller-sa";
        assert.deepEqual(Object.fromEntries(associations), {
            dev: [driver],
            staging: [driver, "monitoring/collector"],
            "prod-ap": [driver, "monitoring/collector", "shop/orders"],
            "prod-eu": [driver, "monitoring/collector", "shop/orders"],
            "prod-us": [driver, "monitoring/collector", "shop/orders"],
        });
        assert.equal((await rolesOf(sandbox, "111122223333")).length, 3);
        assert.equal((await rolesOf(sandbox, "444455556666")).length, 9);
    });

    it("changes the chosen stacks only, and says what fails without stopping the others", async () => {
        const file = path.join(folder, "Pulumi.staging.yaml");
        const text = await fs.readFile(file, "utf8");
        await fs.writeFile(file, text.replace("clusterName: staging", "clusterName: missing"));
        const { code, lines, text: all } = await fleet("preview", "--parallel", "2", "dev", "staging");
        await fs.writeFile(file, text);
        assert.equal(code, 1, all);
        assert.match(lines[1] ?? "", /^dev +ok +0 +0 +0 +\d+ /);
        assert.match(lines[2] ?? "", /^staging +failed/);
        const problem =
            'staging: The EKS cluster "missing" cannot be read in the provider\'s region, so nothing was created.';
        assert.equal(lines.at(-1), problem);
        const page = await fs.readFile(path.join(packageFolder, "docs", "fleet.md"), "utf8");
        assert.ok(page.includes(problem.replace("staging", "prod-ap").replace("missing", "prod-ap")));
    });

    it("refuses a stack without a file, before anything runs", async () => {
        const { code, text } = await fleet("up", "prod-eu", "prod-eu2");
        assert.equal(code, 2);
        assert.match(text, /^There is no stack file for prod-eu2\.$/m);
    });

    it("takes all of them down", async () => {
        const { code, text } = await fleet("destroy");
        assert.equal(code, 0, text);
        assert.deepEqual(await rolesOf(sandbox, "111122223333"), []);
        assert.deepEqual(await rolesOf(sandbox, "444455556666"), []);
    });
});

/** The packages of this repository, and this package as npm has it. */
async function install(root: string, project: string): Promise<void> {
    const archive = path.join(root, "package.tgz");
    await packTo(archive);
    const modules = path.join(project, "node_modules");
    await fs.mkdir(modules);
    for (const name of await fs.readdir(path.join(packageFolder, "node_modules"))) {
        if (name === "eks-pod-identity" || name === ".bin") continue;
        await fs.symlink(path.join(packageFolder, "node_modules", name), path.join(modules, name));
    }
    await must("tar", ["-xzf", archive, "-C", root], root);
    await fs.cp(path.join(root, "package"), path.join(modules, "eks-pod-identity"), { recursive: true });
    await fs.mkdir(path.join(modules, ".bin"));
    const commands = { "ts-node": "ts-node/dist/bin.js", "pod-identity": "eks-pod-identity/dist/cli/main.js" };
    for (const [name, file] of Object.entries(commands)) {
        await fs.chmod(path.join(modules, file), 0o755);
        await fs.symlink(path.join("..", file), path.join(modules, ".bin", name));
    }
}

/** What the sandbox sets for the CLI: the Automation API starts the CLI itself. */
async function automationEnvironment(directory: string, endpoint: string): Promise<Record<string, string>> {
    const tools = toolsIn(path.join(packageFolder, ".sandbox"));
    const [cli, python] = [installedCli(tools), await installedPython(tools)];
    assert.ok(cli && python);
    return {
        ...withoutProxies(
            pulumiEnvironment(process.env, {
                home: tools.home,
                cliFolder: cli.folder,
                backend: layoutIn(directory).backend,
                directory,
                downloadsPlugins: false,
            }),
        ),
        ...awsEnvironment(endpoint, python.botocoreData),
        PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    };
}

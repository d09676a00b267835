import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { packageFolder, toolsIn } from "../../sandbox/layout";
import { openSandbox } from "../../sandbox/sandbox";
import { repositoryIn } from "../../scripts/release/repository";
import { requireSandbox } from "../sandbox/prerequisites";
import { type GitServer, serveGit } from "./gitServer";
import { requireLanguage } from "./programs";
import { must } from "./sdks";

/** The imports of a program, and their source in the SDK. */
const names = {
    nodejs: { file: "package.json", pattern: /"name": "(.+)"/, name: "@pulumi/eks-pod-identity" },
    python: { file: "pyproject.toml", pattern: /name = "(.+)"/, name: "pulumi_eks_pod_identity" },
    go: { file: "go.mod", pattern: /^module (.+)$/m, name: `${repositoryIn(packageFolder).address}/sdk/go` },
} as const;

const starts = {
    nodejs: { "package.json": "{}" },
    python: { "requirements.txt": "" },
    go: { "go.mod": "module pods\n\ngo 1.25\n" },
} as const;

describe("`pulumi package add`, from git and from a local path", function () {
    let root: string;
    let server: GitServer | undefined;
    let source: string;

    before(async function () {
        await requireSandbox(this);
        await requireLanguage(this, "go");
        root = await fs.realpath(await fs.mkdtemp(path.join(os.tmpdir(), "pod-identity-")));
        const checkout = path.join(root, "checkout");
        const git = (...args: readonly string[]) =>
            execFileSync("git", args, { cwd: checkout, encoding: "utf8", stdio: "pipe" });
        const listed = execFileSync("git", ["ls-files", "-z"], { cwd: packageFolder, encoding: "utf8" });
        for (const file of listed.split("\0").filter(Boolean)) {
            const options = { verbatimSymlinks: true };
            await fs.cp(path.join(packageFolder, file), path.join(checkout, file), options).catch((error: unknown) => {
                if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
            });
        }
        git("init", "--quiet", "--initial-branch", "main");
        git("add", "--all");
        git("-c", "user.name=test", "-c", "user.email=test@example.com", "commit", "--quiet", "--message", "All");
        git("tag", "v0.1.0");
        await must(
            "git",
            ["clone", "--quiet", "--bare", checkout, path.join(root, "git", "acme", "pulumi-eks-pod-identity.git")],
            root,
        );
        server = await serveGit(path.join(root, "git"));
        source = "github.com/acme/pulumi-eks-pod-identity/components@v0.1.0";
    });
    after(async () => {
        await server?.close();
        const plugins = path.join(toolsIn(path.join(packageFolder, ".sandbox")).home, "plugins");
        for (const name of await fs.readdir(plugins)) {
            if (name.includes("github.com_acme"))
                await fs.rm(path.join(plugins, name), { recursive: true, force: true });
        }
        await fs.rm(root, { recursive: true, force: true });
    });

    for (const language of ["nodejs", "python", "go"] as const) {
        it(`gives the same names for any owner of the repository: ${language}`, async () => {
            const { file, pattern, name } = names[language];
            for (const [from, address] of [
                ["git", source],
                ["path", path.join(packageFolder, "components")],
            ] as const) {
                const project = path.join(root, `${language}-${from}`);
                await fs.mkdir(project);
                await fs.writeFile(path.join(project, "Pulumi.yaml"), `name: pods\nruntime: ${language}\n`);
                for (const [start, text] of Object.entries(starts[language])) {
                    await fs.writeFile(path.join(project, start), text);
                }
                const directory = path.join(root, `sandbox-${language}-${from}`);
                const sandbox = await openSandbox({ directory, project, mirror: false, aws: false });
                try {
                    const env = { PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "false", ...server?.environment };
                    const added = await sandbox.pulumi(["package", "add", address, "--non-interactive"], { env });
                    assert.equal(added.code, 0, added.stdout + added.stderr);
                } finally {
                    await sandbox.close();
                }
                const sdk = path.join(project, "sdks", await sdkFolder(project));
                assert.equal(pattern.exec(await fs.readFile(path.join(sdk, file), "utf8"))?.[1], name, from);
            }
        });
    }

    async function sdkFolder(project: string): Promise<string> {
        const [folder = ""] = await fs.readdir(path.join(project, "sdks"));
        return folder;
    }
});

import * as fs from "node:fs/promises";
import * as path from "node:path";
import { diskProblem } from "./diskProblem";
import { type Environment, fetchEnvironment } from "./environment";
import { type Tools, packageFolder } from "./layout";
import { oneAtATime } from "./lock";
import { run } from "./processes";
import { SandboxError } from "./sandboxError";
import type { Say } from "./say";

/** The CLI that the npm package `pulumi` (a launcher, pinned in package.json) stands for. */
export interface Cli {
    readonly version: string;
    readonly executable: string;
    readonly folder: string;
    /** Whether it is Pulumi's own build, which brings its language hosts along. */
    readonly official: boolean;
}

const builtHere = "built-from-go-modules";

async function launcher(): Promise<{ readonly script: string; readonly version: string }> {
    const folder = path.dirname(require.resolve("pulumi/package.json"));
    const { version } = JSON.parse(await fs.readFile(path.join(folder, "package.json"), "utf8")) as { version: string };
    return { script: path.join(folder, "run.js"), version };
}

/** The CLI where it has been fetched or built before. */
export async function installedCli({ home }: Tools): Promise<Cli | undefined> {
    const { version } = await launcher();
    const root = path.join(home, "versions", version);
    const cli = { version, folder: path.join(root, "bin"), executable: path.join(root, "bin", "pulumi") };
    if (!(await exists(cli.executable))) return undefined;
    return { ...cli, official: !(await exists(path.join(root, builtHere))) };
}

export async function ensureCli(tools: Tools, environment: Environment, say: Say): Promise<Cli> {
    const present = await installedCli(tools);
    if (present) return present;
    return oneAtATime(tools.folder, "cli", async () => {
        const meanwhile = await installedCli(tools);
        if (meanwhile) return meanwhile;
        const { version } = await launcher();
        const refusal = await download(tools, environment, say);
        if (refusal !== undefined) {
            if (!(await hasGo(environment))) throw new SandboxError(noCli(version, refusal));
            say.line(
                `The official Pulumi CLI ${version} cannot be downloaded here (${refusal}). ` +
                    "The same version is built from its Go modules instead: once, about 4 minutes on two cores, 1.5 GB of Go caches.",
            );
            await build(tools, environment, say);
        }
        const installed = await installedCli(tools);
        if (!installed) throw new SandboxError(noCli(version, "nothing was installed"));
        return installed;
    });
}

/** Has the launcher download the official release; the reason when it cannot. */
async function download(tools: Tools, environment: Environment, say: Say): Promise<string | undefined> {
    const { script, version } = await launcher();
    // Into a folder of its own: a download that is cut off never looks like an installed CLI.
    const home = path.join(tools.folder, `download-${process.pid}`);
    try {
        const env = { ...fetchEnvironment(environment), PULUMI_HOME: home };
        const fetched = run(process.execPath, [script, "version"], { env }).then(({ code, stderr }) => {
            if (code !== 0) throw new SandboxError(lastLine(stderr).replace(/^pulumi: /, ""));
        });
        await say.during(`Downloading the Pulumi CLI ${version}`, fetched);
        await install(path.join(home, "versions", version), tools, version);
        return undefined;
    } catch (error) {
        if (error instanceof SandboxError) return error.message;
        throw error;
    } finally {
        await fs.rm(home, { recursive: true, force: true });
    }
}

/** `go build` of the version that engine/go.mod pins, with the flags of Pulumi's own release. */
async function build(tools: Tools, environment: Environment, say: Say): Promise<void> {
    const { version } = await launcher();
    const root = path.join(tools.folder, `build-${process.pid}`);
    const stamp = (module: string) => `-X github.com/pulumi/pulumi/${module}/version.Version=v${version}`;
    try {
        await say.during(
            `Building the Pulumi CLI ${version}`,
            run(
                "go",
                [
                    "build",
                    "-trimpath",
                    "-ldflags",
                    `-s -w ${stamp("sdk/v3/go/common")} ${stamp("pkg/v3")}`,
                    "-o",
                    path.join(root, "bin", "pulumi"),
                    "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
                ],
                {
                    cwd: path.join(packageFolder, "sandbox", "engine"),
                    env: { ...fetchEnvironment(environment), GOFLAGS: "-mod=readonly", GOWORK: "off" },
                },
            ).then(({ code, stderr }) => {
                if (code === 0) return;
                throw new SandboxError(diskProblem(stderr) ?? noCli(version, `go build: ${stderr.trim()}`));
            }),
        );
        await fs.writeFile(path.join(root, builtHere), `${version}\n`);
        await install(root, tools, version);
    } finally {
        await fs.rm(root, { recursive: true, force: true });
    }
}

async function install(from: string, { home }: Tools, version: string): Promise<void> {
    const to = path.join(home, "versions", version);
    await fs.mkdir(path.dirname(to), { recursive: true });
    await fs.rm(to, { recursive: true, force: true });
    await fs.rename(from, to);
}

export async function hasGo(environment: Environment): Promise<boolean> {
    return (await run("go", ["version"], { env: fetchEnvironment(environment) })).code === 0;
}

export function noCli(version: string, reason: string): string {
    return (
        `There is no Pulumi CLI ${version} for the sandbox: ${reason}. ` +
        "Either let this machine reach https://get.pulumi.com, or install Go 1.25 or later (https://go.dev/dl) to have it built from source."
    );
}

function lastLine(text: string): string {
    return text.trim().split("\n").at(-1) ?? "";
}

async function exists(file: string): Promise<boolean> {
    return fs.access(file).then(
        () => true,
        () => false,
    );
}

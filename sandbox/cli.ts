import { existsSync } from "node:fs";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { version } from "pulumi/package.json";
import { diskProblem } from "./diskProblem";
import { type Environment, fetchEnvironment } from "./environment";
import { type GoTool, goBuild, hasGo } from "./goTool";
import type { Tools } from "./layout";
import { oneAtATime } from "./lock";
import { run } from "./processes";
import { SandboxError } from "./sandboxError";
import type { Say } from "./say";

/** The CLI of the version of the npm package `pulumi`, a launcher that package.json pins. */
export interface Cli {
    readonly version: string;
    readonly executable: string;
    readonly folder: string;
    /** Whether it is Pulumi's own build, which brings its language hosts along. */
    readonly official: boolean;
}

const builtHere = "built-from-go-modules";

/** The CLI, if it has been fetched or built before. */
export function installedCli({ home }: Tools): Cli | undefined {
    const root = path.join(home, "versions", version);
    const cli = { version, folder: path.join(root, "bin"), executable: path.join(root, "bin", "pulumi") };
    return existsSync(cli.executable) ? { ...cli, official: !existsSync(path.join(root, builtHere)) } : undefined;
}

export async function ensureCli(tools: Tools, environment: Environment, say: Say): Promise<Cli> {
    const present = installedCli(tools);
    if (present) return present;
    return oneAtATime(tools.folder, "cli", async () => {
        const meanwhile = installedCli(tools);
        if (meanwhile) return meanwhile;
        const refusal = await download(tools, environment, say);
        if (refusal !== undefined) {
            if (!(await hasGo(environment))) throw new SandboxError(noCli(version, refusal));
            say.line(
                `The official Pulumi CLI ${version} cannot be downloaded here (${refusal}). ` +
                    "Building the same version from its Go modules instead: " +
                    "once, about 4 minutes on two cores, 1.5 GB of Go caches.",
            );
            await build(tools, environment, say);
        }
        const installed = installedCli(tools);
        if (!installed) throw new SandboxError(noCli(version, "nothing was installed"));
        return installed;
    });
}

/** Has the launcher download the official release; the reason when it cannot. */
async function download(tools: Tools, environment: Environment, say: Say): Promise<string | undefined> {
    // Into a folder of its own: a download that is cut off never looks like an installed CLI.
    const home = path.join(tools.folder, `download-${process.pid}`);
    try {
        const env = { ...fetchEnvironment(environment), PULUMI_HOME: home };
        const fetched = run(process.execPath, [require.resolve("pulumi/run.js"), "version"], { env }).then(
            ({ code, stderr }) => {
                if (code !== 0) throw new SandboxError(lastLine(stderr).replace(/^pulumi: /, ""));
            },
        );
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

const cliTool: GoTool = { name: "pulumi", module: "engine", package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi" };

/** The version that engine/go.mod pins, with the version stamps of Pulumi's own release. */
async function build(tools: Tools, environment: Environment, say: Say): Promise<void> {
    const root = path.join(tools.folder, `build-${process.pid}`);
    const stamp = (module: string) => `-X github.com/pulumi/pulumi/${module}/version.Version=v${version}`;
    try {
        const flags = `${stamp("sdk/v3/go/common")} ${stamp("pkg/v3")}`;
        const built = goBuild(cliTool, path.join(root, "bin", "pulumi"), environment, flags);
        const { code, stderr } = await say.during(`Building the Pulumi CLI ${version}`, built);
        if (code !== 0) throw new SandboxError(diskProblem(stderr) ?? noCli(version, `go build: ${stderr.trim()}`));
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

function noCli(version: string, reason: string): string {
    return (
        `There is no Pulumi CLI ${version} for the sandbox: ${reason}. ` +
        "Either let this machine reach https://get.pulumi.com, or install Go 1.25 or later (https://go.dev/dl) to have it built from source."
    );
}

function lastLine(text: string): string {
    return text.trim().split("\n").at(-1) ?? "";
}

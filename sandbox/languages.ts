/** The tools for programs in other languages than Node.js. The first command that needs one builds it. */
import * as fs from "node:fs/promises";
import * as path from "node:path";
import type { Cli } from "./cli";
import { type PulumiCommand, generatesSdk } from "./commandLine";
import type { Environment } from "./environment";
import { type GoTool, ensureGoTool, goPackageFolder, hasGo } from "./goTool";
import { generatorVariable } from "./languageHosts/generatorVariable";
import { type Tools, sandboxFolder } from "./layout";
import { ensureFront } from "./plugins";
import { ensureVirtualEnvironment, findPython, noPython } from "./python";
import { SandboxError } from "./sandboxError";
import type { Say } from "./say";

interface Need {
    readonly tools: Tools;
    readonly cli: Cli;
    readonly environment: Environment;
    readonly say: Say;
}

/**
 * The language hosts that the module proxy serves; an official CLI brings its own. Those for Python and Go are older than the
 * CLI, as is the one for YAML: they run programs, and languageHosts/front.ts does the rest.
 */
const hosts = {
    python: {
        name: "pulumi-language-python",
        module: "languageHosts/python",
        package: "github.com/pulumi/pulumi/sdk/v3/python/cmd/pulumi-language-python",
    },
    go: {
        name: "pulumi-language-go",
        module: "languageHosts/go",
        package: "github.com/pulumi/pulumi/sdk/v3/go/pulumi-language-go",
    },
    yaml: {
        name: "pulumi-language-yaml",
        module: "languageHosts/yaml",
        package: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
    },
} as const satisfies Readonly<Record<string, GoTool>>;

/** Pulumi's own SDK generators. */
const sdkGenerator: GoTool = { name: "sdk-generator", module: "engine", package: "./sdk" };

/** Builds what a program of `runtime` needs; returns the folders that come first on its PATH. */
export async function ensureLanguage(runtime: string | undefined, need: Need): Promise<readonly string[]> {
    switch (runtime) {
        case "python":
            await ensureHost("python", need);
            // The host starts `pulumi-language-python-exec`, a script, with the first `python` it finds.
            return [path.dirname(await pythonForPrograms(need))];
        case "go":
        case "yaml":
            await ensureHost(runtime, need);
            return [];
        default:
            return [];
    }
}

/** What a command that generates SDKs needs in its environment; an official CLI generates them itself. */
export async function sdkEnvironment(command: PulumiCommand, need: Need): Promise<Readonly<Record<string, string>>> {
    const isNeeded = generatesSdk(command) && !need.cli.official && (await hasGo(need.environment));
    return isNeeded ? { [generatorVariable]: await ensureSdkGenerator(need) } : {};
}

/** Python with the SDK, and with the type checker of the tests. */
export async function pythonForPrograms({ tools, environment, say }: Omit<Need, "cli">): Promise<string> {
    const wanted = {
        folder: path.join(tools.folder, "python-programs"),
        requirements: path.join(sandboxFolder, "languageHosts", "python", "requirements.txt"),
        what: "Pulumi's SDK for Python (PyPI)",
    };
    return (await ensureVirtualEnvironment(wanted, tools, environment, say)).executable;
}

/** A program that writes SDKs: `<language> <schema.json> <folder>`. */
export async function ensureSdkGenerator(need: Omit<Need, "cli">): Promise<string> {
    return ensureGoTool(sdkGenerator, need.tools, need.environment, need.say);
}

/** What this machine lacks for programs of `runtime`, one sentence each. */
export async function missingForLanguage(runtime: keyof typeof hosts, environment: Environment): Promise<string[]> {
    const missing: string[] = [];
    if (!(await hasGo(environment))) missing.push(`There is no Go (1.25 or later) for ${runtime} programs.`);
    if (runtime === "python" && (await findPython(environment)) === undefined) missing.push(noPython);
    return missing;
}

async function ensureHost(runtime: keyof typeof hosts, { tools, cli, environment, say }: Need): Promise<void> {
    if (cli.official) return;
    const host = hosts[runtime];
    const built = await ensureGoTool(host, tools, environment, say).catch((error: unknown) => {
        throw error instanceof SandboxError ? new SandboxError(`${error.message}\n${needsGo(runtime)}`) : error;
    });
    if (runtime === "python") {
        const script = `${host.name}-exec`;
        const folder = path.dirname(await goPackageFolder(host, environment));
        // It looks beside itself, wherever it is linked to.
        await link(path.join(folder, script), path.join(path.dirname(built), script));
    }
    await ensureFront(runtime, built, tools, cli);
}

function needsGo(runtime: string): string {
    return `The language host for ${runtime} is built with Go here: install Go 1.25 or later (https://go.dev/dl).`;
}

async function link(from: string, to: string): Promise<void> {
    if ((await fs.readlink(to).catch(() => "")) === from) return;
    await fs.rm(`${to}.${process.pid}`, { force: true });
    await fs.symlink(from, `${to}.${process.pid}`);
    await fs.rename(`${to}.${process.pid}`, to);
}

import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { diskProblem } from "./diskProblem";
import { type Environment, fetchEnvironment } from "./environment";
import { type Tools, sandboxFolder } from "./layout";
import { oneAtATime } from "./lock";
import { type Result, run } from "./processes";
import { SandboxError } from "./sandboxError";
import type { Say } from "./say";

/** A program that is built from Go modules, at the versions that the go.mod of its folder pins. */
export interface GoTool {
    readonly name: string;
    /** The folder of its go.mod, in sandbox/. */
    readonly module: string;
    readonly package: string;
}

export async function hasGo(environment: Environment): Promise<boolean> {
    return (await run("go", ["version"], { env: fetchEnvironment(environment) })).code === 0;
}

/** Builds into `output`; `linkerFlags` are those of `go build -ldflags`. */
export async function goBuild(
    tool: GoTool,
    output: string,
    environment: Environment,
    linkerFlags = "",
): Promise<Result> {
    const flags = ["-trimpath", "-ldflags", `-s -w ${linkerFlags}`, "-o", output];
    return go(tool, ["build", ...flags, tool.package], environment);
}

/** The executable, built once for each state of its sources. */
export async function ensureGoTool(tool: GoTool, tools: Tools, environment: Environment, say: Say): Promise<string> {
    const hash = await sourceHash(path.join(sandboxFolder, tool.module));
    const executable = path.join(tools.folder, "go", `${tool.name}-${hash.slice(0, 12)}`);
    if (existsSync(executable)) return executable;
    return oneAtATime(tools.folder, `go-${tool.name}`, async () => {
        if (existsSync(executable)) return executable;
        const unfinished = `${executable}.${process.pid}`;
        const { code, stderr } = await say.during(`Building ${tool.name}`, goBuild(tool, unfinished, environment));
        if (code !== 0) {
            throw new SandboxError(diskProblem(stderr) ?? `${tool.name} cannot be built with Go: ${stderr.trim()}`);
        }
        await fs.rename(unfinished, executable);
        return executable;
    });
}

/** The folder of a tool's package among the downloaded modules. */
export async function goPackageFolder(tool: GoTool, environment: Environment): Promise<string> {
    const { code, stdout, stderr } = await go(tool, ["list", "-f", "{{.Dir}}", tool.package], environment);
    if (code !== 0) throw new SandboxError(`Go does not find ${tool.package}: ${stderr.trim()}`);
    return stdout.trim();
}

function go({ module }: GoTool, args: readonly string[], environment: Environment): Promise<Result> {
    const env = { ...fetchEnvironment(environment), GOFLAGS: "-mod=readonly", GOWORK: "off" };
    return run("go", args, { cwd: path.join(sandboxFolder, module), env });
}

async function sourceHash(folder: string): Promise<string> {
    const names = await fs.readdir(folder, { recursive: true });
    const sources = names.filter(name => /\.go$|^go\.(mod|sum)$/.test(name)).sort();
    const hash = createHash("sha256");
    for (const name of sources) hash.update(name).update(await fs.readFile(path.join(folder, name)));
    return hash.digest("hex");
}

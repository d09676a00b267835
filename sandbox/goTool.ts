import { createHash } from "node:crypto";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { diskProblem } from "./diskProblem";
import { type Environment, fetchEnvironment } from "./environment";
import { type Tools, packageFolder } from "./layout";
import { oneAtATime } from "./lock";
import { run } from "./processes";
import { SandboxError } from "./sandboxError";
import type { Say } from "./say";

/** A program that is built from Go modules, at the versions that the go.mod of its folder pins. */
export interface GoTool {
    readonly name: string;
    /** The folder of its go.mod, in sandbox/. */
    readonly module: string;
    readonly package: string;
}

/** The executable, built once for each state of its sources. */
export async function ensureGoTool(tool: GoTool, tools: Tools, environment: Environment, say: Say): Promise<string> {
    const folder = path.join(packageFolder, "sandbox", tool.module);
    const executable = path.join(tools.folder, "go", `${tool.name}-${(await sourceHash(folder)).slice(0, 12)}`);
    if (await isThere(executable)) return executable;
    return oneAtATime(tools.folder, `go-${tool.name}`, async () => {
        if (await isThere(executable)) return executable;
        const unfinished = `${executable}.${process.pid}`;
        const env = { ...fetchEnvironment(environment), GOFLAGS: "-mod=readonly", GOWORK: "off" };
        const args = ["build", "-trimpath", "-ldflags", "-s -w", "-o", unfinished, tool.package];
        const { code, stderr } = await say.during(`Building ${tool.name}`, run("go", args, { cwd: folder, env }));
        if (code !== 0) {
            throw new SandboxError(diskProblem(stderr) ?? `${tool.name} cannot be built with Go: ${stderr.trim()}`);
        }
        await fs.rename(unfinished, executable);
        return executable;
    });
}

/** The folder of a package among the downloaded modules of a tool. */
export async function goPackageFolder(tool: GoTool, name: string, environment: Environment): Promise<string> {
    const folder = path.join(packageFolder, "sandbox", tool.module);
    const env = { ...fetchEnvironment(environment), GOFLAGS: "-mod=readonly", GOWORK: "off" };
    const { code, stdout, stderr } = await run("go", ["list", "-f", "{{.Dir}}", name], { cwd: folder, env });
    if (code !== 0) throw new SandboxError(`Go does not find ${name}: ${stderr.trim()}`);
    return stdout.trim();
}

async function sourceHash(folder: string): Promise<string> {
    const names = await fs.readdir(folder, { recursive: true });
    const sources = names.filter(name => /\.go$|^go\.(mod|sum)$/.test(name)).sort();
    const hash = createHash("sha256");
    for (const name of sources) hash.update(name).update(await fs.readFile(path.join(folder, name)));
    return hash.digest("hex");
}

async function isThere(file: string): Promise<boolean> {
    return fs.access(file).then(
        () => true,
        () => false,
    );
}

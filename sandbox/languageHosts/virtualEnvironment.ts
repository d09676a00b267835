/** The virtual environment of a Python program, as Pulumi.yaml names it. */
import { spawn } from "node:child_process";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import type * as language from "@pulumi/pulumi/proto/language_pb";

export interface VirtualEnvironment {
    /** Absolute. */
    readonly folder: string;
    /** The folder of Pulumi.yaml. */
    readonly root: string;
}

/** `undefined` for programs without one: they run with the Python of the sandbox. */
export function virtualEnvironmentOf(info: language.ProgramInfo | undefined): VirtualEnvironment | undefined {
    const { virtualenv } = (info?.getOptions()?.toJavaScript() ?? {}) as { readonly virtualenv?: unknown };
    const root = info?.getRootDirectory() ?? "";
    return typeof virtualenv === "string" && virtualenv !== ""
        ? { folder: path.resolve(root, virtualenv), root }
        : undefined;
}

/** What `pulumi install` does: the virtual environment if there is none, and in it what requirements.txt names. */
export async function installRequirements(info: language.ProgramInfo | undefined): Promise<void> {
    const environment = virtualEnvironmentOf(info);
    const requirements = path.join(info?.getProgramDirectory() ?? "", "requirements.txt");
    if (environment === undefined || !(await isThere(requirements))) return;
    const python = path.join(environment.folder, "bin", "python");
    if (!(await isThere(python))) await run("python3", ["-m", "venv", environment.folder], environment.root);
    const options = ["--quiet", "--disable-pip-version-check", "--requirement", requirements];
    // Paths in the file are relative to it, which pip takes as relative to where it runs.
    await run(python, ["-m", "pip", "install", ...options], path.dirname(requirements));
}

async function run(command: string, args: readonly string[], cwd: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
        const child = spawn(command, args, { cwd, stdio: ["ignore", "inherit", "inherit"] });
        child.on("error", reject);
        child.on("close", code => {
            if (code === 0) resolve();
            else reject(new Error(`${command} ${args.join(" ")} ended with exit code ${String(code)}`));
        });
    });
}

async function isThere(file: string): Promise<boolean> {
    return fs.access(file).then(
        () => true,
        () => false,
    );
}

/** The virtual environment of a Python program, as Pulumi.yaml names it. */
import { existsSync } from "node:fs";
import * as path from "node:path";
import type * as language from "@pulumi/pulumi/proto/language_pb";
import { shown } from "./host";

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

/** Like `pulumi install`: creates the virtual environment if it is missing, and installs requirements.txt. */
export async function installRequirements(info: language.ProgramInfo | undefined): Promise<void> {
    const environment = virtualEnvironmentOf(info);
    const requirements = path.join(info?.getProgramDirectory() ?? "", "requirements.txt");
    if (environment === undefined || !existsSync(requirements)) return;
    const python = path.join(environment.folder, "bin", "python");
    if (!existsSync(python)) await shown("python3", ["-m", "venv", environment.folder], environment.root);
    const options = ["--quiet", "--disable-pip-version-check", "--requirement", requirements];
    // Paths in the file are relative to it; pip resolves them in the folder where it runs.
    await shown(python, ["-m", "pip", "install", ...options], path.dirname(requirements));
}

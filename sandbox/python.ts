import { createHash } from "node:crypto";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { type Environment, fetchEnvironment } from "./environment";
import { type Tools, packageFolder } from "./layout";
import { oneAtATime } from "./lock";
import { run } from "./processes";
import { SandboxError } from "./sandboxError";
import type { Say } from "./say";

/** The emulator's Python. */
export interface Python {
    readonly executable: string;
    /** AWS's own description of its services, as botocore ships it. */
    readonly botocoreData: string;
}

const requirements = path.join(packageFolder, "sandbox", "requirements.txt");

/** Newest first after the default: a pyenv shim of a version that is not selected exists, and fails when it is run. */
const candidates = ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10", "python"];

/** Debian splits `ensurepip` off: without it `python -m venv` fails half-way. */
const usable = "import sys, venv, ensurepip; sys.exit(0 if sys.version_info >= (3, 10) else 1)";

export async function findPython(environment: Environment): Promise<string | undefined> {
    for (const candidate of candidates) {
        const { code } = await run(candidate, ["-c", usable], { env: fetchEnvironment(environment) });
        if (code === 0) return candidate;
    }
    return undefined;
}

export const noPython =
    "There is no Python 3.10 or later with its venv module on this machine; the sandbox's AWS runs on it. " +
    "Install it (Debian, Ubuntu: apt install python3-venv; macOS: brew install python).";

export async function installedPython({ python }: Tools): Promise<Python | undefined> {
    const marker = await fs.readFile(path.join(python, "requirements.sha256"), "utf8").catch(() => "");
    if (marker !== (await requirementsHash())) return undefined;
    const executable = path.join(python, "bin", "python");
    const found = await fs.access(executable).then(
        () => true,
        () => false,
    );
    const version = found
        ? (await fs.readdir(path.join(python, "lib"))).find(name => name.startsWith("python3"))
        : undefined;
    if (version === undefined) return undefined;
    return { executable, botocoreData: path.join(python, "lib", version, "site-packages", "botocore", "data") };
}

export async function ensurePython(tools: Tools, environment: Environment, say: Say): Promise<Python> {
    const present = await installedPython(tools);
    if (present) return present;
    return oneAtATime(tools.folder, "python", async () => {
        const meanwhile = await installedPython(tools);
        if (meanwhile) return meanwhile;
        const base = await findPython(environment);
        if (base === undefined) throw new SandboxError(noPython);
        await say.during(
            "Installing the AWS emulator (ministack, PyPI)",
            create(tools, base, fetchEnvironment(environment)),
        );
        const installed = await installedPython(tools);
        if (!installed)
            throw new SandboxError(`The Python environment in ${tools.python} is incomplete. Delete it and try again.`);
        return installed;
    });
}

async function create({ python }: Tools, base: string, env: Record<string, string>): Promise<void> {
    await fs.rm(python, { recursive: true, force: true });
    const executable = path.join(python, "bin", "python");
    const steps: readonly (readonly [string, readonly string[]])[] = [
        [base, ["-m", "venv", python]],
        [executable, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", requirements]],
    ];
    for (const [command, args] of steps) {
        const { code, stdout, stderr } = await run(command, args, { env });
        if (code !== 0) {
            throw new SandboxError(`The AWS emulator could not be installed from PyPI: ${(stderr || stdout).trim()}`);
        }
    }
    // Last: an installation that was cut off has no marker, and is made again.
    await fs.writeFile(path.join(python, "requirements.sha256"), await requirementsHash());
}

async function requirementsHash(): Promise<string> {
    return createHash("sha256")
        .update(await fs.readFile(requirements))
        .digest("hex");
}

import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { diskProblem } from "./diskProblem";
import { type Environment, fetchEnvironment } from "./environment";
import { type Tools, sandboxFolder } from "./layout";
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

/** A virtual environment of the sandbox's own, with exactly what a requirements file pins. */
export interface VirtualEnvironment {
    readonly folder: string;
    readonly requirements: string;
    /** What is installed, for the progress line. */
    readonly what: string;
}

function emulatorOf({ python }: Tools): VirtualEnvironment {
    return {
        folder: python,
        requirements: path.join(sandboxFolder, "requirements.txt"),
        what: "the AWS emulator (ministack, PyPI)",
    };
}

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

export async function installedPython(tools: Tools): Promise<Python | undefined> {
    return pythonIn(emulatorOf(tools));
}

export async function ensurePython(tools: Tools, environment: Environment, say: Say): Promise<Python> {
    return ensureVirtualEnvironment(emulatorOf(tools), tools, environment, say);
}

async function pythonIn({ folder, requirements }: VirtualEnvironment): Promise<Python | undefined> {
    const marker = await fs.readFile(path.join(folder, "requirements.sha256"), "utf8").catch(() => "");
    if (marker !== (await hashOf(requirements))) return undefined;
    const executable = path.join(folder, "bin", "python");
    const version = existsSync(executable)
        ? (await fs.readdir(path.join(folder, "lib"))).find(name => name.startsWith("python3"))
        : undefined;
    if (version === undefined) return undefined;
    return { executable, botocoreData: path.join(folder, "lib", version, "site-packages", "botocore", "data") };
}

/** Creates it, and creates it again when its requirements change. */
export async function ensureVirtualEnvironment(
    wanted: VirtualEnvironment,
    tools: Tools,
    environment: Environment,
    say: Say,
): Promise<Python> {
    const present = await pythonIn(wanted);
    if (present) return present;
    return oneAtATime(tools.folder, path.basename(wanted.folder), async () => {
        const meanwhile = await pythonIn(wanted);
        if (meanwhile) return meanwhile;
        const base = await findPython(environment);
        if (base === undefined) throw new SandboxError(noPython);
        await say.during(`Installing ${wanted.what}`, create(wanted, base, fetchEnvironment(environment)));
        const installed = await pythonIn(wanted);
        if (!installed)
            throw new SandboxError(
                `The Python environment in ${wanted.folder} is incomplete. Delete it and try again.`,
            );
        return installed;
    });
}

async function create(
    { folder, requirements, what }: VirtualEnvironment,
    base: string,
    env: Record<string, string>,
): Promise<void> {
    await fs.rm(folder, { recursive: true, force: true });
    const executable = path.join(folder, "bin", "python");
    const steps: readonly (readonly [string, readonly string[]])[] = [
        [base, ["-m", "venv", folder]],
        // Whatever a mirror of PyPI serves, only the files that were tried are installed.
        [
            executable,
            [
                ...["-m", "pip", "install", "--quiet", "--disable-pip-version-check"],
                ...["--require-hashes", "--requirement", requirements],
            ],
        ],
    ];
    for (const [command, args] of steps) {
        const { code, stdout, stderr } = await run(command, args, { env });
        if (code !== 0) {
            const output = (stderr || stdout).trim();
            throw new SandboxError(diskProblem(output) ?? `PyPI did not give ${what}: ${output}`);
        }
    }
    // Last: an installation that was cut off has no marker, and is made again.
    await fs.writeFile(path.join(folder, "requirements.sha256"), await hashOf(requirements));
}

async function hashOf(file: string): Promise<string> {
    return createHash("sha256")
        .update(await fs.readFile(file))
        .digest("hex");
}

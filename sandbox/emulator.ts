import { type ChildProcess, spawn } from "node:child_process";
import * as fs from "node:fs/promises";
import * as net from "node:net";
import * as path from "node:path";
import { diskProblem } from "./diskProblem";
import { type Environment, fetchEnvironment, withoutProxies } from "./environment";
import { type Layout, sandboxFolder } from "./layout";
import { ended, within } from "./processes";
import type { Python } from "./python";
import { SandboxError } from "./sandboxError";

/** A running AWS of this machine. */
export interface Emulator {
    readonly endpoint: string;
    readonly pid: number;
    /** Stops it. Its state is then on disk. */
    readonly stop: () => Promise<void>;
}

const runEmulator = path.join(sandboxFolder, "runEmulator.py");
const secondsToStart = 60;
const secondsToStop = 20;

export async function startEmulator(layout: Layout, python: Python, environment: Environment): Promise<Emulator> {
    await fs.mkdir(layout.temporary, { recursive: true });
    await fs.mkdir(layout.aws, { recursive: true });
    // Between choosing a free port and using it another process may take it.
    for (let attempt = 1; ; attempt++) {
        const port = await freePort();
        const child = await launch(layout, python, port, environment);
        if (await answers(child, port)) {
            return { endpoint: `http://127.0.0.1:${port}`, pid: child.pid ?? 0, stop: () => stop(child) };
        }
        await stop(child);
        if (attempt === 3) {
            const log = await tail(layout);
            throw new SandboxError(
                diskProblem(log) ?? `The AWS emulator did not start. Its log, ${layout.emulatorLog}, ends:\n${log}`,
            );
        }
    }
}

async function launch(layout: Layout, python: Python, port: number, environment: Environment): Promise<ChildProcess> {
    const log = await fs.open(layout.emulatorLog, "w");
    try {
        const child = spawn(python.executable, [runEmulator, layout.processes], {
            // A session of its own: Ctrl-C is for Pulumi, which still needs its AWS to stop in order.
            detached: true,
            // The emulator exits when this pipe closes, also when this process gets a SIGKILL.
            stdio: ["pipe", log.fd, log.fd],
            cwd: layout.temporary,
            env: {
                ...withoutProxies(fetchEnvironment(environment)),
                BIND_HOST: "127.0.0.1",
                GATEWAY_PORT: String(port),
                PERSIST_STATE: "1",
                STATE_DIR: layout.aws,
                SERVICES: "eks,iam,sts",
                // Listeners on fixed ports that nothing here uses.
                IOT_MTLS_ENABLED: "0",
                SFTP_ENABLED: "0",
                // No containers, whatever this machine has: clusters here have no nodes.
                DOCKER_HOST: `unix://${path.join(layout.temporary, "no-docker.sock")}`,
                TMPDIR: layout.temporary,
                PYTHONDONTWRITEBYTECODE: "1",
                LOG_LEVEL: "INFO",
            },
        });
        child.on("error", () => undefined);
        child.stdin?.on("error", () => undefined);
        return child;
    } finally {
        await log.close();
    }
}

async function answers(child: ChildProcess, port: number): Promise<boolean> {
    for (const end = Date.now() + secondsToStart * 1000; Date.now() < end && !ended(child);) {
        try {
            const response = await fetch(`http://127.0.0.1:${port}/_ministack/health`);
            if (response.ok && !ended(child)) return true;
        } catch {
            // Not listening yet.
        }
        await new Promise(resolve => setTimeout(resolve, 50));
    }
    return false;
}

async function stop(child: ChildProcess): Promise<void> {
    if (ended(child) || child.pid === undefined) return;
    child.kill("SIGTERM");
    if (await within(secondsToStop * 1000, () => ended(child))) return;
    child.kill("SIGKILL");
    await within(5000, () => ended(child));
}

async function freePort(): Promise<number> {
    return new Promise((resolve, reject) => {
        const server = net.createServer();
        server.once("error", reject);
        server.listen(0, "127.0.0.1", () => {
            const { port } = server.address() as net.AddressInfo;
            server.close(() => {
                resolve(port);
            });
        });
    });
}

async function tail({ emulatorLog }: Layout): Promise<string> {
    return (await fs.readFile(emulatorLog, "utf8").catch(() => "")).trim().split("\n").slice(-8).join("\n");
}

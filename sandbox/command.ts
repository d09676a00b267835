import { spawn } from "node:child_process";
import { type Result, exitCode } from "./processes";

/** How a command of the CLI is started. */
export interface Command {
    readonly executable: string;
    readonly args: readonly string[];
    readonly cwd: string;
    readonly environment: Readonly<Record<string, string>>;
    readonly started?: (pid: number) => void;
}

/** Runs the CLI for a program: what it prints is returned, and it has no terminal. */
export function captured({ executable, args, cwd, environment, started }: Command): Promise<Result> {
    return new Promise(resolve => {
        // A process group of its own: a Ctrl-C at the tests is for the tests.
        const child = spawn(executable, args, {
            cwd,
            env: environment,
            stdio: ["ignore", "pipe", "pipe"],
            detached: true,
        });
        if (child.pid !== undefined) started?.(child.pid);
        let stdout = "";
        let stderr = "";
        child.stdout.on("data", (data: Buffer) => (stdout += data.toString()));
        child.stderr.on("data", (data: Buffer) => (stderr += data.toString()));
        child.on("error", error => {
            resolve({ code: 127, stdout, stderr: stderr + error.message });
        });
        child.on("close", (code, signal) => {
            resolve({ code: exitCode(code, signal), stdout, stderr });
        });
    });
}

const passedOn = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs the CLI for a person: it has the terminal, and signals reach it once. Pulumi takes the first Ctrl-C as "stop in
 * order" and the second as "stop at once", and npm, the shell and the terminal may each send the same one.
 */
export function attached({ executable, args, cwd, environment, started }: Command): Promise<number> {
    return new Promise((resolve, reject) => {
        const hasTerminal = process.stdin.isTTY;
        const child = spawn(executable, args, {
            cwd,
            env: environment,
            stdio: "inherit",
            // With a terminal Pulumi must stay in its foreground group, where Ctrl-C reaches it without our help.
            detached: !hasTerminal,
        });
        if (child.pid !== undefined) started?.(child.pid);
        let lastSignal = 0;
        const pass = (signal: NodeJS.Signals) => {
            if (hasTerminal && signal === "SIGINT") return;
            const now = Date.now();
            if (now - lastSignal < 500) return;
            lastSignal = now;
            child.kill(signal);
        };
        for (const signal of passedOn) process.on(signal, pass);
        const done = () => {
            passedOn.forEach(signal => process.off(signal, pass));
        };
        child.on("error", error => {
            done();
            reject(error);
        });
        child.on("exit", (code, signal) => {
            done();
            resolve(exitCode(code, signal));
        });
    });
}

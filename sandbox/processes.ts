import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import * as fs from "node:fs";
import { constants } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

export interface Result {
    readonly code: number;
    readonly stdout: string;
    readonly stderr: string;
}

export interface RunOptions extends Omit<SpawnOptions, "stdio"> {
    /** `true`: the program prints to this process's own output. `false`, the default: the result has the output. */
    readonly shown?: boolean;
    /** What the program reads from its standard input. */
    readonly input?: string | undefined;
    readonly started?: (child: ChildProcess) => void;
}

/** Runs a program to its end. A program that fails or cannot be started is a result, not an error. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Result> {
    const { shown = false, input, started, ...others } = options;
    const stdin = input !== undefined ? "pipe" : shown ? "inherit" : "ignore";
    const output = shown ? "inherit" : "pipe";
    return new Promise(resolve => {
        const child = spawn(command, args, { ...others, stdio: [stdin, output, output] });
        let [stdout, stderr] = ["", ""];
        child.stdout?.setEncoding("utf8").on("data", (text: string) => (stdout += text));
        child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr += text));
        child.on("error", error => {
            resolve({ code: 127, stdout, stderr: stderr + error.message });
        });
        child.on("close", (code, signal) => {
            resolve({ code: exitCode(code, signal), stdout, stderr });
        });
        // A program may end without reading its input.
        child.stdin?.on("error", () => undefined).end(input);
        started?.(child);
    });
}

/** As in a shell: 128 plus the number of the signal that ended the process. */
export function exitCode(code: number | null, signal: NodeJS.Signals | null): number {
    return code ?? 128 + (signal ? constants.signals[signal] : 0);
}

const passedOn = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Passes signals on to `child`, each once. Pulumi takes the first Ctrl-C as "stop in order" and the second as "stop at once",
 * and npm, the shell and the terminal may each send the same one.
 */
export function passSignals(child: ChildProcess): void {
    let last = 0;
    const pass = (signal: NodeJS.Signals) => {
        // With a terminal, Ctrl-C reaches the child without our help.
        if (Date.now() - last < 500 || (process.stdin.isTTY && signal === "SIGINT")) return;
        last = Date.now();
        child.kill(signal);
    };
    for (const signal of passedOn) process.on(signal, pass);
    child.once("close", () => {
        for (const signal of passedOn) process.off(signal, pass);
    });
}

export function ended(child: ChildProcess): boolean {
    return child.exitCode !== null || child.signalCode !== null;
}

export function isRunning(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        return (error as NodeJS.ErrnoException).code === "EPERM";
    }
}

/** Whether `condition` holds within so many milliseconds. */
export async function within(milliseconds: number, condition: () => boolean): Promise<boolean> {
    for (const end = Date.now() + milliseconds; Date.now() < end;) {
        if (condition()) return true;
        await sleep(10);
    }
    return condition();
}

/** The processes of a running command. */
export interface ProcessRecord {
    readonly pulumi?: number | undefined;
    readonly emulator?: number | undefined;
}

/** Part of the command line of each, to recognize ours if the number has been given to another process. */
const markers: Readonly<Record<keyof ProcessRecord, string>> = { pulumi: "pulumi", emulator: "runEmulator.py" };

export function writeProcesses(file: string, processes: ProcessRecord): void {
    // Synchronous: a sandbox that is killed in the next moment leaves its record.
    fs.writeFileSync(file, JSON.stringify(processes));
}

/** Ends what a killed command has left running; Pulumi first, because it may still need its AWS. */
export async function endLeftovers(file: string): Promise<void> {
    let processes: ProcessRecord = {};
    try {
        processes = JSON.parse(fs.readFileSync(file, "utf8")) as ProcessRecord;
    } catch {
        // None, or incomplete.
    }
    for (const kind of ["pulumi", "emulator"] as const) {
        const pid = processes[kind];
        if (pid === undefined) continue;
        for (const signal of ["SIGTERM", "SIGKILL"] as const) {
            const { stdout } = await run("ps", ["-o", "command=", "-p", String(pid)]);
            if (!stdout.includes(markers[kind])) break;
            process.kill(pid, signal);
            await within(30_000, () => !isRunning(pid));
        }
    }
    fs.rmSync(file, { force: true });
}

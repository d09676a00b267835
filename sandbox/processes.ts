import { type ChildProcess, type SpawnOptions, execFile, spawn } from "node:child_process";
import * as fs from "node:fs";
import { promisify } from "node:util";

export interface Result {
    readonly code: number;
    readonly stdout: string;
    readonly stderr: string;
}

/** Runs a program to its end and gives what it printed. A program that cannot be started is a result as well. */
export function run(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<Result> {
    return new Promise(resolve => {
        const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
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

/** A shell's convention: 128 plus the number of the signal that ended the process. */
export function exitCode(code: number | null, signal: NodeJS.Signals | null): number {
    const numbers: Partial<Record<NodeJS.Signals, number>> = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };
    return code ?? 128 + (signal ? (numbers[signal] ?? 0) : 0);
}

export function ended(child: ChildProcess): boolean {
    return child.exitCode !== null || child.signalCode !== null;
}

export async function waitForEnd(child: ChildProcess, milliseconds: number): Promise<boolean> {
    if (ended(child)) return true;
    return new Promise(resolve => {
        const timer = setTimeout(() => {
            resolve(false);
        }, milliseconds);
        child.once("exit", () => {
            clearTimeout(timer);
            resolve(true);
        });
    });
}

export function isRunning(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        return (error as NodeJS.ErrnoException).code === "EPERM";
    }
}

/** The command line of a process, to tell ours from another one that got its number since; empty when it is gone. */
async function commandLineOf(pid: number): Promise<string> {
    return promisify(execFile)("ps", ["-o", "command=", "-p", String(pid)]).then(
        ({ stdout }) => stdout.trim(),
        () => "",
    );
}

/** The processes of a running command. */
export interface ProcessRecord {
    readonly pulumi?: number;
    readonly emulator?: number;
}

/** What the command line of each of them holds. */
const markers: Readonly<Record<keyof ProcessRecord, string>> = { pulumi: "pulumi", emulator: "runEmulator.py" };

export function writeProcesses(file: string, processes: ProcessRecord): void {
    // Not later: whoever is killed in the next moment has left its record.
    fs.writeFileSync(file, JSON.stringify(processes));
}

/** Ends what a command that was killed hard has left running; Pulumi first, which may still need its AWS. */
export async function endLeftovers(file: string): Promise<void> {
    let processes: ProcessRecord = {};
    try {
        processes = JSON.parse(fs.readFileSync(file, "utf8")) as ProcessRecord;
    } catch {
        // None, or cut off while it was written.
    }
    for (const kind of ["pulumi", "emulator"] as const) {
        const pid = processes[kind];
        if (pid === undefined) continue;
        for (const signal of ["SIGTERM", "SIGKILL"] as const) {
            if (!(await commandLineOf(pid)).includes(markers[kind])) break;
            process.kill(pid, signal);
            await goneWithin(pid, 30_000);
        }
    }
    fs.rmSync(file, { force: true });
}

async function goneWithin(pid: number, milliseconds: number): Promise<void> {
    for (const end = Date.now() + milliseconds; isRunning(pid) && Date.now() < end;) {
        await new Promise(resolve => setTimeout(resolve, 100));
    }
}

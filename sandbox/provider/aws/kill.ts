import { AsyncLocalStorage } from "node:async_hooks";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Session } from "../session";

const insideOneCall = new AsyncLocalStorage<string>();

/** The call of AWS that the current call of the emulator is a part of. */
export const wholeCall = (): string | undefined => insideOneCall.getStore();

/** Several calls of the emulator that are one call of AWS: a kill strikes before all of them, or after all. */
export async function asOneCall<T>(session: Session, operation: string, input: unknown, calls: () => Promise<T>) {
    strike(session, operation, input, "before");
    const result = await insideOneCall.run(operation, calls);
    strike(session, operation, input, "after");
    return result;
}

/** Kills the process that a fault names at this moment of a call. A killed CLI or provider takes this process along. */
export function strike(session: Session, operation: string, input: unknown, moment: "before" | "after"): void {
    const victim = wholeCall() !== undefined ? undefined : session.faults.killOf(operation, input, moment);
    if (victim === undefined) return;
    writeFileSync(join(session.surroundings.directory, "killed.json"), JSON.stringify({ victim, operation, moment }));
    // The engine has started this process.
    const cli = process.ppid;
    if (victim === "program") {
        for (const pid of programsOf(cli)) process.kill(pid, "SIGKILL");
        return;
    }
    if (victim === "cli") process.kill(cli, "SIGKILL");
    process.kill(process.pid, "SIGKILL");
}

/** Programs in Node.js, which the language host of the CLI has started. */
function programsOf(cli: number): readonly number[] {
    const lines = execFileSync("ps", ["-eo", "pid=,ppid=,command="], { encoding: "utf8" }).split("\n");
    const processes = lines.map(line => {
        const [, pid, parent, command = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
        return { pid: Number(pid), parent: Number(parent), command };
    });
    const hosts = processes.filter(({ parent }) => parent === cli).map(({ pid }) => pid);
    return processes
        .filter(({ parent, command }) => hosts.includes(parent) && command.includes("@pulumi/pulumi/cmd/run"))
        .map(({ pid }) => pid);
}

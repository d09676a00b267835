import * as fs from "node:fs/promises";
import * as path from "node:path";
import * as lockfile from "proper-lockfile";
import { isRunning } from "./processes";
import { SandboxError } from "./sandboxError";

export type Release = () => Promise<void>;

/**
 * Locks the sandbox for one command. proper-lockfile notices a killed holder by the age of the lock, after ten seconds; the
 * note with the holder's process number makes that immediate.
 */
export async function takeSandbox(directory: string, command: string): Promise<Release> {
    const note = path.join(directory, "command.json");
    for (let attempt = 1; ; attempt++) {
        try {
            const release = await lockfile.lock(lockIn(directory), options);
            await fs.writeFile(note, JSON.stringify({ pid: process.pid, command }));
            return async () => {
                await fs.rm(note, { force: true });
                await release().catch(() => undefined);
            };
        } catch (error) {
            if ((error as NodeJS.ErrnoException).code !== "ELOCKED") throw error;
            const holder = await holderIn(note);
            if (attempt > 1 || !holder || isRunning(holder.pid)) throw new SandboxError(inUse(holder));
            await fs.rm(`${lockIn(directory)}.lock`, { recursive: true, force: true });
        }
    }
}

// The locked file need not exist. A command goes on if the machine slept through an update of the lock.
const options: lockfile.LockOptions = { realpath: false, onCompromised: () => undefined };

const lockIn = (directory: string) => path.join(directory, "command");

interface Holder {
    readonly pid: number;
    readonly command: string;
}

async function holderIn(note: string): Promise<Holder | undefined> {
    try {
        return JSON.parse(await fs.readFile(note, "utf8")) as Holder;
    } catch {
        return undefined;
    }
}

function inUse(holder: Holder | undefined): string {
    const who = holder ? `: "${holder.command}" (process ${holder.pid})` : "";
    return `Another command is running in this sandbox${who}. Wait until it has ended, then try again.`;
}

/** Locks `folder` while one process fetches or builds into it. Others wait, and then find the result. */
export async function oneAtATime<T>(folder: string, name: string, work: () => Promise<T>): Promise<T> {
    await fs.mkdir(folder, { recursive: true });
    const release = await lockfile.lock(path.join(folder, name), {
        ...options,
        retries: { retries: 1200, factor: 1, minTimeout: 500, maxTimeout: 500 },
    });
    try {
        return await work();
    } finally {
        await release().catch(() => undefined);
    }
}

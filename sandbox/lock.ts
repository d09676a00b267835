import * as fs from "node:fs/promises";
import * as path from "node:path";
import * as lockfile from "proper-lockfile";
import { isRunning } from "./processes";
import { SandboxError } from "./sandboxError";

export type Release = () => Promise<void>;

/**
 * Takes the sandbox for one command. proper-lockfile, because it notices a holder that was killed: by age alone, which
 * takes ten seconds, hence the note of the holder's process number beside it.
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

// What is locked need not exist. A machine that slept through an update of the lock is no reason to end the command.
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

/** Holds `folder` while one process fetches or builds into it; others wait for it and then find it done. */
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

/** How the bench runs and times its children. */
import { execFileSync } from "node:child_process";
import * as path from "node:path";

export function secondsSince(begin: bigint): number {
    return Number(process.hrtime.bigint() - begin) / 1e9;
}

let isBuilt = false;

/** Builds `dist/`, once in a run. */
export function build(): void {
    if (!isBuilt) {
        execFileSync("npm", ["run", "--silent", "build"], { cwd: path.join(__dirname, ".."), stdio: "inherit" });
        isBuilt = true;
    }
}

/** The JSON that a script of this folder prints, in a process of its own. */
export function printedBy(script: string, ...args: readonly string[]): unknown {
    const output = execFileSync(
        process.execPath,
        ["-r", "ts-node/register/transpile-only", path.join(__dirname, script), ...args],
        { encoding: "utf8", env: { ...process.env, NODE_OPTIONS: "--max-old-space-size=8192" } },
    );
    return JSON.parse(output);
}

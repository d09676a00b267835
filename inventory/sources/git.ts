import { execFileSync } from "node:child_process";
import { UnreadableSource } from "./pulumiState";

/** What a git command prints in `folder`; an error in words for the user where it fails. */
export function git(folder: string, ...args: readonly string[]): Buffer {
    try {
        return execFileSync("git", args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"], maxBuffer: 2 ** 28 });
    } catch (error) {
        const { stderr, code } = error as { readonly stderr?: Buffer; readonly code?: string };
        throw new UnreadableSource(
            code === "ENOENT"
                ? "git is not installed, so the earlier stack file cannot be read."
                : `git ${args[0] ?? ""}: ${(stderr?.toString("utf8") ?? String(error)).trim().replace(/^fatal: /, "")}`,
        );
    }
}

/** The text of a file in a revision, relative to `folder`; `undefined` if it does not exist. */
export function fileAt(revision: string, folder: string, name: string): string | undefined {
    try {
        return git(folder, "show", `${revision}:./${name}`).toString("utf8");
    } catch {
        return undefined;
    }
}

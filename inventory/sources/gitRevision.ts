/** The stack files of an earlier revision. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { git } from "./git";

/** Runs `read` on a copy of the YAML files that a folder has in a revision; the copy is removed afterwards. */
export async function atRevision<T>(revision: string, folder: string, read: (copy: string) => Promise<T>): Promise<T> {
    const copy = fs.mkdtempSync(path.join(os.tmpdir(), "pod-identity-"));
    try {
        for (const file of filesAt(revision, folder)) {
            const target = path.join(copy, file);
            fs.mkdirSync(path.dirname(target), { recursive: true });
            // "./": relative to the folder that git runs in.
            fs.writeFileSync(target, git(folder, "show", `${revision}:./${file}`));
        }
        return await read(copy);
    } finally {
        fs.rmSync(copy, { recursive: true });
    }
}

function filesAt(revision: string, folder: string): string[] {
    const names = git(folder, "ls-tree", "-r", "-z", "--name-only", "--end-of-options", revision, ".").toString("utf8");
    return names.split("\0").filter(name => /\.ya?ml$/.test(name));
}

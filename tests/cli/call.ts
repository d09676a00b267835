/** `pod-identity` in a folder of a test's own. */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { run } from "../../cli/run";
import type { Terminal } from "../../cli/terminal";

/** A new folder with these files. */
export function folderWith(files: Readonly<Record<string, string>>): string {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pod-identity-"));
    for (const [name, text] of Object.entries(files)) {
        fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
        fs.writeFileSync(path.join(folder, name), text);
    }
    return folder;
}

/** What the command says in `folder`, and its exit code. */
export async function call(folder: string, args: readonly string[], more: Partial<Terminal> = {}) {
    const [printed, errors]: [string[], string[]] = [[], []];
    const terminal = {
        folder,
        print: (text: string) => printed.push(text),
        tell: (text: string) => errors.push(text),
        ...more,
    };
    const code = await run(args, terminal, "1.2.3");
    return { code, out: printed.join("\n"), err: errors.join("\n") };
}

/** The same as a process, with what a shell does with its output behind `$pod_identity`. */
export function callInShell(folder: string, script: string) {
    const root = path.join(__dirname, "..", "..");
    const main = path.join(root, "cli", "main.ts");
    const command = [process.execPath, "-r", require.resolve("ts-node/register/transpile-only"), main];
    const { status, stdout, stderr } = spawnSync("bash", ["-c", script], {
        cwd: folder,
        env: {
            ...process.env,
            TS_NODE_PROJECT: path.join(root, "tsconfig.json"),
            pod_identity: command.join(" "),
        },
        encoding: "utf8",
        timeout: 60_000,
    });
    return { code: status, out: stdout, err: stderr };
}

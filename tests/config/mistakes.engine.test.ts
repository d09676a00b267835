import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { openSandbox } from "../../sandbox/sandbox";
import type { Sandbox } from "../../sandbox/sandbox";
import { requireSandbox } from "../sandbox/prerequisites";

const root = path.join(__dirname, "..", "..");
const file = "tests/config/mistakes/Pulumi.mistakes.yaml";

/** The lines of text with a position in the file, without the engine's prefix. */
function located(text: string, name: string): string[] {
    return [
        ...new Set(
            text
                .split("\n")
                .flatMap(line => (line.includes(`${name}:`) ? [line.slice(line.indexOf(`${name}:`)).trim()] : [])),
        ),
    ];
}

/** Like `npm run check`. It fails, which is expected here. */
function checked(): string[] {
    const command = [require.resolve("ts-node/dist/bin"), "-T", "cli/main.ts", "check", file];
    try {
        return located(execFileSync(process.execPath, command, { cwd: root, encoding: "utf8", stdio: "pipe" }), file);
    } catch (error) {
        return located((error as { stdout: string }).stdout, file);
    }
}

describe("a stack file with 25 mistakes", function () {
    this.timeout(600_000);
    let folder = "";
    let sandbox: Sandbox;
    before(async function () {
        await requireSandbox(this);
        folder = await fs.mkdtemp(path.join(os.tmpdir(), "mistakes-"));
        sandbox = await openSandbox({ directory: folder, aws: false });
    });
    after(async () => {
        // Skipped, or failed before it was open.
        await (sandbox as Sandbox | undefined)?.close();
        await fs.rm(folder, { recursive: true, force: true });
    });

    it("is rejected by the command with all positions", () => {
        assert.equal(checked().length, 25);
    });

    it("is rejected by `pulumi preview` with the same messages, as plain text, and nothing is registered", async () => {
        const result = await sandbox.pulumi([
            "preview",
            "--stack",
            "mistakes",
            "--config-file",
            file,
            "--non-interactive",
        ]);
        assert.notEqual(result.code, 0);
        const output = result.stdout + result.stderr;
        assert.deepEqual(located(output, file), checked());
        assert.match(output, /The config of the stack "mistakes" has 25 problems, so nothing was registered:/);
        assert.doesNotMatch(
            output,
            /^\s+at |unhandled|eks-pod-identity:index/m,
            "there is a stack trace, or a component",
        );
    });

    it("is rejected with the same messages if the CLI gets a folder, which starts the file name", async () => {
        const there = path.relative("tests", file);
        const result = await sandbox.pulumi([
            ...["-C", "tests", "preview", "--stack", "mistakes", "--config-file", there, "--non-interactive"],
        ]);
        assert.notEqual(result.code, 0);
        assert.deepEqual(located(result.stdout + result.stderr, file), checked());
    });

    it("is rejected with the same messages if the file is the stack's own", async () => {
        await sandbox.sync();
        const name = "Pulumi.mistakes.yaml";
        await fs.copyFile(path.join(root, file), path.join(sandbox.project, name));
        const result = await sandbox.pulumi(["preview", "--stack", "mistakes", "--non-interactive"]);
        assert.notEqual(result.code, 0);
        assert.deepEqual(
            located(result.stdout + result.stderr, name),
            checked().map(line => line.replace(file, name)),
        );
    });
});

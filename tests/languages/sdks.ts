/** Generates SDKs from the committed schema, like `pulumi package add`. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { packageFolder, toolsIn } from "../../sandbox/layout";
import { ensureSdkGenerator } from "../../sandbox/languages";
import { run } from "../../sandbox/processes";
import { silently } from "../../sandbox/say";
import { schemaFile } from "./schema";

export const need = {
    tools: toolsIn(path.join(packageFolder, ".sandbox")),
    environment: process.env,
    say: silently,
};

export async function generateSdk(language: "nodejs" | "python" | "go", folder: string): Promise<void> {
    const generator = await ensureSdkGenerator(need);
    await fs.rm(folder, { recursive: true, force: true });
    const { code, stderr } = await run(generator, [language, schemaFile, folder]);
    assert.equal(code, 0, stderr);
}

/** Runs a tool. Fails the test if it fails. */
export async function must(command: string, args: readonly string[], cwd: string, env = {}): Promise<string> {
    const { code, stdout, stderr } = await run(command, args, { cwd, env: { ...process.env, ...env } });
    assert.equal(code, 0, `${command} ${args.join(" ")}: ${stdout}${stderr}`);
    return stdout;
}

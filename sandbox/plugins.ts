import * as fs from "node:fs/promises";
import * as path from "node:path";
import { version } from "@pulumi/aws/package.json";
import { ensureBundle } from "./bundle";
import type { Cli } from "./cli";
import { type Tools, sandboxFolder } from "./layout";
import { replaceFile } from "./replaceFile";

/** The language host for Node.js. An official CLI brings its own; the Go module proxy has the CLI without one. */
export async function ensureNodeHost(tools: Tools, cli: Cli): Promise<void> {
    if (cli.official) return;
    const bundle = path.join(tools.bundles, "pulumi-language-nodejs.js");
    await ensureBundle(path.join(sandboxFolder, "languageHosts", "nodejs.ts"), bundle);
    await writeExecutable(path.join(cli.folder, "pulumi-language-nodejs"), bundle);
}

/** Our AWS provider in the place where the engine looks for the official one of the version of `@pulumi/aws`. */
export async function ensureAwsPlugin(tools: Tools): Promise<void> {
    const bundle = path.join(tools.bundles, "pulumi-resource-aws.js");
    await ensureBundle(path.join(sandboxFolder, "provider", "main.ts"), bundle);
    const folder = path.join(tools.home, "plugins", `resource-aws-v${version}`);
    await writeExecutable(path.join(folder, "pulumi-resource-aws"), bundle);
}

/** A host in front of an older one that lacks `package add` and the options of the runtime. */
export async function ensureFront(language: string, olderHost: string, tools: Tools, cli: Cli): Promise<void> {
    const bundle = path.join(tools.bundles, "language-front.js");
    await ensureBundle(path.join(sandboxFolder, "languageHosts", "front.ts"), bundle);
    await writeExecutable(path.join(cli.folder, `pulumi-language-${language}`), bundle, language, olderHost);
}

/** The Node that runs the sandbox runs the plugin, whatever else is on PATH. */
async function writeExecutable(file: string, script: string, ...args: readonly string[]): Promise<void> {
    const words = [process.execPath, script, ...args].map(quoted).join(" ");
    const text = `#!/bin/sh\nexec ${words} "$@"\n`;
    if ((await fs.readFile(file, "utf8").catch(() => "")) === text) return;
    await replaceFile(file, text, 0o755);
}

function quoted(text: string): string {
    return `'${text.replaceAll("'", "'\\''")}'`;
}

import * as fs from "node:fs/promises";
import * as path from "node:path";
import { ensureBundle } from "./bundle";
import type { Cli } from "./cli";
import { type Tools, packageFolder } from "./layout";

const source = (file: string) => path.join(packageFolder, "sandbox", file);

/**
 * Language hosts that are written here, because the module proxy serves the CLI without any. Each becomes an executable
 * `pulumi-language-<name>` beside a CLI that was built here; an official CLI brings its own.
 */
const languageHosts: Readonly<Record<string, string>> = {
    nodejs: source("languageHosts/nodejs.ts"),
};

export async function ensureLanguageHosts(tools: Tools, cli: Cli): Promise<void> {
    if (cli.official) return;
    for (const [language, entry] of Object.entries(languageHosts)) {
        const bundle = path.join(tools.bundles, `pulumi-language-${language}.js`);
        await ensureBundle(entry, bundle);
        await writeExecutable(path.join(cli.folder, `pulumi-language-${language}`), bundle);
    }
}

/** Our AWS provider in the place where the engine looks for the official one of the version of `@pulumi/aws`. */
export async function ensureAwsPlugin(tools: Tools): Promise<void> {
    const bundle = path.join(tools.bundles, "pulumi-resource-aws.js");
    await ensureBundle(source("provider/main.ts"), bundle);
    const { version } = JSON.parse(await fs.readFile(require.resolve("@pulumi/aws/package.json"), "utf8")) as {
        version: string;
    };
    const folder = path.join(tools.home, "plugins", `resource-aws-v${version}`);
    await writeExecutable(path.join(folder, "pulumi-resource-aws"), bundle);
}

/** In front of an older host, what it does not know: `package add` and the options of the runtime. */
export async function ensureFront(language: string, olderHost: string, tools: Tools, cli: Cli): Promise<void> {
    const bundle = path.join(tools.bundles, "language-front.js");
    await ensureBundle(source("languageHosts/front.ts"), bundle);
    await writeExecutable(path.join(cli.folder, `pulumi-language-${language}`), bundle, language, olderHost);
}

/** The Node that runs the sandbox runs the plugin, whatever else is on PATH. */
async function writeExecutable(file: string, script: string, ...args: readonly string[]): Promise<void> {
    const words = [process.execPath, script, ...args].map(quoted).join(" ");
    const text = `#!/bin/sh\nexec ${words} "$@"\n`;
    if ((await fs.readFile(file, "utf8").catch(() => "")) === text) return;
    await fs.mkdir(path.dirname(file), { recursive: true });
    await fs.writeFile(`${file}.${process.pid}`, text, { mode: 0o755 });
    await fs.rename(`${file}.${process.pid}`, file);
}

function quoted(text: string): string {
    return `'${text.replaceAll("'", "'\\''")}'`;
}

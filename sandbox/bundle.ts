import { existsSync } from "node:fs";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { packageFolder } from "./layout";
import { replaceFile } from "./replaceFile";
import { SandboxError } from "./sandboxError";

/**
 * Bundles `entry` into the one file `bundle`, unless no source of it has changed since. The engine starts plugins and
 * language hosts for every command: from one file they start several times faster. esbuild, because it bundles the AWS
 * SDK and gRPC in half a second.
 */
export async function ensureBundle(entry: string, bundle: string): Promise<void> {
    const record = `${bundle}.sources.json`;
    if (await isCurrent(record, bundle)) return;
    const { build } = await import("esbuild");
    const { metafile, outputFiles } = await build({
        absWorkingDir: packageFolder,
        entryPoints: [entry],
        bundle: true,
        platform: "node",
        target: "node20",
        format: "cjs",
        metafile: true,
        write: false,
        outfile: bundle,
        logLevel: "silent",
    }).catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        throw new SandboxError(`${path.relative(packageFolder, entry)} cannot be bundled. ${reason}`);
    });
    const sources = await stampsOf(Object.keys(metafile.inputs));
    await replaceFile(bundle, outputFiles[0]?.contents ?? "");
    await replaceFile(record, JSON.stringify(sources));
}

/** Source, relative to the folder of this package → its size and when it changed. */
type Stamps = Readonly<Record<string, string>>;

async function isCurrent(record: string, bundle: string): Promise<boolean> {
    try {
        const recorded = await fs.readFile(record, "utf8");
        const files = Object.keys(JSON.parse(recorded) as Stamps);
        return existsSync(bundle) && JSON.stringify(await stampsOf(files)) === recorded;
    } catch {
        return false;
    }
}

async function stampsOf(files: readonly string[]): Promise<Stamps> {
    const stamps = files.map(async file => {
        const { size, mtimeMs } = await fs.stat(path.resolve(packageFolder, file));
        return [file, `${size} ${mtimeMs}`] as const;
    });
    return Object.fromEntries(await Promise.all(stamps));
}

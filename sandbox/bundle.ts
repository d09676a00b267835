import * as fs from "node:fs/promises";
import * as path from "node:path";
import { packageFolder } from "./layout";
import { SandboxError } from "./sandboxError";

interface Input {
    /** In the folder of this package: a copy of the checkout has sources of its own. */
    readonly file: string;
    readonly size: number;
    readonly modified: number;
}

/**
 * Bundles `entry` into the one file `bundle`, unless no source of it has changed since. The engine starts plugins and
 * language hosts for every command: from one file they are up in a fraction of the time. esbuild, because it bundles
 * the AWS SDK and gRPC in half a second.
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
    const inputs = await Promise.all(Object.keys(metafile.inputs).map(inputOf));
    await fs.mkdir(path.dirname(bundle), { recursive: true });
    // Renamed into place: another command may be about to start the old one.
    await fs.writeFile(`${bundle}.${process.pid}`, outputFiles[0]?.contents ?? "");
    await fs.rename(`${bundle}.${process.pid}`, bundle);
    await fs.writeFile(record, JSON.stringify(inputs));
}

async function isCurrent(record: string, bundle: string): Promise<boolean> {
    try {
        await fs.access(bundle);
        const inputs = JSON.parse(await fs.readFile(record, "utf8")) as readonly Input[];
        const now = await Promise.all(inputs.map(({ file }) => inputOf(file)));
        return JSON.stringify(now) === JSON.stringify(inputs);
    } catch {
        return false;
    }
}

async function inputOf(file: string): Promise<Input> {
    const { size, mtimeMs } = await fs.stat(path.resolve(packageFolder, file));
    return { file, size, modified: mtimeMs };
}

import { createHash } from "node:crypto";
import { existsSync, lstatSync } from "node:fs";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { type Environment, fetchEnvironment } from "./environment";
import { mirroredStackFile, saltOf, stackOfFile } from "./mirroredStackFile";
import { run } from "./processes";
import { replaceFile } from "./replaceFile";
import { SandboxError } from "./sandboxError";

/** File of the project → its state when it was last copied. */
type Manifest = Readonly<Record<string, string>>;

const neverMirrored = new Set([".git", ".sandbox", "node_modules"]);

/**
 * Brings the mirror up to date. A file is copied if it has changed in the project since the last copy; until then, the
 * mirror's copy keeps what commands changed in it (`config set`, a salt). Files deleted in the project are deleted in the
 * mirror; files that commands created in the mirror stay.
 */
export async function syncMirror(
    project: string,
    mirror: string,
    manifestFile: string,
    environment: Environment,
): Promise<void> {
    const before = await readManifest(manifestFile);
    const files = await projectFiles(project, environment);
    const after: Record<string, string> = {};
    for (const file of files) {
        const stamp = await stampOf(path.join(project, file));
        if (stamp === undefined) continue;
        after[file] = stamp;
        if (before[file] !== stamp || !isThere(path.join(mirror, file))) await copy(project, mirror, file);
    }
    for (const file of Object.keys(before)) {
        if (!(file in after)) await fs.rm(path.join(mirror, file), { force: true, recursive: true });
    }
    await linkModules(project, mirror, files);
    await replaceFile(manifestFile, JSON.stringify(after, undefined, 1));
}

/** After `stack init`, which reformats the stack file: the project's own text again, with the salt that was added. */
export async function restoreStackFile(project: string, mirror: string, file: string): Promise<void> {
    if (existsSync(path.join(project, file))) await copyStackFile(path.join(project, file), path.join(mirror, file));
}

async function copyStackFile(from: string, to: string): Promise<void> {
    const salt = saltOf(await fs.readFile(to, "utf8").catch(() => ""));
    await fs.writeFile(to, mirroredStackFile(await fs.readFile(from, "utf8"), salt));
}

async function copy(project: string, mirror: string, file: string): Promise<void> {
    const from = path.join(project, file);
    const to = path.join(mirror, file);
    await fs.mkdir(path.dirname(to), { recursive: true });
    if (stackOfFile(path.basename(file)) !== undefined) {
        await copyStackFile(from, to);
        return;
    }
    await fs.rm(to, { force: true, recursive: true });
    const stat = await fs.lstat(from);
    if (stat.isSymbolicLink()) await fs.symlink(await fs.readlink(from), to);
    else await fs.copyFile(from, to);
}

/** The files that git tracks or would track; where there is no git, all but what is installed, built or hidden. */
async function projectFiles(project: string, environment: Environment): Promise<readonly string[]> {
    // Inside a git hook, GIT_DIR and GIT_INDEX_FILE may point to another repository.
    const env = Object.fromEntries(
        Object.entries(fetchEnvironment(environment)).filter(([name]) => !name.startsWith("GIT_")),
    );
    const listed = await run("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
        cwd: project,
        env,
    });
    const tracked = listed.code === 0 ? listed.stdout.split("\0").filter(Boolean) : [];
    // A folder that git ignores as a whole is a project as well.
    const files = tracked.length > 0 ? tracked : await walk(project, "");
    if (files.length === 0) throw new SandboxError(`There is no project in ${project}.`);
    // Deduplicated: in the middle of a merge git lists a file once for each side.
    return [...new Set(files)].filter(file => !file.split("/").some(part => neverMirrored.has(part))).sort();
}

async function walk(folder: string, prefix: string): Promise<string[]> {
    const entries = await fs.readdir(path.join(folder, prefix), { withFileTypes: true });
    const nested = entries
        .filter(entry => !neverMirrored.has(entry.name) && !(entry.isDirectory() && entry.name === "dist"))
        .map(async entry => {
            const name = prefix ? `${prefix}/${entry.name}` : entry.name;
            return entry.isDirectory() ? walk(folder, name) : [name];
        });
    return (await Promise.all(nested)).flat();
}

/** Links every node_modules beside a package.json: there is one copy of each package, the project's. */
async function linkModules(project: string, mirror: string, files: readonly string[]): Promise<void> {
    const packages = files.filter(file => path.basename(file) === "package.json").map(file => path.dirname(file));
    for (const folder of new Set([".", ...packages])) {
        const modules = path.join(project, folder, "node_modules");
        const link = path.join(mirror, folder, "node_modules");
        if (!existsSync(modules)) continue;
        if ((await fs.readlink(link).catch(() => "")) === modules) continue;
        await fs.rm(link, { recursive: true, force: true });
        await fs.symlink(modules, link);
    }
}

/**
 * Size and time of a file; of a stack file the hash of its content, because a copy loses what commands changed in the mirror.
 * `undefined` if the file is deleted, but not yet in git's index.
 */
async function stampOf(file: string): Promise<string | undefined> {
    const stat = lstatSync(file, { throwIfNoEntry: false });
    if (stat === undefined || stat.isDirectory()) return undefined;
    if (stackOfFile(path.basename(file)) === undefined || stat.isSymbolicLink()) {
        return `${stat.mode} ${stat.size} ${stat.mtimeMs}`;
    }
    return createHash("sha256")
        .update(await fs.readFile(file))
        .digest("hex");
}

async function readManifest(file: string): Promise<Manifest> {
    try {
        return JSON.parse(await fs.readFile(file, "utf8")) as Manifest;
    } catch {
        return {};
    }
}

/** A link counts, whatever it points to. */
function isThere(file: string): boolean {
    return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}

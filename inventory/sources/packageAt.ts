/** The package that reads the stack file of an earlier revision: the one of that time, where it can be run. */
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Inventory, Origin } from "../model";
import { inventoryVersion } from "../model";
import { fileAt, git } from "./git";
import { parsedObject, UnreadableSource } from "./pulumiState";

/** How a stack file of the revision is read. */
export type PackageAt =
    /** By the running package; the remark says why, unless it is the package of the revision. */
    | { readonly kind: "running"; readonly remark: string | undefined }
    | { readonly kind: "other"; readonly remark: string; readonly program: OtherPackage };

/** `pod-identity` of another package. */
export interface OtherPackage {
    readonly command: readonly string[];
    readonly env: NodeJS.ProcessEnv;
    /** Files to remove afterwards. */
    readonly temporary: string | undefined;
}

const packageName = "eks-pod-identity";
const present = "read with the present package";

/** `running` is the version of this package. */
export function packageAt(revision: string, folder: string, running: string): PackageAt {
    const folders = foldersFrom(folder);
    const nearest = nearestFile(revision, folders, "package.json");
    const { name } = parsed(nearest?.text);
    return nearest !== undefined && name === packageName
        ? ownPackage(revision, nearest.folder)
        : installedPackage(lockedVersion(revision, folders), folders, running);
}

/** The repository of this package itself: its code at the revision, with the dependencies of the work tree. */
function ownPackage(revision: string, root: string): PackageAt {
    if (git(root, "diff", "--name-only", revision, "--", ...code).length === 0) {
        return { kind: "running", remark: undefined };
    }
    if (fileAt(revision, root, "cli/show.ts") === undefined) {
        return { kind: "running", remark: `${present}: that of the revision has no command show` };
    }
    const lock = path.join(root, "package-lock.json");
    const isSame = fs.existsSync(lock) && fs.readFileSync(lock, "utf8") === fileAt(revision, root, "package-lock.json");
    const register = path.join(root, "node_modules", "ts-node", "register", "transpile-only");
    if (!isSame || !fs.existsSync(`${register}.js`)) {
        return { kind: "running", remark: `${present}: the dependencies of that revision are not installed` };
    }
    const temporary = fs.mkdtempSync(path.join(os.tmpdir(), "pod-identity-"));
    execFileSync("tar", ["-x", "-C", temporary], { input: git(root, "archive", "--format=tar", revision) });
    fs.symlinkSync(path.join(root, "node_modules"), path.join(temporary, "node_modules"), "junction");
    return {
        kind: "other",
        remark: "read with the package of that revision",
        program: {
            command: ["-r", register, path.join(temporary, "cli", "main.ts")],
            env: { TS_NODE_PROJECT: path.join(temporary, "tsconfig.json") },
            temporary,
        },
    };
}

/** What decides about access. */
const code = ["components", "config", "data", "inventory", "testing", "cli", "package-lock.json"];

function installedPackage(version: string | undefined, folders: readonly string[], running: string): PackageAt {
    if (version === undefined || version === running) {
        return { kind: "running", remark: version === undefined ? present : undefined };
    }
    const installed = folders
        .map(folder => path.join(folder, "node_modules", packageName))
        .find(each => versionIn(each) === version);
    return installed === undefined
        ? {
              kind: "running",
              remark: `${present}, ${running}: package-lock.json names ${version}, which is not installed`,
          }
        : {
              kind: "other",
              remark: `read with ${packageName} ${version}`,
              program: { command: [path.join(installed, commandIn(installed))], env: {}, temporary: undefined },
          };
}

/** The version that the nearest package-lock.json of the revision names. */
function lockedVersion(revision: string, folders: readonly string[]): string | undefined {
    const { packages = {} } = parsed(nearestFile(revision, folders, "package-lock.json")?.text);
    const [, entry] =
        Object.entries(packages as object).find(([key]) => key.endsWith(`node_modules/${packageName}`)) ?? [];
    return textIn(entry, "version");
}

function versionIn(installed: string): string | undefined {
    const file = path.join(installed, "package.json");
    return fs.existsSync(file) ? textIn(parsed(fs.readFileSync(file, "utf8")), "version") : undefined;
}

function commandIn(installed: string): string {
    const { bin } = parsed(fs.readFileSync(path.join(installed, "package.json"), "utf8"));
    return textIn(bin, "pod-identity") ?? path.join("dist", "cli", "main.js");
}

function parsed(text: string | undefined): Readonly<Record<string, unknown>> {
    return parsedObject(text ?? "{}", "package.json");
}

function textIn(value: unknown, key: string): string | undefined {
    const found: unknown =
        typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
    return typeof found === "string" ? found : undefined;
}

/** The folder itself and those above, up to the root of the repository. */
function foldersFrom(folder: string): string[] {
    const top = path.resolve(git(folder, "rev-parse", "--show-toplevel").toString("utf8").trim());
    const upwards = (each: string): string[] =>
        each === top || each === path.dirname(each) ? [each] : [each, ...upwards(path.dirname(each))];
    // The root as git writes it: without symbolic links.
    return upwards(fs.realpathSync(folder));
}

/** The first file of that name that the revision has in one of the folders. */
function nearestFile(
    revision: string,
    folders: readonly string[],
    name: string,
): { readonly folder: string; readonly text: string } | undefined {
    for (const folder of folders) {
        const text = fileAt(revision, folder, name);
        if (text !== undefined) {
            return { folder, text };
        }
    }
    return undefined;
}

/** What the other package shows of `file`, which is relative to `folder`. `shown` gives the names of files in positions. */
export function inventoryBy(
    { command, env, temporary }: OtherPackage,
    { folder, file, name, shown }: Reading,
): Inventory {
    try {
        const text = execFileSync(process.execPath, [...command, "show", file, "--format", "json"], {
            cwd: folder,
            env: { ...process.env, ...env },
            stdio: ["ignore", "pipe", "pipe"],
            maxBuffer: 2 ** 28,
            encoding: "utf8",
        });
        return readInventory(text, name, shown);
    } catch (error) {
        const { stderr } = error as { readonly stderr?: string };
        // Its own message, without a stack trace.
        const lines = (stderr ?? String(error)).split("\n").filter(line => /^\S/.test(line));
        throw error instanceof UnreadableSource
            ? error
            : new UnreadableSource(
                  `${name}: the package of that revision cannot read it: ${lines.slice(0, 3).join("; ")}`,
              );
    } finally {
        if (temporary !== undefined) {
            // The link, not what it leads to.
            fs.rmSync(path.join(temporary, "node_modules"));
            fs.rmSync(temporary, { recursive: true });
        }
    }
}

export interface Reading {
    readonly folder: string;
    readonly file: string;
    readonly name: string;
    readonly shown: (file: string) => string;
}

function readInventory(text: string, name: string, shown: (file: string) => string): Inventory {
    const moved = (origin: Origin): Origin =>
        origin.file === undefined ? origin : { ...origin, file: shown(origin.file) };
    const inventory = JSON.parse(text, (key, value: unknown) =>
        key === "origin"
            ? moved(value as Origin)
            : key === "statementOrigins"
              ? (value as readonly Origin[]).map(moved)
              : value,
    ) as Inventory;
    if ((inventory.version as number) !== inventoryVersion) {
        throw new UnreadableSource(`${name}: the package of that revision has another format of inventories.`);
    }
    return { ...inventory, source: name };
}

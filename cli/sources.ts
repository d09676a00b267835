/** What a command is asked to look at. */
import * as fs from "node:fs";
import * as path from "node:path";
import { counted, problemLine } from "../config/message";
import type { ProjectFile } from "../config/findStackFile";
import { offlineStack } from "../config/offline";
import { awsManagedDocuments } from "../inventory/documents";
import { inventoryOf } from "../inventory/inventoryOf";
import type { InventorySource } from "../inventory/inventoryOf";
import type { Inventory } from "../inventory/model";
import { atRevision } from "../inventory/sources/gitRevision";
import { jsonSource } from "../inventory/sources/jsonSource";
import { UnreadableSource } from "../inventory/sources/pulumiState";
import { stackFileSource } from "../inventory/sources/stackFile";
import { chosenFiles, projectOf } from "./stackFiles";
import { Misuse } from "./terminal";
import type { Terminal } from "./terminal";

/** For help texts. */
export const sourceHelp =
    "a stack file, git:REVISION, or JSON: a preview (--json --show-sames) or an exported state; - is standard input";

export interface Inventories {
    /** Of a preview, which has two sides in itself. */
    readonly before: Inventory | undefined;
    readonly after: Inventory;
}

/** A source as it is named, and the stack whose file is meant where it names none. */
export interface NamedSource {
    readonly source: string | undefined;
    readonly stack: string | undefined;
}

/** @throws Misuse where the source cannot be read, or is a stack file with problems. */
export async function inventoriesIn({ source, stack }: NamedSource, terminal: Terminal): Promise<Inventories> {
    try {
        if (source !== undefined && (source === "-" || source.endsWith(".json"))) {
            const { before, after } = jsonSource(textOf(source, terminal), source === "-" ? "standard input" : source);
            return { before: before && inventory(before), after: inventory(after) };
        }
        return { before: undefined, after: inventory(await yamlSource({ source, stack }, terminal)) };
    } catch (error) {
        if (error instanceof UnreadableSource) {
            throw new Misuse(error.message);
        }
        throw error;
    }
}

function inventory(source: InventorySource): Inventory {
    return inventoryOf(source, awsManagedDocuments);
}

async function yamlSource({ source, stack }: NamedSource, terminal: Terminal): Promise<InventorySource> {
    const project = projectOf(terminal.folder);
    if (!source?.startsWith("git:")) {
        const file = stackFile(project, { source, stack }, terminal);
        const shown = shownIn(terminal.folder);
        return read(file, project, { name: shown(file), shown }, terminal);
    }
    const revision = source.slice("git:".length);
    const file = stackFile(project, { source: undefined, stack }, terminal);
    return atRevision(revision, project.folder, async copy => {
        const moved = (name: string): string => path.join(copy, path.relative(project.folder, name));
        const earlier = { ...project, folder: copy, stackFolder: moved(project.stackFolder) };
        const name = `${path.relative(project.folder, file).split(path.sep).join("/")} at ${revision}`;
        const shown = (each: string): string => `${revision}:${shownIn(copy)(each)}`;
        const found = await read(moved(file), earlier, { name, shown }, terminal);
        // The package of that time is not at hand: what it changed, in presets for example, shows in a preview only.
        return { ...found, assumptions: [...(found.assumptions ?? []), `${name}: read with the present package`] };
    });
}

function stackFile(project: ProjectFile, { source, stack }: NamedSource, { folder }: Terminal): string {
    const choice = { files: source === undefined ? [] : [source], stacks: stack === undefined ? [] : [stack] };
    const [file, ...others] = chosenFiles(project, choice, folder);
    if (file === undefined || others.length > 0) {
        throw new Misuse(`There are ${counted(others.length + 1, "stack file")}: say which with --stack.`);
    }
    return file;
}

async function read(
    file: string,
    project: ProjectFile,
    { name, shown }: { readonly name: string; readonly shown: (file: string) => string },
    { tell }: Terminal,
): Promise<InventorySource> {
    const stack = offlineStack(file, project, shown);
    if (stack.problems.length > 0) {
        stack.problems.forEach(problem => {
            tell(problemLine(problem));
        });
        throw new Misuse(`${name} has ${counted(stack.problems.length, "problem")}, so there is no access to show.`);
    }
    return stackFileSource(stack, name);
}

function shownIn(folder: string): (file: string) => string {
    return file => path.relative(folder, file).split(path.sep).join("/");
}

function textOf(source: string, { folder }: Terminal): string {
    try {
        return fs.readFileSync(source === "-" ? 0 : path.resolve(folder, source), "utf8");
    } catch (error) {
        throw new Misuse(`${source} cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}.`);
    }
}

/** What a command is asked to look at. */
import * as fs from "node:fs";
import * as path from "node:path";
import { listed } from "../components/rules/listed";
import { counted, problemLine } from "../config/message";
import type { ProjectFile } from "../config/findStackFile";
import { offlineStack } from "../config/offline";
import { decoded } from "../config/yaml/decoded";
import { isFile } from "../config/yaml/readText";
import { awsManagedDocuments } from "../inventory/documents";
import { inventoryOf } from "../inventory/inventoryOf";
import type { InventorySource } from "../inventory/inventoryOf";
import type { Inventory } from "../inventory/model";
import { atRevision } from "../inventory/sources/gitRevision";
import { inventoryBy, packageAt } from "../inventory/sources/packageAt";
import { jsonSource, previewFlags } from "../inventory/sources/jsonSource";
import { UnreadableSource } from "../inventory/sources/pulumiState";
import { stackFileSource } from "../inventory/sources/stackFile";
import { chosenFiles, projectOf, stackNames } from "./stackFiles";
import { Misuse } from "./terminal";
import type { Terminal } from "./terminal";
import { packageVersion } from "./version";

/** For help texts. */
export const sourceHelp = `a stack file, git:REVISION, or JSON: a preview (${previewFlags}) or an exported state; - is standard input`;

export interface Inventories {
    /** Of a preview, which has two sides in itself. */
    readonly before: Inventory | undefined;
    readonly after: Inventory;
}

/** A source as it is named, and the stack whose file is meant where it names none. */
export interface NamedSource {
    readonly source: string | undefined;
    readonly stack: string | undefined;
    /** Whether a stack file that a revision does not have is an empty inventory: a new stack has no access before. */
    readonly mayBeNew?: boolean;
}

/** @throws Misuse where the source cannot be read, or is a stack file with problems. */
export async function inventoriesIn(named: NamedSource, terminal: Terminal): Promise<Inventories> {
    const { source } = named;
    try {
        if (source !== undefined && (source === "-" || source.endsWith(".json"))) {
            const { before, after } = jsonSource(textOf(source, terminal), source === "-" ? "standard input" : source);
            return { before: before && inventory(before), after: inventory(after) };
        }
        return { before: undefined, after: await yamlInventory(named, terminal) };
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

async function yamlInventory({ source, stack, mayBeNew = false }: NamedSource, terminal: Terminal): Promise<Inventory> {
    const project = projectOf(terminal.folder);
    if (!source?.startsWith("git:")) {
        const file = stackFile(project, { source, stack }, terminal);
        const shown = shownIn(terminal.folder);
        return inventory(await read(file, project, { name: shown(file), shown }, terminal));
    }
    const file = stackFile(project, { source: undefined, stack }, terminal);
    return earlierInventory(source.slice("git:".length), project, { file, mayBeNew }, terminal);
}

function earlierInventory(
    revision: string,
    project: ProjectFile,
    { file, mayBeNew }: { readonly file: string; readonly mayBeNew: boolean },
    terminal: Terminal,
): Promise<Inventory> {
    return atRevision(revision, project.folder, async copy => {
        const relative = shownIn(project.folder)(file);
        const name = `${relative} at ${revision}`;
        const moved = (each: string): string => path.join(copy, path.relative(project.folder, each));
        if (!isFile(moved(file))) {
            if (!mayBeNew) {
                throw new Misuse(`There is no ${name}.`);
            }
            return inventory({
                name,
                resources: [],
                assumptions: [`${name} does not exist: all access of the stack is new`],
            });
        }
        const reader = packageAt(revision, project.folder, packageVersion());
        const remarks = reader.remark === undefined ? [] : [`${name}: ${reader.remark}`];
        const withRemarks = (found: Inventory): Inventory => ({
            ...found,
            assumptions: [...found.assumptions, ...remarks],
        });
        if (reader.kind === "other") {
            const shown = (each: string): string => `${revision}:${each}`;
            return withRemarks(inventoryBy(reader.program, { folder: copy, file: relative, name, shown }));
        }
        const earlier = { ...project, folder: copy, stackFolder: moved(project.stackFolder) };
        const shown = (each: string): string => `${revision}:${shownIn(copy)(each)}`;
        return withRemarks(inventory(await read(moved(file), earlier, { name, shown }, terminal)));
    });
}

function stackFile(project: ProjectFile, { source, stack }: NamedSource, { folder }: Terminal): string {
    const choice = { files: source === undefined ? [] : [source], stacks: stack === undefined ? [] : [stack] };
    const [file, ...others] = chosenFiles(project, choice, folder);
    if (file === undefined || others.length > 0) {
        throw new Misuse(
            `There are ${counted(others.length + 1, "stack file")}: say which with --stack (${listed(stackNames(project))}).`,
        );
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
    let bytes: Uint8Array;
    try {
        bytes = fs.readFileSync(source === "-" ? 0 : path.resolve(folder, source));
    } catch (error) {
        throw new Misuse(`${source} cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}.`);
    }
    // PowerShell's `>` writes UTF-16, or UTF-8 with a byte order mark.
    const text = decoded(bytes);
    if (text === undefined) {
        throw new Misuse(`${source} is not text: save it as UTF-8.`);
    }
    return text.replace(/^\uFEFF/, "");
}

import * as fs from "node:fs/promises";
import * as path from "node:path";
import { parse } from "yaml";
import { isRecord } from "./stackFile";

/** A Pulumi project as the CLI finds it. */
export interface PulumiProject {
    readonly folder: string;
    readonly name: string;
}

/** The project of a folder: the nearest Pulumi.yaml, upwards. */
export async function projectOf(folder: string): Promise<PulumiProject | undefined> {
    for (let current = folder; ; current = path.dirname(current)) {
        for (const file of ["Pulumi.yaml", "Pulumi.yml"]) {
            const text = await fs.readFile(path.join(current, file), "utf8").catch(() => undefined);
            const name = text === undefined ? undefined : nameIn(text);
            if (name !== undefined) return { folder: current, name };
        }
        if (path.dirname(current) === current) return undefined;
    }
}

function nameIn(text: string): string | undefined {
    try {
        const project: unknown = parse(text);
        const name = isRecord(project) ? project.name : undefined;
        return typeof name === "string" ? name : undefined;
    } catch {
        return undefined;
    }
}

/** Whether the file backend holds a stack. `organization/project/dev` is `dev` to it. */
export async function stackExists(backend: string, project: string, stack: string): Promise<boolean> {
    const folder = path.join(backend, ".pulumi", "stacks", project);
    const names: readonly string[] = await fs.readdir(folder).catch(() => []);
    const name = shortName(stack);
    return names.includes(`${name}.json`) || names.includes(`${name}.json.gz`);
}

export function shortName(stack: string): string {
    return stack.split("/").at(-1) ?? stack;
}

/** Frees the stacks of commands that were killed hard. Only for who holds the sandbox: no other CLI can be at work. */
export async function freeStacks(backend: string): Promise<void> {
    await fs.rm(path.join(backend, ".pulumi", "locks"), { recursive: true, force: true });
}

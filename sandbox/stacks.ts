import * as fs from "node:fs/promises";
import * as path from "node:path";
import { parse } from "yaml";
import { isRecord } from "./provider/values";

/** A Pulumi project as the CLI finds it. */
export interface PulumiProject {
    readonly folder: string;
    readonly name: string;
    /** `nodejs`, `python` …; `undefined` where the file does not say. */
    readonly runtime: string | undefined;
}

/** The project of a folder: the nearest Pulumi.yaml, upwards. */
export async function projectOf(folder: string): Promise<PulumiProject | undefined> {
    for (let current = folder; ; current = path.dirname(current)) {
        for (const file of ["Pulumi.yaml", "Pulumi.yml"]) {
            const text = await fs.readFile(path.join(current, file), "utf8").catch(() => undefined);
            const project = text === undefined ? undefined : projectIn(text);
            if (project !== undefined) return { folder: current, ...project };
        }
        if (path.dirname(current) === current) return undefined;
    }
}

/** The runtime that the text of a Pulumi.yaml names. */
export function runtimeIn(text: string): string | undefined {
    return projectIn(text)?.runtime;
}

function projectIn(text: string): Omit<PulumiProject, "folder"> | undefined {
    try {
        const project: unknown = parse(text);
        if (!isRecord(project) || typeof project.name !== "string") return undefined;
        const runtime = isRecord(project.runtime) ? project.runtime.name : project.runtime;
        return { name: project.name, runtime: typeof runtime === "string" ? runtime : undefined };
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

/** Frees the stacks of killed commands. Call it only while holding the sandbox: then no other CLI is running. */
export async function freeStacks(backend: string): Promise<void> {
    await fs.rm(path.join(backend, ".pulumi", "locks"), { recursive: true, force: true });
}

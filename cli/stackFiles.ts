/** Which stack files a command is about. */
import * as fs from "node:fs";
import * as path from "node:path";
import { nearestOf } from "../components/rules/nearest";
import { findProject, stackFileOf } from "../config/findStackFile";
import type { ProjectFile } from "../config/findStackFile";
import { codeOf, isFile } from "../config/yaml/readText";
import { Misuse } from "./terminal";

export interface Choice {
    readonly files: readonly string[];
    readonly stacks: readonly string[];
}

/** The chosen stack files, absolute; all of the project where none is chosen. */
export function chosenFiles(project: ProjectFile, { files, stacks }: Choice, folder: string): string[] {
    const named = files.map(file => {
        const absolute = path.resolve(folder, file);
        if (!isFile(absolute)) {
            const hint = stackNames(project).includes(file) ? ` Did you mean --stack ${file}?` : "";
            throw new Misuse(`There is no file ${file}.${hint}`);
        }
        return absolute;
    });
    const ofStacks = stacks.map(stack => {
        const file = stackFileOf(project, stack);
        if (file === undefined) {
            const nearest = nearestOf(stack, stackNames(project));
            throw new Misuse(
                `There is no stack file Pulumi.${stack}.${project.extension ?? "yaml"}.${nearest === undefined ? "" : ` Did you mean "${nearest}"?`}`,
            );
        }
        return file;
    });
    const chosen = [...named, ...ofStacks];
    return chosen.length > 0 ? [...new Set(chosen)] : allFiles(project);
}

function allFiles(project: ProjectFile): string[] {
    const files = stackNames(project).flatMap(stack => stackFileOf(project, stack) ?? []);
    if (files.length === 0) {
        const end = project.extension ?? "yaml";
        throw new Misuse(`There is no stack file, Pulumi.<stack>.${end}, beside Pulumi.${end}.`);
    }
    return files;
}

/** The names of the stacks that have a file. */
export function stackNames(project: ProjectFile): string[] {
    const { folder, stackFolder, extension = "yaml" } = project;
    return entriesOf(stackFolder, path.relative(folder, stackFolder))
        .filter(name => name.startsWith("Pulumi.") && name.endsWith(`.${extension}`))
        .map(name => name.slice("Pulumi.".length, -`.${extension}`.length))
        .filter(stack => stack !== "" && stackFileOf(project, stack) !== undefined)
        .sort();
}

function entriesOf(folder: string, called: string): string[] {
    try {
        return fs.existsSync(folder) ? fs.readdirSync(folder) : [];
    } catch (error) {
        throw new Misuse(`The folder of the stack files, "${called}", cannot be listed: ${codeOf(error)}.`);
    }
}

/** The project that `folder` is in. */
export function projectOf(folder: string): ProjectFile {
    const project = findProject(folder);
    if (project === undefined) {
        throw new Misuse("There is no Pulumi.yaml here or in a folder above.");
    }
    return project;
}

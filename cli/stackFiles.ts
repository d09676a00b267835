/** Which stack files a command is about. */
import * as fs from "node:fs";
import * as path from "node:path";
import { nearestOf } from "../components/checks/nearest";
import { findProject, stackFileOf } from "../config/findStackFile";
import type { ProjectFile } from "../config/findStackFile";
import { codeOf, isFile } from "../config/readText";
import { Misuse } from "./terminal";

export interface Choice {
    readonly files: readonly string[];
    readonly stacks: readonly string[];
}

const stackFileName = /^Pulumi\.(.+)\.ya?ml$/;

/** The chosen stack files, absolute; all of the project where none is chosen. */
export function chosenFiles(project: ProjectFile, { files, stacks }: Choice, folder: string): string[] {
    const named = files.map(file => {
        const absolute = path.resolve(folder, file);
        if (!isFile(absolute)) {
            throw new Misuse(`There is no file ${file}.`);
        }
        return absolute;
    });
    const ofStacks = stacks.map(stack => {
        const file = stackFileOf(project, stack);
        if (file === undefined) {
            const nearest = nearestOf(stack, stackNames(project));
            throw new Misuse(
                `There is no stack file Pulumi.${stack}.yaml.${nearest === undefined ? "" : ` Did you mean "${nearest}"?`}`,
            );
        }
        return file;
    });
    const chosen = [...named, ...ofStacks];
    return chosen.length > 0 ? [...new Set(chosen)] : allFiles(project);
}

function allFiles(project: ProjectFile): string[] {
    const files = stackFileNames(project);
    if (files.length === 0) {
        throw new Misuse("There is no stack file, Pulumi.<stack>.yaml, beside Pulumi.yaml.");
    }
    return files.map(name => path.join(project.stackFolder, name));
}

/** The names of the stacks that have a file. */
export function stackNames(project: ProjectFile): string[] {
    return stackFileNames(project).flatMap(name => stackFileName.exec(name)?.[1] ?? []);
}

function stackFileNames({ folder, stackFolder }: ProjectFile): string[] {
    return entriesOf(stackFolder, path.relative(folder, stackFolder))
        .filter(name => stackFileName.test(name) && isFile(path.join(stackFolder, name)))
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

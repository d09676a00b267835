/** A stack's config read from its file alone: without Pulumi, without its environments, without AWS. */
import { analysed } from "./analysis";
import type { Analysis } from "./analysis";
import type { ProjectFile } from "./findStackFile";
import { withIncludes } from "./includes";
import type { Entry } from "./located";
import { inOrder } from "./message";
import { readText } from "./readText";
import { readStackFile } from "./stackFile";

export interface OfflineStack extends Analysis {
    /** As it is called in messages. */
    readonly file: string;
    /** The config with all that it includes. */
    readonly config: Entry;
}

/** `shown` gives the name of a file in messages. */
export function offlineStack(file: string, project: ProjectFile, shown: (file: string) => string): OfflineStack {
    const read = readText(file);
    if (read.text === undefined) {
        const place = { file: shown(file), line: 1, column: 1 };
        const problem = { path: "", problem: `this ${read.why}`, remedy: read.remedy, place };
        return { ...offlineStackOf("", file, project, shown), problems: [problem], warnings: [] };
    }
    return offlineStackOf(read.text, file, project, shown);
}

/** The same for a text that is not, or not yet, in the file. */
export function offlineStackOf(
    text: string,
    file: string,
    { folder, name }: ProjectFile,
    shown: (file: string) => string,
): OfflineStack {
    const stackFile = readStackFile(text, shown(file), name);
    const included = withIncludes(stackFile.config, { folder, shown }, stackFile.hasEnvironment);
    const analysis = analysed(included.config, {
        partial: stackFile.hasEnvironment || !stackFile.isWhole || !included.isWhole,
    });
    return {
        ...analysis,
        file: shown(file),
        config: included.config,
        problems: inOrder([...stackFile.problems, ...included.problems, ...analysis.problems]),
        warnings: inOrder([...stackFile.warnings, ...analysis.warnings]),
    };
}

/** Reads a stack's config from its file alone: without Pulumi, its environments and AWS. */
import { analysed } from "./analysis";
import type { Analysis } from "./analysis";
import type { ProjectFile } from "./findStackFile";
import { withIncludes } from "./includes";
import type { Entry } from "./yaml/located";
import { inOrder } from "./message";
import { providerConfig } from "./providerConfig";
import { readText } from "./yaml/readText";
import { readStackFile } from "./stackFile";

export interface OfflineStack extends Analysis {
    /** The name in messages. */
    readonly file: string;
    /** The config with all included files. */
    readonly config: Entry;
    /** The Region of the stack, if config has it. */
    readonly region: string | undefined;
    /** The account of the stack, if config has it. */
    readonly account: string | undefined;
    /** Whether an environment of Pulumi ESC, or an unreadable file, can have more. */
    readonly isPartial: boolean;
}

/** `shown` returns the name of a file in messages. */
export function offlineStack(file: string, project: ProjectFile, shown: (file: string) => string): OfflineStack {
    const read = readText(file);
    if (read.text === undefined) {
        const place = { file: shown(file), line: 1, column: 1 };
        const problem = { path: [], problem: `this ${read.why}`, remedy: read.remedy, place };
        return { ...offlineStackOf("", file, project, shown), problems: [problem], warnings: [] };
    }
    return offlineStackOf(read.text, file, project, shown);
}

/** The same for a text that is not saved in the file. */
export function offlineStackOf(
    text: string,
    file: string,
    { folder, name, config: projectConfig }: ProjectFile,
    shown: (file: string) => string,
): OfflineStack {
    const stackFile = readStackFile(text, shown(file), name);
    const included = withIncludes(stackFile.config, { folder, shown }, stackFile.hasEnvironment);
    const partial = stackFile.hasEnvironment || !stackFile.isWhole || !included.isWhole;
    const provider = providerConfig(stackFile.provider, projectConfig);
    const analysis = analysed(included.config, { partial, ...provider });
    const region: unknown = analysis.args.region ?? provider.region;
    return {
        ...analysis,
        file: shown(file),
        config: included.config,
        region: typeof region === "string" ? region : undefined,
        account: provider.account,
        isPartial: partial,
        problems: inOrder([...stackFile.problems, ...included.problems, ...analysis.problems]),
        warnings: inOrder([...stackFile.warnings, ...analysis.warnings]),
    };
}

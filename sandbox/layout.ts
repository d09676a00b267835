import * as path from "node:path";

/** The folder of the sandbox's own sources, also from a bundle. */
export const sandboxFolder = path.dirname(require.resolve("eks-pod-identity-sandbox/package.json"));

/** The folder of the repository, which the sandbox is a workspace of. */
export const packageFolder = path.dirname(sandboxFolder);

/** What is fetched or built once and shared by all sandboxes of this checkout: nothing in it belongs to a deployment. */
export interface Tools {
    readonly folder: string;
    /** `PULUMI_HOME` of the emulated AWS provider: the CLI, plugins, which stack is selected. */
    readonly home: string;
    /** `PULUMI_HOME` of the official AWS provider: the two plugins have the same name and version. */
    readonly officialHome: string;
    /** The emulator's Python virtual environment. */
    readonly python: string;
    /** Our provider and language host, bundled into one file each. */
    readonly bundles: string;
}

export function toolsIn(folder: string): Tools {
    return {
        folder,
        home: path.join(folder, "home"),
        officialHome: path.join(folder, "home-official"),
        python: path.join(folder, "python"),
        bundles: path.join(folder, "bundles"),
    };
}

/** Where one sandbox keeps what was deployed in it. */
export interface Layout {
    readonly directory: string;
    /** The mirror of the project, in which the CLI runs. */
    readonly project: string;
    readonly mirrorManifest: string;
    /** The stacks: Pulumi's file backend. */
    readonly backend: string;
    /** The state of the emulated AWS. */
    readonly aws: string;
    readonly emulatorLog: string;
    /** The processes of a running command, for the next one to end if this one is killed. */
    readonly processes: string;
    readonly temporary: string;
}

export function layoutIn(directory: string): Layout {
    return {
        directory,
        project: path.join(directory, "project"),
        mirrorManifest: path.join(directory, "mirror.json"),
        backend: path.join(directory, "backend"),
        aws: path.join(directory, "aws"),
        emulatorLog: path.join(directory, "emulator.log"),
        processes: path.join(directory, "processes.json"),
        temporary: path.join(directory, "tmp"),
    };
}

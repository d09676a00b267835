/** Finds the stack file of the running `pulumi up`. */
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { isFile } from "./yaml/readText";

/** The folder of Pulumi.yaml, and its relevant settings. */
export interface ProjectFile {
    readonly folder: string;
    readonly name: string | undefined;
    /** The folder of the stack files: `stackConfigDir`, or that of Pulumi.yaml. */
    readonly stackFolder: string;
    /**
     * The extension of Pulumi.yaml, which stack files share.
     * https://www.pulumi.com/docs/iac/concepts/projects/project-file/
     */
    readonly extension?: Extension;
    /**
     * Config of Pulumi.yaml for all stacks.
     * https://www.pulumi.com/docs/iac/concepts/config/#project-level-configuration
     */
    readonly config?: Readonly<Record<string, unknown>>;
}

const extensions = ["yaml", "yml"] as const;
type Extension = (typeof extensions)[number];

/** The project in `folder` or, like in the CLI, in one of the parent folders. */
export function findProject(folder: string): ProjectFile | undefined {
    const extension = extensions.find(end => isFile(path.join(folder, `Pulumi.${end}`)));
    if (extension === undefined) {
        const parent = path.dirname(folder);
        return parent === folder ? undefined : findProject(parent);
    }
    const { name, stackConfigDir, config } = projectKeys(path.join(folder, `Pulumi.${extension}`));
    const stackFolder = path.resolve(folder, stackConfigDir ?? ".");
    return { folder, name, stackFolder, extension, ...(config && { config }) };
}

interface ProjectKeys {
    readonly name?: string;
    readonly stackConfigDir?: string;
    readonly config?: Readonly<Record<string, unknown>>;
}

function projectKeys(file: string): ProjectKeys {
    try {
        const keys: unknown = parse(fs.readFileSync(file, "utf8"), { logLevel: "silent" });
        const { name, stackConfigDir, config } = (typeof keys === "object" && keys !== null ? keys : {}) as Record<
            string,
            unknown
        >;
        return {
            ...(typeof name === "string" && { name }),
            ...(typeof stackConfigDir === "string" && { stackConfigDir }),
            ...(typeof config === "object" && config !== null && { config: config as Record<string, unknown> }),
        };
    } catch {
        return {};
    }
}

/** The stack file of a stack; `undefined` if it does not exist. */
export function stackFileOf({ stackFolder, extension = "yaml" }: ProjectFile, stack: string): string | undefined {
    // A fully qualified name is organization/project/stack; the file has the last part.
    const name = stack.split("/").at(-1) ?? stack;
    const file = path.join(stackFolder, `Pulumi.${name}.${extension}`);
    return isFile(file) ? file : undefined;
}

/**
 * The file of `--config-file`. The program does not get it, but the CLI is one of its ancestors, or has it from the
 * environment. If neither can be read, messages have no positions.
 */
export function givenConfigFile(environment: NodeJS.ProcessEnv = process.env): string | undefined {
    for (const { words, folder } of ancestors()) {
        const file = option(words, "--config-file");
        if (file !== undefined) {
            // The CLI is already in the folder of `-C`.
            return path.resolve(folder, file);
        }
    }
    const fromEnvironment = environment.PULUMI_OPTION_CONFIG_FILE;
    return fromEnvironment === undefined ? undefined : path.resolve(fromEnvironment);
}

/** The value of an option: the next word, or the text after the equals sign. */
function option(words: readonly string[], name: string): string | undefined {
    const index = words.findIndex(word => word === name || word.startsWith(`${name}=`));
    const [word, next] = [words[index], words[index + 1]];
    const equals = word?.indexOf("=") ?? -1;
    return equals < 0 ? word && next : word?.slice(equals + 1);
}

interface Ancestor {
    readonly words: readonly string[];
    readonly folder: string;
}

/** Language host and CLI are two or three processes up. */
function ancestors(): Ancestor[] {
    const found: Ancestor[] = [];
    let id = process.ppid;
    for (let step = 0; step < 5 && id > 1; step++) {
        try {
            const status = fs.readFileSync(`/proc/${String(id)}/status`, "utf8");
            const words = fs.readFileSync(`/proc/${String(id)}/cmdline`, "utf8").split("\0");
            found.push({ words, folder: fs.readlinkSync(`/proc/${String(id)}/cwd`) });
            id = Number(/^PPid:\s*(\d+)/m.exec(status)?.[1] ?? 0);
        } catch {
            return found;
        }
    }
    return found;
}

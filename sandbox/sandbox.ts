import * as fs from "node:fs/promises";
import * as path from "node:path";
import type { EKSClient } from "@aws-sdk/client-eks";
import type { IAMClient } from "@aws-sdk/client-iam";
import { type Cli, ensureCli, installedCli } from "./cli";
import { type Location, eksClient, iamClient } from "./clients";
import { type ProviderChoice, needsAws, pulumiCommand, stackToEnsure } from "./commandLine";
import { type Emulator, startEmulator } from "./emulator";
import { type Environment, awsEnvironment, pulumiEnvironment, withoutProxies } from "./environment";
import { hasGo } from "./goTool";
import { ensureLanguage, sdkEnvironment } from "./languages";
import { type Layout, layoutIn, packageFolder, toolsIn } from "./layout";
import { takeSandbox } from "./lock";
import { requireLoopback } from "./loopback";
import { restoreStackFile, syncMirror } from "./mirror";
import { ensureAwsPlugin, ensureNodeHost } from "./plugins";
import { type Result, type RunOptions, endLeftovers, passSignals, run, writeProcesses } from "./processes";
import { type Python, ensurePython, findPython, installedPython, noPython } from "./python";
import { SandboxError } from "./sandboxError";
import { type Say, silently } from "./say";
import { plantSeeds } from "./seed";
import type { Seed, StackSettings } from "./seedData";
import { freeStacks, projectOf, shortName, stackExists } from "./stacks";
import { templateIn, withOwnPlugin } from "./template";

export type { Result } from "./processes";
export type { Seed } from "./seedData";

/** Reads the stack files of the Pulumi project in a folder. */
export type ReadSettings = (folder: string) => Promise<readonly StackSettings[]>;

export interface SandboxOptions {
    /** Where this sandbox keeps its AWS, its stacks and its mirror. */
    readonly directory: string;
    /** The Pulumi project; this package when left out. */
    readonly project?: string;
    /** `false`: the CLI runs in `project` itself, and may write into it. */
    readonly mirror?: boolean;
    /** Which AWS provider plugin; `sandbox` when left out. */
    readonly provider?: ProviderChoice;
    /** `false`: no emulator; only for commands that need no AWS. */
    readonly aws?: boolean;
    /** The settings of the stacks of a project. Without it, endpoints in stack files are not checked. */
    readonly settingsOf?: ReadSettings;
    /** The name of the command in the message of another one that finds this sandbox in use. */
    readonly command?: string;
    readonly environment?: Environment;
    readonly say?: Say;
}

export interface PulumiOptions {
    /** Folder to run in, relative to the project. */
    readonly cwd?: string;
    /** Overrides what the sandbox sets. */
    readonly env?: Readonly<Record<string, string>>;
}

/** An AWS, a Pulumi CLI and the stacks made with it, all on this machine. */
export interface Sandbox {
    /** The folder the CLI runs in: the mirror, or the project itself. */
    readonly project: string;
    /** Brings the mirror up to date; every command does it first. */
    readonly sync: () => Promise<void>;
    /** Address of the AWS; an error in a sandbox without one. */
    readonly endpoint: string;
    /** Creates in the AWS what is missing of `seeds`. */
    readonly seed: (seeds: readonly Seed[]) => Promise<void>;
    /** Runs a Pulumi command, creating its stack on first use. A command that fails is a result, not an error. */
    readonly pulumi: (args: readonly string[], options?: PulumiOptions) => Promise<Result>;
    /** Runs it with this process's own terminal; returns the exit code. */
    readonly attach: (args: readonly string[], options?: PulumiOptions) => Promise<number>;
    readonly eks: (location?: Location) => EKSClient;
    readonly iam: (location?: Location) => IAMClient;
    /** Ends the AWS, which keeps its state, and frees the sandbox for others. */
    readonly close: () => Promise<void>;
}

/** The CLI and the emulator, shared by all sandboxes of this checkout. */
const tools = toolsIn(path.join(packageFolder, ".sandbox"));

/** What this machine lacks for a sandbox, one sentence each; empty when nothing. */
export async function missingPrerequisites(environment: Environment = process.env): Promise<string[]> {
    const missing: string[] = [];
    if (!(await installedPython(tools)) && (await findPython(environment)) === undefined) missing.push(noPython);
    if (!installedCli(tools) && !(await hasGo(environment)) && !(await canDownloadCli())) {
        missing.push(
            "There is no Pulumi CLI, https://get.pulumi.com is out of reach, and there is no Go (1.25 or later) to build it with.",
        );
    }
    return missing;
}

async function canDownloadCli(): Promise<boolean> {
    return fetch("https://get.pulumi.com/install.sh", { method: "HEAD", signal: AbortSignal.timeout(5000) }).then(
        response => response.ok,
        () => false,
    );
}

export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
    const { environment = process.env, say = silently, provider = "sandbox", aws = true } = options;
    const layout = layoutIn(path.resolve(options.directory));
    await fs.mkdir(layout.backend, { recursive: true });
    const release = await takeSandbox(layout.directory, options.command ?? "tests");
    let starting: Promise<Emulator> | undefined;
    try {
        const [cli, python] = await ensureTools(environment, say, aws);
        await endLeftovers(layout.processes);
        await freeStacks(layout.backend);
        starting = python && startEmulator(layout, python, environment);
        // While Python starts.
        starting?.catch(() => undefined);
        await ensureNodeHost(tools, cli);
        if (provider === "sandbox") await ensureAwsPlugin(tools);
        const sync = mirrorOf(layout, options);
        await sync();
        const emulator = await starting;
        const running = python && emulator && { python, emulator };
        return sandboxOf({ layout, options, cli, running, release, sync });
    } catch (error) {
        await starting?.then(
            emulator => emulator.stop(),
            () => undefined,
        );
        await release();
        throw error;
    }
}

/** Both at the same time: the installation of Python packages mostly waits for the network. */
async function ensureTools(
    environment: Environment,
    say: Say,
    aws: boolean,
): Promise<readonly [Cli, Python | undefined]> {
    if (aws && !(await installedPython(tools)) && (await findPython(environment)) === undefined) {
        throw new SandboxError(noPython);
    }
    const [cli, python] = await Promise.allSettled([
        ensureCli(tools, environment, say),
        aws ? ensurePython(tools, environment, say) : undefined,
    ]);
    if (cli.status === "rejected") throw cli.reason;
    if (python.status === "rejected") throw python.reason;
    return [cli.value, python.value];
}

/** Brings the mirror up to date, one call at a time: tests may run commands side by side. */
function mirrorOf(layout: Layout, { project, mirror = true, environment = process.env }: SandboxOptions) {
    let syncing: Promise<void> = Promise.resolve();
    return (): Promise<void> => {
        if (!mirror) return Promise.resolve();
        const source = path.resolve(project ?? packageFolder);
        const next = syncing.then(() => syncMirror(source, layout.project, layout.mirrorManifest, environment));
        syncing = next.catch(() => undefined);
        return next;
    };
}

interface Parts {
    readonly layout: Layout;
    readonly options: SandboxOptions;
    readonly cli: Cli;
    readonly running: { readonly python: { readonly botocoreData: string }; readonly emulator: Emulator } | undefined;
    readonly release: () => Promise<void>;
    readonly sync: () => Promise<void>;
}

function sandboxOf({ layout, options, cli, running, release, sync }: Parts): Sandbox {
    const { environment = process.env, provider = "sandbox", say = silently } = options;
    const source = path.resolve(options.project ?? packageFolder);
    const isMirrored = options.mirror ?? true;
    const project = isMirrored ? layout.project : source;

    const endpoint = (): string => {
        if (!running) throw new SandboxError("This sandbox was opened without an AWS.");
        return running.emulator.endpoint;
    };

    /** In a process group of its own, unless Pulumi has the terminal: a Ctrl-C at the tests is for the tests. */
    const cliRun = async (args: readonly string[], runOptions: RunOptions): Promise<Result> => {
        const { shown = false } = runOptions;
        const result = await run(cli.executable, args, {
            ...runOptions,
            detached: !(shown && process.stdin.isTTY),
            started: child => {
                writeProcesses(layout.processes, { pulumi: child.pid, emulator: running?.emulator.pid });
                if (shown) passSignals(child);
            },
        });
        await fs.rm(layout.processes, { force: true });
        return result;
    };

    /** Runs a command after creating its stack if necessary. */
    const pulumi = async (args: readonly string[], { cwd = ".", env = {} }: PulumiOptions, shown: boolean) => {
        await sync();
        const command = pulumiCommand(args);
        const folder = path.resolve(project, cwd, inMirror(command.cwd ?? ".", source, project));
        const variables = pulumiEnvironment(environment, {
            home: provider === "official" ? tools.officialHome : tools.home,
            cliFolder: cli.folder,
            backend: layout.backend,
            directory: layout.directory,
            downloadsPlugins: provider === "official",
        });
        const withAws = running && {
            ...(provider === "official" ? variables : withoutProxies(variables)),
            ...awsEnvironment(running.emulator.endpoint, running.python.botocoreData),
        };
        const pulumiProject = await projectOf(folder);
        const mirrored = args.map(arg => inMirror(arg, source, project));
        const template = command.words[0] === "new" ? await templateIn(mirrored, folder) : undefined;
        if (template)
            mirrored[template.index] = await withOwnPlugin(template, path.join(layout.temporary, "templates"));
        const need = { tools, cli, environment, say };
        const first = await ensureLanguage(template?.runtime ?? pulumiProject?.runtime, need);
        const final = {
            ...(withAws ?? variables),
            PATH: [...first, variables.PATH].join(path.delimiter),
            ...(await sdkEnvironment(command, need)),
            ...(await stackEnvironment(options, folder, command.stack)),
            ...env,
        };
        const stack = stackToEnsure(command);
        if (stack && pulumiProject && !(await stackExists(layout.backend, pulumiProject.name, stack))) {
            const init = ["stack", "init", stack, "--no-select", "--non-interactive"];
            const result = await cliRun(init, { env: final, cwd: pulumiProject.folder });
            if (result.code !== 0) return result;
            const file = path.join(path.relative(project, pulumiProject.folder), `Pulumi.${shortName(stack)}.yaml`);
            if (isMirrored) await restoreStackFile(source, project, file);
        }
        return cliRun(mirrored, { env: final, cwd: path.resolve(project, cwd), shown });
    };

    return {
        project,
        sync,
        get endpoint() {
            return endpoint();
        },
        seed: seeds => plantSeeds(endpoint(), seeds),
        pulumi: (args, pulumiOptions = {}) => pulumi(args, pulumiOptions, false),
        attach: async (args, pulumiOptions = {}) => {
            const { code, stdout, stderr } = await pulumi(args, pulumiOptions, true);
            // Only of a stack that could not be created, or a CLI that did not start.
            process.stderr.write(stderr || stdout);
            return code;
        },
        eks: (location = {}) => eksClient(endpoint(), location),
        iam: (location = {}) => iamClient(endpoint(), location),
        close: async () => {
            await running?.emulator.stop();
            await release();
        },
    };
}

/** A path of the project as the same path of its mirror: `--cwd $PWD/examples/yaml` means the mirror's. */
function inMirror(argument: string, source: string, project: string): string {
    if (argument !== source && !argument.startsWith(source + path.sep)) return argument;
    if (argument.startsWith(project)) return argument;
    return path.join(project, path.relative(source, argument));
}

/** Refuses endpoints that are not on this machine. The official provider takes the account from its credentials alone. */
async function stackEnvironment(
    { provider, settingsOf }: SandboxOptions,
    folder: string,
    stack: string | undefined,
): Promise<Readonly<Record<string, string>>> {
    const settings = (await settingsOf?.(folder)) ?? [];
    for (const endpoint of settings.flatMap(({ endpoints }) => endpoints)) requireLoopback(endpoint);
    const used = settings.find(candidate => stack !== undefined && candidate.stack === shortName(stack));
    return provider === "official" && used ? { AWS_ACCESS_KEY_ID: used.account } : {};
}

/** Whether a command needs an AWS. */
export function commandNeedsAws(args: readonly string[]): boolean {
    return needsAws(pulumiCommand(args));
}

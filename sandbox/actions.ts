import * as fs from "node:fs/promises";
import * as path from "node:path";
import { type CommandLine, parseCommandLine } from "./commandLine";
import { diskProblem } from "./diskProblem";
import { help } from "./help";
import { layoutIn, packageFolder, toolsIn } from "./layout";
import { takeSandbox } from "./lock";
import { type ReadSettings, type Sandbox, commandNeedsAws, openSandbox } from "./sandbox";
import { SandboxError } from "./sandboxError";
import { sayingOn } from "./say";
import { inventoryOf, tables } from "./show";

/** Which project a command is about, and where its sandbox is. */
export interface CommandContext {
    readonly project: string;
    readonly folder: string;
    readonly settingsOf: ReadSettings;
}

/** `npm run sandbox -- …`. Returns the exit code, Pulumi's for a Pulumi command. Never throws. */
export async function perform(args: readonly string[], context: CommandContext): Promise<number> {
    try {
        const line = parseCommandLine(args);
        switch (line.action) {
            case "help":
                process.stdout.write(help);
                return 0;
            case "reset":
                return await reset(args, context);
            case "show":
                return await withSandbox(line, true, args, context, sandbox =>
                    show(sandbox, context, line.rest.includes("--json")),
                );
            case "pulumi":
                return await withSandbox(line, commandNeedsAws(line.rest), args, context, sandbox =>
                    sandbox.attach(line.rest),
                );
        }
    } catch (error) {
        process.stderr.write(`${explained(error)}\n`);
        return 1;
    }
}

function explained(error: unknown): string {
    if (error instanceof SandboxError) return error.message;
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return diskProblem(error) ?? `This is an error in the sandbox itself:\n${text}`;
}

/** The official provider has its own states: each provider may not understand what the other one recorded. */
function directoryOf(provider: CommandLine["provider"], { folder }: CommandContext): string {
    return provider === "official" ? path.join(folder, "official") : folder;
}

async function withSandbox(
    { provider }: CommandLine,
    aws: boolean,
    args: readonly string[],
    context: CommandContext,
    use: (sandbox: Sandbox) => Promise<number>,
): Promise<number> {
    const sandbox = await openSandbox({
        directory: directoryOf(provider, context),
        project: context.project,
        settingsOf: context.settingsOf,
        provider,
        aws,
        command: args.join(" "),
        say: sayingOn(process.stderr),
    });
    try {
        if (aws) await sandbox.seed(await seedsOf(sandbox, context));
        return await use(sandbox);
    } finally {
        await sandbox.close();
    }
}

async function seedsOf({ project }: Sandbox, { settingsOf }: CommandContext) {
    return (await settingsOf(project)).flatMap(({ seed }) => seed ?? []);
}

async function show(sandbox: Sandbox, context: CommandContext, asJson: boolean): Promise<number> {
    const inventory = await inventoryOf(sandbox, await seedsOf(sandbox, context));
    process.stdout.write(asJson ? `${JSON.stringify(inventory, undefined, 2)}\n` : tables(inventory));
    return 0;
}

/** Empties AWS, stacks and mirrors of both providers. The CLI and the emulator's Python stay. */
async function reset(args: readonly string[], context: CommandContext): Promise<number> {
    const tools = toolsIn(path.join(packageFolder, ".sandbox"));
    for (const provider of ["sandbox", "official"] as const) {
        const { aws, backend, project, mirrorManifest, temporary, directory } = layoutIn(
            directoryOf(provider, context),
        );
        await fs.mkdir(directory, { recursive: true });
        const release = await takeSandbox(directory, args.join(" "));
        const workspaces = path.join(provider === "official" ? tools.officialHome : tools.home, "workspaces");
        const faults = path.join(directory, "faults.json");
        for (const file of [aws, backend, project, mirrorManifest, temporary, workspaces, faults]) {
            await fs.rm(file, { recursive: true, force: true });
        }
        await release();
    }
    process.stdout.write("The sandbox is empty: its AWS and its stacks are deleted.\n");
    return 0;
}

import * as fs from "node:fs/promises";
import * as path from "node:path";
import { type CommandLine, parseCommandLine } from "./commandLine";
import { diskProblem } from "./diskProblem";
import { help } from "./help";
import { layoutIn, packageFolder, toolsIn } from "./layout";
import { takeSandbox } from "./lock";
import { type Sandbox, commandNeedsAws, openSandbox } from "./sandbox";
import { SandboxError } from "./sandboxError";
import { sayingOn } from "./say";
import type { Seed } from "./seedData";
import { inventoryOf, tables } from "./show";

/** Which project a command is about, and where its sandbox is. */
export interface Place {
    readonly project: string;
    readonly folder: string;
    /** What the stack files of a project expect in AWS. */
    readonly seedsOf: (project: string) => Promise<readonly Seed[]>;
}

/** `npm run sandbox -- …`; gives the exit code, Pulumi's where it was Pulumi's command. Never throws. */
export async function perform(args: readonly string[], place: Place): Promise<number> {
    try {
        const line = parseCommandLine(args);
        switch (line.action) {
            case "help":
                process.stdout.write(help);
                return 0;
            case "reset":
                return await reset(args, place);
            case "show":
                return await withSandbox(line, true, args, place, sandbox =>
                    show(sandbox, place, line.rest.includes("--json")),
                );
            case "pulumi":
                return await withSandbox(line, commandNeedsAws(line.rest), args, place, sandbox =>
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
    return diskProblem(error) ?? `This is a mistake in the sandbox itself:\n${text}`;
}

/** The official provider has states of its own: what one provider recorded, the other need not understand. */
function directoryOf(provider: CommandLine["provider"], { folder }: Place): string {
    return provider === "official" ? path.join(folder, "official") : folder;
}

async function withSandbox(
    { provider }: CommandLine,
    aws: boolean,
    args: readonly string[],
    place: Place,
    use: (sandbox: Sandbox) => Promise<number>,
): Promise<number> {
    const sandbox = await openSandbox({
        directory: directoryOf(provider, place),
        project: place.project,
        provider,
        aws,
        command: args.join(" "),
        say: sayingOn(process.stderr),
    });
    try {
        if (aws) await sandbox.seed(await place.seedsOf(sandbox.project));
        return await use(sandbox);
    } finally {
        await sandbox.close();
    }
}

async function show(sandbox: Sandbox, { seedsOf }: Place, asJson: boolean): Promise<number> {
    const inventory = await inventoryOf(sandbox, await seedsOf(sandbox.project));
    process.stdout.write(asJson ? `${JSON.stringify(inventory, undefined, 2)}\n` : tables(inventory));
    return 0;
}

/** Empties AWS, stacks and mirrors of both providers. The CLI and the emulator's Python stay. */
async function reset(args: readonly string[], place: Place): Promise<number> {
    const tools = toolsIn(path.join(packageFolder, ".sandbox"));
    for (const provider of ["sandbox", "official"] as const) {
        const layout = layoutIn(directoryOf(provider, place));
        await fs.mkdir(layout.directory, { recursive: true });
        const release = await takeSandbox(layout.directory, args.join(" "));
        const { aws, backend, project, mirrorManifest, temporary, directory } = layout;
        const workspaces = path.join(provider === "official" ? tools.officialHome : tools.home, "workspaces");
        for (const file of [
            aws,
            backend,
            project,
            mirrorManifest,
            temporary,
            workspaces,
            path.join(directory, "faults.json"),
        ]) {
            await fs.rm(file, { recursive: true, force: true });
        }
        await release();
    }
    process.stdout.write("The sandbox is empty: its AWS and its stacks are gone.\n");
    return 0;
}

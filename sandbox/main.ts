import * as fs from "node:fs/promises";
import * as path from "node:path";
import { type CommandLine, parseCommandLine } from "./commandLine";
import { help } from "./help";
import { layoutIn, packageFolder, toolsIn } from "./layout";
import { takeSandbox } from "./lock";
import { type Sandbox, commandNeedsAws, openSandbox } from "./sandbox";
import { SandboxError } from "./sandboxError";
import { sayingOn } from "./say";
import { seedsOfProject } from "./seedData";
import { inventoryOf, tables } from "./show";

async function main(args: readonly string[]): Promise<number> {
    const line = parseCommandLine(args);
    switch (line.action) {
        case "help":
            process.stdout.write(help);
            return 0;
        case "reset":
            await reset(args);
            return 0;
        case "show":
            return withSandbox(line, true, args, sandbox => show(sandbox, line.rest.includes("--json")));
        case "pulumi":
            return withSandbox(line, commandNeedsAws(line.rest), args, sandbox => sandbox.attach(line.rest));
    }
}

/** The official provider has states of its own: what one provider recorded, the other need not understand. */
function directoryOf(provider: CommandLine["provider"]): string {
    const { folder } = toolsIn(path.join(packageFolder, ".sandbox"));
    return provider === "official" ? path.join(folder, "official") : folder;
}

async function withSandbox(
    { provider }: CommandLine,
    aws: boolean,
    args: readonly string[],
    use: (sandbox: Sandbox) => Promise<number>,
): Promise<number> {
    const sandbox = await openSandbox({
        directory: directoryOf(provider),
        provider,
        aws,
        command: args.join(" "),
        say: sayingOn(process.stderr),
    });
    try {
        if (aws) await sandbox.seed(await seedsOfProject(packageFolder));
        return await use(sandbox);
    } finally {
        await sandbox.close();
    }
}

async function show(sandbox: Sandbox, asJson: boolean): Promise<number> {
    const inventory = await inventoryOf(sandbox, await seedsOfProject(packageFolder));
    process.stdout.write(asJson ? `${JSON.stringify(inventory, undefined, 2)}\n` : tables(inventory));
    return 0;
}

/** Empties AWS, stacks and mirrors of both providers. The CLI and the emulator's Python stay. */
async function reset(args: readonly string[]): Promise<void> {
    for (const provider of ["sandbox", "official"] as const) {
        const layout = layoutIn(directoryOf(provider));
        await fs.mkdir(layout.directory, { recursive: true });
        const release = await takeSandbox(layout.directory, args.join(" "));
        const { home, officialHome } = toolsIn(path.join(packageFolder, ".sandbox"));
        const workspaces = path.join(provider === "official" ? officialHome : home, "workspaces");
        for (const file of [layout.aws, layout.backend, layout.project, layout.mirrorManifest, layout.temporary, workspaces]) {
            await fs.rm(file, { recursive: true, force: true });
        }
        await fs.rm(path.join(layout.directory, "faults.json"), { force: true });
        await release();
    }
    process.stdout.write("The sandbox is empty: its AWS and its stacks are gone.\n");
}

// Not for the user of a sandbox: which Node this project needs is said in package.json.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

main(process.argv.slice(2)).then(
    code => {
        process.exitCode = code;
    },
    (error: unknown) => {
        const text = error instanceof SandboxError ? error.message : `The sandbox failed: ${error instanceof Error ? error.stack : String(error)}`;
        process.stderr.write(`${text}\n`);
        process.exitCode = 1;
    },
);

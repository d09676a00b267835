/** Many stack files on the real engine, registered by one program: what each of them shows and changes there. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { offlineStackOf } from "../../config/offline";
import { programName } from "../../config/program";
import type { InventorySource } from "../../inventory/inventoryOf";
import { jsonSource } from "../../inventory/sources/jsonSource";
import type { JsonSource } from "../../inventory/sources/jsonSource";
import { stackFileSource } from "../../inventory/sources/stackFile";
import type { Sandbox } from "../../sandbox/sandbox";
import { messagesOf } from "../program/engineStack";
import { writeStackFile } from "../program/stackFile";

/** A stack file, and the name under which the program of many registers it. */
export interface NamedStackFile {
    readonly name: string;
    readonly text: string;
    /** Where the files are that it includes. */
    readonly folder: string;
}

const cwd = "tests/inventory/programs/stackFiles";

/** The source that the commands read for a stack file. */
export function sourceOf({ name, text, folder }: NamedStackFile): Promise<InventorySource> {
    const project = { folder, name: "eks-pod-identity", stackFolder: folder };
    const stack = offlineStackOf(text, path.join(folder, `Pulumi.${name}.yaml`), project, file =>
        path.relative(folder, file),
    );
    assert.deepEqual(stack.problems, []);
    return stackFileSource(stack, `Pulumi.${name}.yaml`);
}

/** `pulumi up` or `pulumi preview --json` of one stack with everything that the files ask for. */
export async function runMany(
    sandbox: Sandbox,
    files: readonly NamedStackFile[],
    command: "up" | "preview",
    stack = "many",
): Promise<string> {
    const given = path.join(path.dirname(sandbox.project), "stackFiles.json");
    await fs.writeFile(given, JSON.stringify(files));
    const args =
        command === "up"
            ? ["up", "--yes", "--skip-preview", "--json"]
            : ["preview", "--json", "--show-sames", "--show-replacement-steps"];
    await writeStackFile(path.join(sandbox.project, cwd), stack, "stack-files", {});
    const result = await sandbox.pulumi([...args, "--stack", stack], {
        cwd,
        env: {
            STACK_FILES: given,
            PULUMI_NODEJS_TRANSPILE_ONLY: "true",
            // The whole state is written after each resource otherwise.
            PULUMI_EXPERIMENTAL: "true",
            PULUMI_SKIP_CHECKPOINTS: "true",
        },
    });
    const problems = command === "up" ? messagesOf(result, "error") : errorsIn(result.stdout);
    assert.equal(result.code, 0, problems + result.stderr);
    return result.stdout;
}

function errorsIn(preview: string): string {
    const { diagnostics = [] } = JSON.parse(preview) as Preview;
    return diagnostics
        .filter(({ severity }) => severity === "error")
        .map(({ message }) => message)
        .join("\n");
}

interface Preview {
    readonly diagnostics?: readonly { readonly severity: string; readonly message: string }[];
    readonly steps: readonly { readonly urn: string }[];
}

/**
 * The engine's preview as if it were of one of the files alone: the steps under its name and the provider, with the name that
 * the program of a stack file has. Nothing else is changed.
 */
export function previewsOf(preview: string): (name: string) => JsonSource {
    const { steps, ...rest } = JSON.parse(preview) as Preview;
    return name => {
        const own = steps.filter(({ urn }) => new RegExp(`::pulumi:providers:|::${name}(-agent)?($|/)`).test(urn));
        const text = JSON.stringify({ ...rest, changeSummary: {}, steps: own });
        return jsonSource(text.replaceAll(new RegExp(`::${name}(?=["/-])`, "g"), `::${programName}`), name);
    };
}

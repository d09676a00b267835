/** Stacks of this repository's own program on a sandbox of the test's own: write a stack file, run a command, look. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { openSandbox } from "../../sandbox/sandbox";
import type { Result, Sandbox } from "../../sandbox/sandbox";
import { requireSandbox } from "../sandbox/prerequisites";
import { writeStackFile } from "./stackFile";

export { account, region } from "./stackFile";

/** What stands under `eks-pod-identity:` in a stack file. */
export type StackConfig = Readonly<Record<string, unknown>>;

export interface EngineStacks {
    readonly sandbox: Sandbox;
    /** Writes `Pulumi.<stack>.yaml` and runs `pulumi up`. */
    readonly up: (stack: string, config: StackConfig) => Promise<Result>;
    /** The same, and fails the test where the command fails. Gives what was done, by operation. */
    readonly mustUp: (stack: string, config: StackConfig) => Promise<Changes>;
    readonly write: (stack: string, config: StackConfig) => Promise<void>;
    readonly run: (...args: readonly string[]) => Promise<Result>;
    readonly close: () => Promise<void>;
}

/** Operation → names of the AWS resources it was done to. */
export type Changes = Readonly<Record<string, readonly string[]>>;

/** Opens a sandbox for the tests of one `describe`; skips them where the machine has none. */
export async function openStacks(context: Mocha.Context): Promise<EngineStacks> {
    await requireSandbox(context);
    const directory = await fs.mkdtemp(path.join(os.tmpdir(), "pod-identity-"));
    const sandbox = await openSandbox({ directory });
    // Types are checked by `npm run lint`; checking them in every run of the program would take most of the time.
    const env = { PULUMI_NODEJS_TRANSPILE_ONLY: "true" };
    const run = (...args: readonly string[]): Promise<Result> => sandbox.pulumi(args, { env });
    const write = (stack: string, config: StackConfig): Promise<void> =>
        // Whether anything waits for new associations has a test of its own; here each deployment would end later.
        writeStackFile(sandbox.project, stack, "eks-pod-identity", { propagationSeconds: 0, ...config });
    const up = async (stack: string, config: StackConfig): Promise<Result> => {
        await write(stack, config);
        return run("up", "--yes", "--skip-preview", "--stack", stack, "--json");
    };
    return {
        sandbox,
        run,
        write,
        up,
        mustUp: async (stack, config) => {
            const result = await up(stack, config);
            assert.equal(result.code, 0, messagesOf(result, "error") + result.stderr);
            return changesOf(result);
        },
        close: async () => {
            await sandbox.close();
            await fs.rm(directory, { recursive: true, force: true });
        },
    };
}

interface EngineEvent {
    readonly resOutputsEvent?: {
        readonly metadata?: { readonly op?: string; readonly urn?: string; readonly type?: string };
    };
    readonly diagnosticEvent?: { readonly severity?: string; readonly message?: string };
}

function eventsOf({ stdout }: Result): EngineEvent[] {
    return stdout
        .split("\n")
        .filter(line => line.startsWith("{"))
        .map((line): EngineEvent => JSON.parse(line) as EngineEvent);
}

/** What a command with `--json` told the user of one severity. */
export function messagesOf(result: Result, severity: "error" | "warning" | "info"): string {
    return eventsOf(result)
        .map(({ diagnosticEvent }) => diagnosticEvent)
        .filter(event => event?.severity === severity)
        .map(event => event?.message ?? "")
        .join("\n");
}

/** What a command with `--json` did to AWS resources, in the order it was done. Unchanged ones are left out. */
export function changesOf(result: Result): Changes {
    const changes: Record<string, string[]> = {};
    for (const { resOutputsEvent } of eventsOf(result)) {
        const { op = "", urn = "", type = "" } = resOutputsEvent?.metadata ?? {};
        if (type.startsWith("aws:") && op !== "same") {
            const kind = type.split(":").at(-1) ?? "";
            (changes[op] ??= []).push(`${kind} ${urn.split("::").at(-1) ?? ""}`);
        }
    }
    return changes;
}

/** For an `after`, which also runs where `before` skipped the tests. */
export async function closeStacks(stacks: EngineStacks | undefined): Promise<void> {
    await stacks?.close();
}

/** Runs stacks of this repository's program on a sandbox: write a stack file, run a command, read the result. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { openSandbox } from "../../sandbox/sandbox";
import type { Result, Sandbox } from "../../sandbox/sandbox";
import { requireSandbox } from "../sandbox/prerequisites";
import { writeStackFile } from "./stackFile";

export { account, region } from "./stackFile";

/** The keys `eks-pod-identity:` of a stack file. */
export type StackConfig = Readonly<Record<string, unknown>>;

export interface EngineStacks {
    readonly sandbox: Sandbox;
    /** Writes `Pulumi.<stack>.yaml` and runs `pulumi up`. */
    readonly up: (stack: string, config: StackConfig) => Promise<Result>;
    /** The same. Fails the test if the command fails. Returns the changes, by operation. */
    readonly mustUp: (stack: string, config: StackConfig) => Promise<Changes>;
    readonly write: (stack: string, config: StackConfig) => Promise<void>;
    readonly run: (...args: readonly string[]) => Promise<Result>;
    readonly close: () => Promise<void>;
}

/** Operation → names of the changed AWS resources. */
export type Changes = Readonly<Record<string, readonly string[]>>;

/** Opens a sandbox for the tests of one `describe`. Skips them if the machine cannot run it. */
export async function openStacks(context: Mocha.Context): Promise<EngineStacks> {
    await requireSandbox(context);
    const directory = await fs.mkdtemp(path.join(os.tmpdir(), "pod-identity-"));
    const sandbox = await openSandbox({ directory });
    // `npm run lint` checks types. A check in every run of the program would take most of the time.
    const env = { PULUMI_NODEJS_TRANSPILE_ONLY: "true" };
    const run = (...args: readonly string[]): Promise<Result> => sandbox.pulumi(args, { env });
    const write = (stack: string, config: StackConfig): Promise<void> =>
        // Waiting for new associations has its own test. Here it would only slow down each deployment.
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
    readonly diagnosticEvent?: { readonly severity?: string; readonly message?: string; readonly urn?: string };
}

/** The events of a command with `--json`. */
export function eventsOf({ stdout }: Result): EngineEvent[] {
    return stdout
        .split("\n")
        .filter(line => line.startsWith("{"))
        .map((line): EngineEvent => JSON.parse(line) as EngineEvent);
}

/** The messages of one severity from a command with `--json`. */
export function messagesOf(result: Result, severity: "error" | "warning" | "info"): string {
    return eventsOf(result)
        .map(({ diagnosticEvent }) => diagnosticEvent)
        .filter(event => event?.severity === severity)
        .map(event => event?.message ?? "")
        .join("\n");
}

/** The changed AWS resources of a command with `--json`, in order. Unchanged ones are omitted. */
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

/** For an `after`, which also runs if `before` skipped the tests. */
export async function closeStacks(stacks: EngineStacks | undefined): Promise<void> {
    await stacks?.close();
}

/** Runs the programs in programs/ on a sandbox, and reads their state. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { missingForLanguage } from "../../sandbox/languages";
import { openSandbox } from "../../sandbox/sandbox";
import type { Result, Sandbox } from "../../sandbox/sandbox";
import { account, region, writeStackFile } from "../program/stackFile";
import { requireSandbox } from "../sandbox/prerequisites";

export { account, region };
const programs = path.join("tests", "languages", "programs");

export interface Program {
    readonly language: "typescript" | "python" | "go";
    /** The stack, and the name of its results. */
    readonly stack: string;
    readonly config?: Readonly<Record<string, string>>;
}

export interface Programs {
    readonly sandbox: Sandbox;
    readonly run: (program: Program, ...args: readonly string[]) => Promise<Result>;
    /** `pulumi up`. Fails the test if it fails. */
    readonly up: (program: Program) => Promise<Result>;
    readonly destroy: (program: Program) => Promise<void>;
    /** Removes the rest of a failed test. */
    readonly destroyLeftovers: () => Promise<void>;
    readonly close: () => Promise<void>;
}

export async function openPrograms(context: Mocha.Context): Promise<Programs> {
    await requireSandbox(context);
    const directory = await fs.mkdtemp(path.join(os.tmpdir(), "pod-identity-"));
    const sandbox = await openSandbox({ directory });
    await sandbox.seed([
        {
            account,
            region,
            clusters: [{ name: "test" }, { name: "other" }],
            roles: [`arn:aws:iam::${account}:role/report`],
        },
        { account, region: "eu-central-1", clusters: [{ name: "test" }] },
    ]);
    const run = async ({ language, stack, config = {} }: Program, ...args: readonly string[]): Promise<Result> => {
        const folder = path.join(programs, language);
        await writeStackFile(path.join(sandbox.project, folder), stack, "languages", config);
        const env = { PULUMI_NODEJS_TRANSPILE_ONLY: "true" };
        return sandbox.pulumi([...args, "--stack", stack, "--non-interactive"], { cwd: folder, env });
    };
    const must = async (program: Program, ...args: readonly string[]): Promise<Result> => {
        const result = await run(program, ...args);
        assert.equal(result.code, 0, result.stdout + result.stderr);
        return result;
    };
    const deployed = new Map<string, Program>();
    const destroy = async (program: Program): Promise<void> => {
        await must(program, "state", "unprotect", "--all", "--yes");
        await must(program, "destroy", "--yes", "--skip-preview");
        deployed.delete(program.stack);
    };
    return {
        sandbox,
        run,
        up: program => {
            deployed.set(program.stack, program);
            return must(program, "up", "--yes", "--skip-preview");
        },
        destroy,
        destroyLeftovers: async () => {
            for (const program of [...deployed.values()]) {
                await destroy(program);
            }
        },
        close: async () => {
            await sandbox.close();
            await fs.rm(directory, { recursive: true, force: true });
        },
    };
}

/** Skips the tests if the machine cannot run programs in `language`. With `CI` set, this is a failure. */
export async function requireLanguage(context: Mocha.Context, language: "python" | "go" | "yaml"): Promise<void> {
    const missing = await missingForLanguage(language, process.env);
    if (missing.length === 0) return;
    const text = `${context.test?.parent?.fullTitle() ?? language}: ${missing.join(" ")}`;
    if (process.env.CI) throw new Error(text);
    process.stderr.write(`skipped: ${text}\n`);
    context.skip();
}

/** A resource in the state, without values of one run: its stack, unique suffixes, IDs of AWS. */
export interface StateResource {
    readonly type: string;
    readonly name: string;
    readonly parent: string;
    readonly inputs: unknown;
    readonly outputs: unknown;
    readonly dependencies: readonly string[];
    readonly propertyDependencies: unknown;
    readonly protect: boolean;
    readonly retainOnDelete: boolean;
    readonly provider: string;
}

interface Exported {
    readonly urn: string;
    readonly type: string;
    readonly parent?: string;
    readonly inputs?: unknown;
    readonly outputs?: unknown;
    readonly dependencies?: readonly string[];
    readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
    readonly protect?: boolean;
    readonly retainOnDelete?: boolean;
    readonly provider?: string;
}

/** The component and its children in the state, by type and name. */
export async function stateOf(programsOfTest: Programs, program: Program): Promise<Record<string, StateResource>> {
    const { stdout, stderr } = await programsOfTest.run(program, "stack", "export", "--show-secrets");
    assert.notEqual(stdout, "", stderr);
    const { deployment } = JSON.parse(stdout) as { deployment: { resources: readonly Exported[] } };
    const ours = deployment.resources.filter(({ type }) => /^(eks-pod-identity|aws):/.test(type));
    return Object.fromEntries(
        ours
            .map((resource): [string, StateResource] => [
                shortUrn(resource.urn),
                {
                    type: resource.type,
                    name: resource.urn.split("::").at(-1) ?? "",
                    parent: shortUrn(resource.parent ?? ""),
                    inputs: withoutRun(resource.inputs),
                    outputs: withoutRun(resource.outputs),
                    dependencies: (resource.dependencies ?? []).map(shortUrn).sort(),
                    propertyDependencies: Object.fromEntries(
                        Object.entries(resource.propertyDependencies ?? {})
                            .filter(([, urns]) => (urns ?? []).length > 0)
                            .map(([name, urns]) => [name, (urns ?? []).map(shortUrn).sort()])
                            .sort(),
                    ),
                    protect: resource.protect ?? false,
                    retainOnDelete: resource.retainOnDelete ?? false,
                    provider: shortUrn(resource.provider ?? "").replace(/::[^:]+$/, ""),
                },
            ])
            .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
}

/** `type::name`, because the stack and the project differ. */
function shortUrn(urn: string): string {
    return urn
        .split("::")
        .slice(2)
        .join("::")
        .replace(/^(pulumi:pulumi:Stack)::.*/, "$1");
}

/** Values that AWS or the provider generates for each run. */
function withoutRun(value: unknown): unknown {
    const text = JSON.stringify(value ?? null)
        .replace(/\ba-[0-9a-z]{10,}/g, "a-…")
        .replace(/(?<=-)\d{17}[0-9a-f]{9}\b/g, "…")
        .replace(/(?<=addon\/[^"]*\/)[0-9a-f]{8}\b/g, "…")
        .replace(/\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)/g, "…")
        .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "…")
        .replace(/A(ROA|NPA)[0-9A-Z]{16,17}/g, "…");
    return JSON.parse(text);
}

/** States of stacks as a commit recorded them, and what a deployment with the work tree would change. */
import { execFileSync } from "node:child_process";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { packageFolder } from "../../sandbox/layout";
import type { Result, Sandbox } from "../../sandbox/sandbox";
import { formattedJson } from "../../scripts/formattedJson";
import { settingsIn } from "../../scripts/sandbox/stackSettings";
import { Ground } from "../chaos/ground";
import { errorsOf } from "../chaos/recovery";
import { writeBundledProject } from "../program/bundledProject";
import { account, region } from "../program/stackFile";

/** A stack whose state is recorded. */
interface RecordedStack {
    readonly name: string;
    /** The stack file. */
    readonly text: string;
    /** The folder of its project, from that of the sandbox. */
    readonly cwd: string;
}

/** When the states were recorded. */
export interface Stamp {
    readonly version: string;
    readonly commit: string;
    readonly date: string;
}

export const statesFolder = path.join(__dirname, "states");
const stackFiles = ["own", "shared", "sessions", "addons", "targets"];
const seedless = `config:\n  aws:region: ${region}\n  aws:allowedAccountIds: ["${account}"]\n`;

async function recordedStacks(): Promise<RecordedStack[]> {
    const texts = await Promise.all(
        stackFiles.map(name => fs.readFile(path.join(__dirname, "stacks", `${name}.yaml`), "utf8")),
    );
    return [
        ...stackFiles.map((name, index) => ({ name, text: texts[index] ?? "", cwd: "." })),
        // programs/components.ts
        { name: "components", text: seedless, cwd: "components" },
    ];
}

/** Deploys the stacks to an empty sandbox and writes their states to `folder`. */
export async function record(folder: string, version: string): Promise<void> {
    await eachStack(async (stack, ground) => {
        await must(ground.used.pulumi(upOf(stack), { cwd: stack.cwd }), stack);
        const exported = ["stack", "export", "--stack", stack.name];
        const { stdout } = await must(ground.used.pulumi(exported, { cwd: stack.cwd }), stack);
        await fs.writeFile(path.join(folder, `${stack.name}.json.gz`), gzipSync(recordedText(stdout), { level: 9 }));
        await must(ground.used.pulumi(destroyOf(stack), { cwd: stack.cwd }), stack);
    });
    const stamp: Stamp = {
        version,
        commit: execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: packageFolder, encoding: "utf8" }).trim(),
        date: new Date().toISOString().slice(0, 10),
    };
    const file = path.join(folder, "stamp.json");
    await fs.writeFile(file, await formattedJson(file, stamp));
}

/** What `pulumi up` with the work tree would do to the recorded stacks, by stack: `replace role identity/shop/orders: name`. */
export async function replayed(): Promise<Readonly<Record<string, readonly string[]>>> {
    const changes: Record<string, readonly string[]> = {};
    await eachStack(async ({ name, cwd }, ground) => {
        const file = path.join(ground.used.project, `${name}.json`);
        await fs.writeFile(file, gunzipSync(await fs.readFile(path.join(statesFolder, `${name}.json.gz`))));
        await must(ground.used.pulumi(["stack", "import", "--stack", name, "--file", file], { cwd }), { name });
        const { stdout } = await must(ground.used.pulumi(["preview", "--json", "--stack", name], { cwd }), { name });
        changes[name] = stepsIn(stdout);
    });
    return changes;
}

/** Without what says where on this machine the program was. No value is secret, so no key is needed either. */
function recordedText(exported: string): string {
    const { deployment, ...rest } = JSON.parse(exported) as { readonly deployment: Readonly<Record<string, unknown>> };
    const { secrets_providers: _key, ...state } = deployment;
    const resources = (state.resources as readonly Readonly<Record<string, unknown>>[]).map(
        ({ stackTrace: _trace, sourcePosition: _position, ...resource }) => resource,
    );
    return JSON.stringify({ ...rest, deployment: { ...state, resources } });
}

async function eachStack(visit: (stack: RecordedStack, ground: Ground) => Promise<void>): Promise<void> {
    const ground = await Ground.open();
    try {
        // Below the project of stack files, whose modules it uses.
        const components = path.join(ground.used.project, "components");
        await writeBundledProject(components, "components", "tests/upgrades/programs/components.ts");
        for (const stack of await recordedStacks()) {
            await seedFor(ground.used, stack);
            await fs.writeFile(path.join(ground.used.project, stack.cwd, `Pulumi.${stack.name}.yaml`), stack.text);
            await visit(stack, ground);
        }
    } finally {
        await ground.close();
    }
}

/** What the stack files name. */
async function seedFor({ seed }: Sandbox, { name, text }: RecordedStack): Promise<void> {
    const named = settingsIn(text, name, `Pulumi.${name}.yaml`, { folder: __dirname, name: "eks-pod-identity" }).seed;
    const arn = (rest: string): string => `arn:aws:iam::${account}:${rest}`;
    await seed([
        ...(named ? [named] : []),
        {
            account,
            region,
            roles: [arn("role/report"), arn("role/deploy")],
            policies: [arn("policy/export"), arn("policy/pods")],
        },
    ]);
}

const upOf = ({ name }: RecordedStack): string[] => ["up", "--yes", "--skip-preview", "--json", "--stack", name];
const destroyOf = ({ name }: RecordedStack): string[] => ["destroy", "--yes", "--skip-preview", "--stack", name];

async function must(run: Promise<Result>, { name }: Pick<RecordedStack, "name">): Promise<Result> {
    const result = await run;
    if (result.code !== 0) throw new Error(`${name}: ${errorsOf(result)}`);
    return result;
}

interface Step {
    readonly op: string;
    readonly urn: string;
    readonly replaceReasons?: readonly string[] | null;
    readonly diffReasons?: readonly string[] | null;
}

/** Another version of the AWS provider updates the provider's own entry. */
export function stepsIn(preview: string): string[] {
    const { steps = [] } = JSON.parse(preview) as { readonly steps?: readonly Step[] };
    return steps
        .filter(({ op, urn }) => op !== "same" && !urn.includes("::pulumi:providers:"))
        .map(({ op, urn, replaceReasons, diffReasons }) => {
            const [type = "", name = ""] = urn.split("::").slice(-2);
            const reasons = replaceReasons ?? diffReasons ?? [];
            const kind = type.split(":").at(-1) ?? "";
            return [`${op} ${kind} ${name}`, ...(reasons.length > 0 ? [reasons.join(", ")] : [])].join(": ");
        });
}

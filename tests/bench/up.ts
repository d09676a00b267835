/**
 * `npm run bench:up -- [--count n] [--write]`: `pulumi up` of one stack on the file backend of the sandbox, with the CLI's
 * defaults and with its options. `--write` replaces the table in docs/performance.md.
 */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { secondsSince } from "../../bench/timing";
import { Ground } from "../chaos/ground";
import { errorsOf } from "../chaos/recovery";
import { account, region, writeStackFile } from "../program/stackFile";
import { rowsOf, withTimes } from "./upTable";
import type { Time } from "./upTable";

interface Variant {
    readonly title: string;
    readonly args?: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
}

const parallel = (count: number): readonly string[] => ["--parallel", String(count)];
const noCheckpoints = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };
const noBackups = { PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true" };

const variants: readonly Variant[] = [
    { title: "the CLI's defaults" },
    { title: "`--parallel 50`", args: parallel(50) },
    { title: "`--parallel 100`", args: parallel(100) },
    { title: "`PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS=true`", env: noBackups },
    { title: "`PULUMI_SKIP_CHECKPOINTS=true`", env: noCheckpoints },
    { title: "`PULUMI_SKIP_CHECKPOINTS=true --parallel 50`", env: noCheckpoints, args: parallel(50) },
];

async function timed(
    ground: Ground,
    count: number,
    { title, args = [], env = {} }: Variant,
    index: number,
): Promise<Time> {
    const stack = `up${index}`;
    await ground.used.seed([{ account, region, clusters: [{ name: stack }] }]);
    const role = { managedPolicies: ["AmazonS3ReadOnlyAccess"] };
    const subjects = Array.from({ length: count }, (_, each) => [`team-${each % 20}/svc-${each}`, { role }] as const);
    await writeStackFile(ground.used.project, stack, "eks-pod-identity", {
        clusterName: stack,
        propagationSeconds: 0,
        agent: { mode: "builtIn" },
        associations: Object.fromEntries(subjects),
    });
    // The stack exists before the clock starts.
    await ground.used.pulumi(["stack", "export", "--stack", stack]);
    const start = process.hrtime.bigint();
    const command = ["up", "--yes", "--skip-preview", "--json", "--stack", stack, ...args];
    const result = await ground.used.pulumi(command, { env });
    if (result.code !== 0) throw new Error(errorsOf(result));
    return { title, seconds: secondsSince(start) };
}

async function main(): Promise<void> {
    const { values } = parseArgs({
        options: { count: { type: "string", default: "300" }, write: { type: "boolean", default: false } },
    });
    const count = Number(values.count);
    const ground = await Ground.open();
    const times: Time[] = [];
    try {
        // The first command of a sandbox starts with empty caches.
        await ground.used.pulumi(["version"]);
        for (const [index, variant] of variants.entries()) {
            times.push(await timed(ground, count, variant, index));
            process.stdout.write(`${rowsOf(times).at(-1) ?? ""}\n`);
        }
    } finally {
        await ground.close();
    }
    if (!values.write) return;
    const page = path.join(__dirname, "..", "..", "docs", "performance.md");
    const where = { count, date: new Date().toISOString().slice(0, 10), load: os.loadavg()[0] ?? 0 };
    fs.writeFileSync(page, withTimes(fs.readFileSync(page, "utf8"), times, where));
}

main().then(
    // Connections of the SDKs may still be open.
    () => process.exit(0),
    (error: unknown) => {
        console.error(error);
        process.exit(1);
    },
);

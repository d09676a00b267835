/** `pod-identity show` beside AWS CDK's synth of the same, and `diff` beside `show`: whole processes. */
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { stackFile } from "./check";
import { compared } from "./row";
import type { Measure, Section } from "./row";
import { build, secondsSince } from "./timing";

const root = path.join(__dirname, "..");
const cdk = path.join(__dirname, "cdk");

export const show: Section = {
    name: "show",
    measure: async ({ counts = [1_000, 5_000] }) => {
        build();
        if (!fs.existsSync(path.join(cdk, "node_modules"))) {
            execFileSync("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: cdk });
        }
        const rows = [];
        for (const count of counts) {
            const folder = project(count);
            const number = count.toLocaleString("en-US");
            const runs = count > 1_000 ? 1 : 3;
            const shown = (): Measure => timed([command, "show", "--stack", "bench"], folder);
            rows.push(
                await compared({ what: `show of ${number}`, against: "synth of AWS CDK", goal: 1 }, runs, () => ({
                    reference: timed([path.join(cdk, "synth.js"), String(count)], folder),
                    ours: shown(),
                })),
                await compared({ what: `diff of two of ${number}`, against: "show", goal: 2.3 }, runs, () => ({
                    reference: shown(),
                    ours: timed([command, "diff", "Pulumi.bench.yaml", "Pulumi.changed.yaml"], folder),
                })),
            );
            fs.rmSync(folder, { recursive: true });
        }
        return rows;
    },
};

const command = path.join(root, "dist", "cli", "main.js");

/** A project with two stack files that differ in the actions of one service account. */
function project(count: number): string {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "bench-show-"));
    fs.writeFileSync(path.join(folder, "Pulumi.yaml"), "name: eks-pod-identity\nruntime: nodejs\n");
    const text = stackFile(count);
    fs.writeFileSync(path.join(folder, "Pulumi.bench.yaml"), text);
    fs.writeFileSync(path.join(folder, "Pulumi.changed.yaml"), text.replace("s3:GetObject", "s3:DeleteObject"));
    return folder;
}

function timed(args: readonly string[], cwd: string): Measure {
    const begin = process.hrtime.bigint();
    execFileSync(process.execPath, ["--max-old-space-size=8192", ...args], {
        cwd,
        maxBuffer: 2 ** 30,
        stdio: ["ignore", "pipe", "inherit"],
    });
    return { seconds: secondsSince(begin) };
}

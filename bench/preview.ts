/** `pulumi preview` of the real engine, on the sandbox: what a user waits for. */
import { execFileSync } from "node:child_process";
import * as path from "node:path";
import type { ProgramName } from "./programs";
import { compared } from "./row";
import type { Measure, Section } from "./row";
import { secondsSince } from "./timing";

const root = path.join(__dirname, "..");

export const preview: Section = {
    name: "preview",
    measure: async ({ counts = [1_000] }) => {
        // The first use of the sandbox fetches or builds what it needs.
        previewed("component", 1);
        const rows = [];
        for (const count of counts) {
            const what = `preview of ${count.toLocaleString("en-US")} on the real engine`;
            const ours = (): Measure => previewed("component", count);
            rows.push(
                await compared({ what, against: "hand-written loop", goal: 0.75 }, 3, () => ({
                    reference: previewed("loop", count),
                    ours: ours(),
                })),
                await compared({ what, against: "loop with a component for each role" }, 1, () => ({
                    reference: previewed("loopWithComponents", count),
                    ours: ours(),
                })),
            );
        }
        return rows;
    },
};

function previewed(program: ProgramName, count: number): Measure {
    const start = process.hrtime.bigint();
    const output = execFileSync(
        "npm",
        ["run", "--silent", "sandbox", "--", "preview", "--cwd", "bench/engine", "--stack", "bench"],
        {
            cwd: root,
            encoding: "utf8",
            maxBuffer: 2 ** 28,
            // The cluster of this repository's stack "dev" exists in the sandbox.
            env: { ...process.env, BENCH_PROGRAM: program, BENCH_COUNT: String(count), BENCH_CLUSTER: "dev" },
        },
    );
    const seconds = secondsSince(start);
    const [, created] = /\+ (\d+) to create/.exec(output) ?? [];
    return { seconds, resources: Number(created) };
}

/** The offline check of stack files: what an editor's user or a pipeline waits for, beside parsing alone. */
import { execFileSync } from "node:child_process";
import * as path from "node:path";
import type { CheckRun } from "./check";
import { compared } from "./row";
import type { Section } from "./row";

export const checking: Section = {
    name: "check",
    measure: async ({ counts = [100, 1_000, 5_000] }) => {
        const rows = [];
        for (const count of counts) {
            const what = `check of ${count.toLocaleString("en-US")}`;
            rows.push(
                await compared({ what, against: "the YAML library alone", goal: 1.3 }, 5, () => {
                    const { seconds, megabytes, parsing } = checkRun(count);
                    return { ours: { seconds, megabytes }, reference: { seconds: parsing } };
                }),
            );
        }
        return rows;
    },
};

function checkRun(associations: number): CheckRun {
    const script = path.join(__dirname, "check.ts");
    const args = ["-r", "ts-node/register/transpile-only", script, String(associations)];
    return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" })) as CheckRun;
}

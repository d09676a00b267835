/** The offline check of stack files: what an editor's user or a pipeline waits for, beside parsing alone. */
import type { CheckRun } from "./check";
import { compared } from "./row";
import type { Section } from "./row";
import { printedBy } from "./timing";

export const checking: Section = {
    name: "check",
    measure: async ({ counts = [100, 1_000, 5_000] }) => {
        const rows = [];
        for (const count of counts) {
            const what = `check of ${count.toLocaleString("en-US")}`;
            // Small files take milliseconds: their ratio says nothing about what somebody waits for.
            const goal = count >= 1_000 ? { goal: 1.3 } : {};
            rows.push(
                await compared({ what, against: "the YAML library alone", ...goal }, 5, () => {
                    const { seconds, megabytes, parsing } = printedBy("check.ts", String(count)) as CheckRun;
                    return { ours: { seconds, megabytes }, reference: { seconds: parsing } };
                }),
            );
        }
        return rows;
    },
};

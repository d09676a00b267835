/** Our component beside the hand-written loop that makes the same resources, under mocks. Every run is a process of its own. */
import type { ProgramName } from "./programs";
import { compared } from "./row";
import type { Measure, Section } from "./row";
import { printedBy } from "./timing";

/** Small runs are over at once and noisy, so they are repeated more often. */
const repetitions: ReadonlyMap<number, number> = new Map([
    [1, 15],
    [100, 5],
    [1_000, 3],
]);
const goals: ReadonlyMap<number, number> = new Map([
    [1, 1],
    [100, 0.45],
    [1_000, 0.35],
    [3_000, 0.35],
    [5_000, 0.35],
]);

export const registration: Section = {
    name: "registration",
    measure: async ({ counts = [1, 100, 1_000, 3_000, 5_000] }) => {
        const rows = [];
        for (const count of counts) {
            const goal = goals.get(count);
            const row = await compared(
                {
                    what: `registration of ${count.toLocaleString("en-US")}`,
                    against: "hand-written loop",
                    ...(goal !== undefined && { goal }),
                },
                repetitions.get(count) ?? 1,
                () => ({ reference: measured("loop", count), ours: measured("component", count) }),
            );
            if (row.ours.resources !== row.reference.resources) {
                throw new Error(`The programs differ: ${JSON.stringify([row.ours, row.reference])}`);
            }
            rows.push(row);
        }
        return rows;
    },
};

function measured(program: ProgramName, count: number): Measure {
    return printedBy("runProgram.ts", program, String(count)) as Measure;
}

/**
 * `npm run bench`: what this package costs beside what a user could have instead. Every run is a process of its own, and the
 * two of a row take turns. Quote the ratios, not the seconds.
 *
 *     npm run bench -- --only registration,check    some sections
 *     npm run bench -- --counts 1,100               other numbers of associations
 *     npm run bench -- --json                       for programs
 *     npm run bench -- --write                      writes the table of docs/performance.md
 */
import * as os from "node:os";
import { parseArgs } from "node:util";
import { checking } from "./checking";
import { writeTable } from "./page";
import { plugin } from "./plugin";
import { preview } from "./preview";
import { registration } from "./registration";
import { terminalTable } from "./row";
import type { Row } from "./row";
import { show } from "./show";
import { start } from "./start";

const sections = [registration, checking, start, plugin, show, preview];

async function main(): Promise<void> {
    const { values } = parseArgs({
        options: {
            json: { type: "boolean" },
            write: { type: "boolean" },
            only: { type: "string" },
            counts: { type: "string" },
        },
    });
    const names = values.only?.split(",") ?? sections.map(({ name }) => name);
    const unknown = names.filter(name => !sections.some(section => section.name === name));
    if (unknown.length > 0) {
        throw new Error(`No section ${unknown.join(", ")}: use ${sections.map(({ name }) => name).join(", ")}.`);
    }
    const counts = values.counts?.split(",").map(Number);
    const rows: Row[] = [];
    for (const section of sections.filter(({ name }) => names.includes(name))) {
        rows.push(...(await section.measure({ counts })));
    }
    const load = os.loadavg()[0];
    process.stdout.write(values.json ? `${JSON.stringify({ load, rows }, null, 2)}\n` : `${terminalTable(rows)}\n`);
    if (values.write) {
        writeTable(rows, load);
    }
}

main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
});

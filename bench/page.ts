/** The tables of docs/performance.md: rows that were measured replace those of the same name, the others stay. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { markdownTable } from "./row";
import type { Row } from "./row";

const page = path.join(__dirname, "..", "docs", "performance.md");
const [begin, end] = ["<!-- npm run bench -- --write -->", "<!-- end of the table -->"];

export function writeTable(rows: readonly Row[], load: number | undefined): void {
    fs.writeFileSync(page, withTable(fs.readFileSync(page, "utf8"), rows, machine(load)));
}

/** `text` with the measured rows: a table for each time of measurement, in the order in which its rows came first. */
export function withTable(text: string, rows: readonly Row[], measuredOn: string): string {
    const [start, stop] = [text.indexOf(begin), text.indexOf(end)];
    if (start < 0 || stop < start) {
        throw new Error(`docs/performance.md needs the lines ${begin} and ${end}.`);
    }
    const [head = "", rule = "", ...fresh] = markdownTable(rows).split("\n");
    const measured = new Map(
        [...rowsIn(text.slice(start + begin.length, stop)), ...fresh.map(line => ({ line, measuredOn }))].map(row => [
            keyOf(row.line),
            row,
        ]),
    );
    const all = [...measured.values()];
    const tables = [...new Set(all.map(row => row.measuredOn))].map(time => {
        const lines = all.filter(row => row.measuredOn === time).map(({ line }) => line);
        return [`Measured on ${time}:`, "", head, rule, ...lines, "", ""].join("\n");
    });
    return `${text.slice(0, start)}${begin}\n\n${tables.join("")}${text.slice(stop)}`;
}

interface MeasuredRow {
    readonly line: string;
    readonly measuredOn: string;
}

function rowsIn(tables: string): MeasuredRow[] {
    return tables.split(/^Measured on /m).flatMap(table => {
        const [first = "", ...lines] = table.split("\n");
        const measuredOn = first.replace(/:$/, "");
        return lines.filter(line => /^\| (?!what |---)/.test(line)).map(line => ({ line, measuredOn }));
    });
}

/** What a row measures, and against what: its first two cells. */
function keyOf(line: string): string {
    return line.split("|").slice(1, 3).join("|");
}

function machine(load: number | undefined): string {
    const day = new Date().toISOString().slice(0, 10);
    return `${day}, ${String(os.cpus().length)} cores, Node ${process.versions.node}, load ${(load ?? 0).toFixed(1)}`;
}

/** The table of docs/performance.md: rows that were measured replace those of the same name, the others stay. */
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

/** `text` with the measured rows in its table. Each row says when and where it was measured. */
export function withTable(text: string, rows: readonly Row[], measuredOn: string): string {
    const [start, stop] = [text.indexOf(begin), text.indexOf(end)];
    if (start < 0 || stop < start) {
        throw new Error(`docs/performance.md needs the lines ${begin} and ${end}.`);
    }
    const [head = "", rule = "", ...measured] = markdownTable(rows).split("\n");
    const fresh = new Map(measured.map(line => [keyOf(line), `${line} ${measuredOn} |`]));
    const kept = text
        .slice(start + begin.length, stop)
        .split("\n")
        .filter(line => line.startsWith("| ") && !line.startsWith("| what") && !line.startsWith("| ---"))
        .map(line => {
            const replaced = fresh.get(keyOf(line));
            fresh.delete(keyOf(line));
            return replaced ?? line;
        });
    const table = [`${head} measured |`, `${rule} --- |`, ...kept, ...fresh.values()];
    return `${text.slice(0, start)}${begin}\n\n${table.join("\n")}\n\n${text.slice(stop)}`;
}

/** What a row measures, and against what: its first two cells. */
function keyOf(line: string): string {
    return line.split("|").slice(1, 3).join("|");
}

function machine(load: number | undefined): string {
    const day = new Date().toISOString().slice(0, 10);
    return `${day}, ${String(os.cpus().length)} cores, Node ${process.versions.node}, load ${(load ?? 0).toFixed(1)}`;
}

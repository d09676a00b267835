/** What one measurement says: ours beside something that a user could have instead, both in the same run. */
import Table from "cli-table3"; // as in the sandbox: aligned columns, no dependencies to speak of

export interface Row {
    /** What is measured, as the table of docs/performance.md says it. */
    readonly what: string;
    /** What it is held against. */
    readonly against: string;
    readonly runs: number;
    readonly ours: Measure;
    readonly reference: Measure;
    /** Seconds of ours by seconds of the reference: the median of the pairs. */
    readonly ratio: number;
    /** The ratio that is to be reached; none where the row only informs. */
    readonly goal?: number;
}

export interface Measure {
    readonly seconds: number;
    readonly megabytes?: number;
    readonly resources?: number;
}

/** Rows that belong together, and are measured together. */
export interface Section {
    readonly name: string;
    readonly measure: (options: { readonly counts: readonly number[] | undefined }) => Promise<readonly Row[]>;
}

interface Pair {
    readonly ours: Measure;
    readonly reference: Measure;
}

/** One row from pairs of runs: the two take turns, so that a machine that slows down slows both. */
export async function compared(
    row: Pick<Row, "what" | "against" | "goal">,
    runs: number,
    pair: () => Promise<Pair> | Pair,
): Promise<Row> {
    process.stderr.write(`${row.what} …\n`);
    const pairs: Pair[] = [];
    for (let run = 0; run < runs; run += 1) {
        pairs.push(await pair());
    }
    return {
        ...row,
        runs,
        ours: medianMeasure(pairs.map(({ ours }) => ours)),
        reference: medianMeasure(pairs.map(({ reference }) => reference)),
        ratio: median(pairs.map(({ ours, reference }) => ours.seconds / reference.seconds)),
    };
}

function medianMeasure(measures: readonly Measure[]): Measure {
    const of = (key: keyof Measure): number | undefined => {
        const known = measures.map(measure => measure[key]).filter(value => value !== undefined);
        return known.length === 0 ? undefined : median(known);
    };
    const [megabytes, resources] = [of("megabytes"), of("resources")];
    return {
        seconds: of("seconds") ?? Number.NaN,
        ...(megabytes !== undefined && { megabytes }),
        ...(resources !== undefined && { resources }),
    };
}

function median(values: readonly number[]): number {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

const measure = "time, memory, resources";
const head = ["what", "against", "runs", `ours: ${measure}`, `against: ${measure}`, "ratio", "goal"];

export function terminalTable(rows: readonly Row[]): string {
    const table = new Table({
        head,
        colAligns: ["left", "left", "right", "right", "right", "right", "right"],
        style: { head: [], border: [] },
    });
    table.push(...rows.map(cells));
    return table.toString();
}

export function markdownTable(rows: readonly Row[]): string {
    const lines = [head, ["---", "---", "--:", "--:", "--:", "--:", "--:"], ...rows.map(cells)];
    return lines.map(line => `| ${line.join(" | ")} |`).join("\n");
}

function cells({ what, against, runs, ours, reference, ratio, goal }: Row): string[] {
    return [
        what,
        against,
        String(runs),
        measureText(ours),
        measureText(reference),
        ratio.toFixed(2),
        goal === undefined ? "" : `≤ ${String(goal)}`,
    ];
}

function measureText({ seconds, megabytes, resources }: Measure): string {
    return [
        `${seconds.toFixed(2)} s`,
        ...(megabytes === undefined ? [] : [`${megabytes.toFixed(0)} MB`]),
        ...(resources === undefined ? [] : [String(resources)]),
    ].join(", ");
}

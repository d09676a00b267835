/** The table of docs/performance.md about `pulumi up`. */
export interface Time {
    readonly title: string;
    readonly seconds: number;
}

export interface Where {
    readonly count: number;
    readonly date: string;
    readonly load: number;
}

const [begin, end] = ["<!-- npm run bench:up -- --write -->", "<!-- end of the times of up -->"];

/** A row for each; the ratio is to the first. */
export function rowsOf(times: readonly Time[]): string[] {
    const [first] = times;
    return times.map(
        ({ title, seconds }) =>
            `| ${title} | ${seconds.toFixed(0)} s | ${(seconds / (first?.seconds ?? seconds)).toFixed(2)} |`,
    );
}

/** @throws Error if the page has no place for the table */
export function withTimes(page: string, times: readonly Time[], { count, date, load }: Where): string {
    const place = new RegExp(`${begin}[^]*${end}`);
    if (!place.test(page)) throw new Error(`docs/performance.md lacks ${begin}`);
    const table = [
        begin,
        "",
        `${count} associations, each with a role of its own and one managed policy; once each, on ${date}, load ${load.toFixed(0)}.`,
        "",
        "| `pulumi up` with | time | ratio |",
        "|---|--:|--:|",
        ...rowsOf(times),
        "",
        end,
    ];
    return page.replace(place, () => table.join("\n"));
}

/** The report of an acceptance, in Markdown, to paste into the notes of a release. */

export interface Check {
    readonly title: string;
    readonly expected: string;
    readonly found: string;
    readonly seconds: number;
}

export interface Report {
    readonly date: string;
    /** What took part: package, commit, CLI, provider, Kubernetes. */
    readonly versions: Readonly<Record<string, string>>;
    readonly checks: readonly Check[];
    /** What stopped the run, if something did. */
    readonly failure: string | undefined;
    /** What could not be removed; empty after a clean end. */
    readonly leftovers: readonly string[];
}

export function isPassed({ checks, failure, leftovers }: Report): boolean {
    return failure === undefined && leftovers.length === 0 && checks.every(({ expected, found }) => expected === found);
}

export function markdown(report: Report): string {
    const { date, versions, checks, failure, leftovers } = report;
    return `${[
        `## Acceptance on AWS, ${date}: ${isPassed(report) ? "passed" : "FAILED"}`,
        Object.entries(versions)
            .map(([name, version]) => `- ${name}: ${version}`)
            .join("\n"),
        [
            "| check | expected | found | seconds |",
            "|---|---|---|---|",
            ...checks.map(
                ({ title, expected, found, seconds }) =>
                    `| ${expected === found ? "✔" : "✘"} ${cell(title)} | ${cell(expected)} | ${cell(found)} | ${Math.round(seconds)} |`,
            ),
        ].join("\n"),
        ...(failure === undefined ? [] : [`Stopped by:\n\n\`\`\`\n${withoutAccounts(failure)}\n\`\`\``]),
        ...(leftovers.length === 0
            ? []
            : [`Left in AWS, remove by hand:\n\n${leftovers.map(each => `- ${each}`).join("\n")}`]),
    ].join("\n\n")}\n`;
}

function cell(text: string): string {
    return withoutAccounts(text).replace(/\s+/g, " ").replaceAll("|", "\\|");
}

/** The report is public. */
function withoutAccounts(text: string): string {
    return text.replace(/(?<!\d)\d{12}(?!\d)/g, "<account>");
}

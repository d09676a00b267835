/** Text of policies in Markdown: as code, so that nothing in it is Markdown or HTML. */
export function code(text: string): string {
    const fence = "`".repeat(1 + Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)));
    const plain = text.replace(/[\r\n]+/g, " ");
    return `${fence}${plain.startsWith("`") || plain.endsWith("`") ? ` ${plain} ` : plain}${fence}`;
}

/** A line of a report as an item of a list. */
export function listItem(line: string): string {
    return `- ${code(line.trimStart())}`;
}

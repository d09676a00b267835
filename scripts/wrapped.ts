/**
 * `text` in lines of at most 132 characters, as the pages have that are written by hand. Later lines are indented as the text of a
 * list is, if it is one.
 */
export function wrapped(text: string): string {
    const indentation = text.startsWith("- ") ? "  " : "";
    const lines = [""];
    for (const word of words(text)) {
        const line = lines.at(-1) ?? "";
        if (`${line} ${word}`.length <= 132) {
            lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
        } else {
            lines.push(`${indentation}${word}`);
        }
    }
    return lines.join("\n");
}

/** Code with spaces is one word. */
function words(text: string): readonly string[] {
    return text.match(/(?:`[^`]*`|[^\s`])+/g) ?? [];
}

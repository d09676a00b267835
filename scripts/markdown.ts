/** Markdown of generated pages, in the form of those that are written by hand. */
import * as path from "node:path";
import * as prettier from "prettier";

/** `text` in lines of at most 132 characters, as .prettierrc.json has it for `*.md`. */
export async function formatted(text: string): Promise<string> {
    const options = await prettier.resolveConfig(path.join(__dirname, "page.md"));
    return prettier.format(text, { ...options, parser: "markdown" });
}

export interface Item {
    readonly name: string;
    readonly type: string;
    readonly text: string;
    /** Such as its default: each in a line of its own. */
    readonly facts?: readonly string[];
}

/** A property, parameter or option in a list. */
export function item({ name, type, text, facts = [] }: Item): string {
    const head = `- **\`${name}\`** (${type})${text === "" ? "" : `: ${text}`}`;
    return [head, ...facts.map(fact => `  - ${fact}`)].join("\n");
}

/** The stack files that the pages in docs/ show, and the files that these include. */
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";

export const docs = path.join(__dirname, "..", "..", "docs");

export interface ShownStackFile {
    readonly page: string;
    /** Line of the page at which the text begins. */
    readonly line: number;
    readonly text: string;
}

/** Every block with `config:`; a Pulumi.yaml, which has a `name` as well, is no stack file. */
export function shownStackFiles(): ShownStackFile[] {
    return pages().flatMap(page =>
        yamlBlocks(page).filter(({ text }) => {
            const content: unknown = parse(text);
            return isMap(content) && "config" in content && !("name" in content);
        }),
    );
}

/** Files that a page shows under their path: the first line is a comment that begins with it. */
export function shownFiles(page: string): { readonly name: string; readonly text: string }[] {
    return yamlBlocks(page).flatMap(({ text }) => {
        const name = /^# ([\w/-]+\.yaml)\b/.exec(text)?.[1];
        return name === undefined || name.startsWith("Pulumi.") ? [] : [{ name, text }];
    });
}

function pages(): string[] {
    return fs.readdirSync(docs).filter(name => name.endsWith(".md"));
}

function yamlBlocks(page: string): ShownStackFile[] {
    const whole = fs.readFileSync(path.join(docs, page), "utf8");
    return [...whole.matchAll(/^( *)```yaml\n([\s\S]*?)^ *```$/gm)].map(match => {
        const [, indentation = "", block = ""] = match;
        const text = block.replaceAll(new RegExp(`^${indentation}`, "gm"), "");
        return { page, line: whole.slice(0, match.index).split("\n").length + 1, text };
    });
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

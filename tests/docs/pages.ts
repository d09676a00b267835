/** The pages that are written for readers: README files, docs/, and what templates and examples bring along. */
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

export const root = path.join(__dirname, "..", "..");

export interface Block {
    /** Relative to the repository. */
    readonly page: string;
    /** Line of the page at which the text begins. */
    readonly line: number;
    /** What follows the three backticks; empty if nothing does. */
    readonly language: string;
    /** Without the indentation of the block. */
    readonly text: string;
    /** The last line of prose before the block. */
    readonly before: string;
}

/** Whether `npm run generate` writes the whole page. */
export function isGenerated(page: string): boolean {
    return /^docs\/(presets\.md|command\.md|api\/)/.test(page);
}

/** Every Markdown page, new ones included, but for the data of tests. */
export function pages(): string[] {
    const list = execFileSync("git", ["ls-files", "-z", "-co", "--exclude-standard", "*.md"], {
        cwd: root,
        encoding: "utf8",
    });
    return list
        .split("\0")
        .filter(page => page !== "" && !page.startsWith("tests/") && fs.existsSync(path.join(root, page)))
        .sort();
}

export function textOf(page: string): string {
    return fs.readFileSync(path.join(root, page), "utf8");
}

export function linesOf(page: string): string[] {
    return textOf(page).split("\n");
}

export function blocksOf(page: string): Block[] {
    const whole = textOf(page);
    return [...whole.matchAll(/^( *)```([\w-]*)\n([\s\S]*?)^ *```$/gm)].map(match => {
        const [, indentation = "", language = "", block = ""] = match;
        const before = whole.slice(0, match.index);
        return {
            page,
            language,
            line: before.split("\n").length + 1,
            text: block.replaceAll(new RegExp(`^${indentation}`, "gm"), ""),
            before: before.trimEnd().split("\n").at(-1)?.trim() ?? "",
        };
    });
}

export function allBlocks(): Block[] {
    return pages().flatMap(blocksOf);
}

import * as assert from "node:assert/strict";
import { isGenerated, linesOf, pages } from "./pages";

/** Words that readers did not understand, and sentences that address nobody. */
const dialect = [
    /\btold\b/i,
    /\bstands (in|for|there|behind|under|beside)\b/i,
    /\b(lies|lie|laid|lay) over\b/i,
    /\banew\b/i,
    /\bby the way\b/i,
    /\b(comes|come|came) to\b(?! rest| an end)/i,
    /\bjudged\b/i,
    /\bnobody\b/i,
    /\bwhat is written\b/i,
    /\bwhere it says so\b/i,
    /\bmustHold\b/,
];

/** Pages that readers of the package see. CHANGELOG.md quotes what was. */
const read = pages().filter(page => !/^(CHANGELOG|CONTRIBUTING)\.md$/.test(page));

describe("the prose of the pages", () => {
    it("has no word of the dialect", () => {
        const found = read.flatMap(page =>
            withoutCode(linesOf(page)).flatMap((line, index) =>
                dialect.flatMap(word =>
                    word.test(line) ? [`${page}:${index + 1}: ${word.source}: ${line.trim()}`] : [],
                ),
            ),
        );
        assert.deepEqual(found, []);
    });

    it("has lines of at most 132 characters", () => {
        const long = pages().flatMap(page =>
            linesOf(page).flatMap((line, index) =>
                withoutAddresses(line).length > 132 ? [`${page}:${index + 1}`] : [],
            ),
        );
        assert.deepEqual(long, []);
    });

    it("has sentences of at most 40 words", () => {
        const long = read.flatMap(page =>
            sentences(linesOf(page)).flatMap(sentence =>
                sentence.split(/\s+/).length > 40 ? [`${page}: ${sentence}`] : [],
            ),
        );
        assert.deepEqual(long, []);
    });

    it("has no placeholder but the owner of the repository", () => {
        const placeholder =
            /<(git|checkout|your|url|name|cluster|folder|path)\b[^>-]*>|\bTODO\b|\bTBD\b|\bFIXME\b|\bXXX\b/;
        const written = read.filter(page => page !== "RELEASING.md" && !isGenerated(page));
        const found = written.flatMap(page =>
            linesOf(page)
                // The IDs of `pulumi import`, and EKS's own names of sessions.
                .filter(line => !/<cluster>[,:-]/.test(line))
                .flatMap((line, index) => (placeholder.test(line) ? [`${page}:${String(index + 1)}: ${line}`] : [])),
        );
        assert.deepEqual(found, []);
    });

    it("has a title, and one only", () => {
        const others = read.filter(page => {
            const lines = withoutCode(linesOf(page));
            return lines.some(Boolean) && lines.filter(line => line.startsWith("# ")).length !== titles(page);
        });
        assert.deepEqual(others, []);
    });
});

/** Pages of the Pulumi Registry have their title in the front matter. */
function titles(page: string): number {
    return /^docs\/(_index|installation-configuration)\.md$/.test(page) ? 0 : 1;
}

/** A long address cannot be broken. */
function withoutAddresses(line: string): string {
    return line.replace(/\]\(https?:[^)]*\)|^\[[\w-]+\]: .*/g, "]()");
}

/** Blocks of code become empty lines, code in a line a word. */
function withoutCode(lines: readonly string[]): string[] {
    let isCode = false;
    return lines.map(line => {
        const isFence = /^ *```/.test(line);
        if (isFence) isCode = !isCode;
        return isFence || isCode ? "" : line.replace(/`[^`]*`/g, "`x`");
    });
}

function sentences(lines: readonly string[]): string[] {
    const text = withoutCode(lines)
        .filter(line => !/^\s*(\||#)/.test(line))
        .map(line => line.replace(/^\s*([-*]|\d+\.) /, "\n\n"))
        .join("\n");
    return text
        .split(/\n\s*\n/)
        .flatMap(paragraph => paragraph.replace(/\n/g, " ").split(/(?<=[.:;!?]\)?) +(?=[A-Z`*[(\d])/))
        .map(sentence => sentence.trim());
}

/**
 * What is said about every mistake, in messages.golden.txt: a title, a stack file, and below `=>` the lines that
 * `pod-identity check` prints. `UPDATE_GOLDEN=1 npx mocha tests/config/messages.test.ts` writes the lines anew: read the diff.
 */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { problemLine } from "../../config/message";
import { offlineStackOf } from "../../config/offline";

const golden = path.join(__dirname, "messages.golden.txt");
const project = { folder: path.join(__dirname, "project"), name: "eks-pod-identity", stackFolder: __dirname };

interface Case {
    readonly title: string;
    readonly text: string;
    readonly lines: readonly string[];
}

function cases(): Case[] {
    return fs
        .readFileSync(golden, "utf8")
        .split(/^## /m)
        .slice(1)
        .map(block => {
            const [head = "", lines = ""] = block.split(/^=>\n/m);
            const [title = "", ...text] = head.split("\n");
            return { title, text: text.join("\n"), lines: lines.trim().split("\n").filter(Boolean) };
        });
}

function said(text: string): string[] {
    const shown = (file: string): string => path.relative(project.folder, file);
    const { problems, warnings } = offlineStackOf(text, path.join(project.folder, "Pulumi.dev.yaml"), project, shown);
    return [
        ...problems.map(problem => problemLine(problem)),
        ...warnings.map(warning => problemLine(warning, "warning: ")),
    ];
}

describe("what is said about a stack file", () => {
    if (process.env.UPDATE_GOLDEN !== undefined) {
        const blocks = cases().map(({ title, text }) => `## ${title}\n${text}=>\n${said(text).join("\n")}\n\n`);
        fs.writeFileSync(golden, blocks.join("").replace(/\n+$/, "\n"));
    }
    for (const { title, text, lines } of cases()) {
        it(title, () => {
            assert.deepEqual(said(text), lines);
        });
    }

    it("names no position twice for one mistake", () => {
        for (const { title, lines } of cases()) {
            assert.equal(new Set(lines).size, lines.length, title);
        }
    });
});

import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

const root = path.join(__dirname, "..", "..");

/** Words that readers did not understand. Comments, messages, test titles and names in the code must not have them. */
const dialect = [
    /\btold\b/i,
    /\bstands?\b(?![ -]alone|-)/i,
    /\b(lies|lie|laid|lay) over\b/i,
    /\banew\b/i,
    /\bby the way\b/i,
    /\b(comes|come|came) to\b/i,
    /\bjudge[ds]?\b|\bjudged(?=[A-Z])/,
    /(?<!["/])\b(no|every)body\b/i,
    /\b(is|are) none\b/i,
    /\btakes? away\b/i,
    /\bwho wants\b/i,
    /\bbrings? about\b/i,
    /\bof the user's\b/i,
    /\bwhat is written\b/i,
    /\bwhere it says so\b/i,
    /\bmustHold\b/,
];

/** The two lists of these words, and a test with the user `nobody` of the operating system. */
const exempt = ["tests/docs/prose.test.ts", "tests/docs/sourceProse.test.ts", "tests/cli/files.test.ts"];

describe("the prose of the sources", () => {
    const files = execFileSync("git", ["ls-files", "-z", "*.ts", "*.txt"], { cwd: root, encoding: "utf8" })
        .split("\0")
        .filter(file => file !== "" && !exempt.includes(file) && fs.existsSync(path.join(root, file)));

    it("has no word of the dialect", () => {
        assert.ok(files.length > 300);
        const found = files.flatMap(file =>
            fs
                .readFileSync(path.join(root, file), "utf8")
                .split("\n")
                .flatMap((line, index) =>
                    dialect.filter(word => word.test(line)).map(word => `${file}:${index + 1}: ${word.source}`),
                ),
        );
        assert.deepEqual(found, []);
    });

    it("is refused for a word of the dialect, and not for similar words", () => {
        const refused = [
            "is told at once",
            "stands in a file",
            "is made anew",
            "mustHold(problems)",
            "judgedTrust(text)",
        ];
        const accepted = [
            "standard",
            "a stand-alone role",
            "the retold story",
            "anyone",
            "none of the roles",
            "judgement",
        ];
        assert.deepEqual(
            refused.filter(text => !dialect.some(word => word.test(text))),
            [],
        );
        assert.deepEqual(
            accepted.filter(text => dialect.some(word => word.test(text))),
            [],
        );
    });
});

import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { presetKeys } from "../../components/presets/catalogue";

const root = path.join(__dirname, "..", "..");
const readme = fs.readFileSync(path.join(root, "README.md"), "utf8");

describe("README.md", () => {
    it("has about 150 lines", () => {
        assert.ok(readme.trimEnd().split("\n").length <= 160);
    });

    it("counts the presets that there are", () => {
        assert.match(readme, new RegExp(`\\| ${presetKeys.length} presets \\|`));
    });

    it("links to files and headings that exist, as all pages do", () => {
        const pages = [
            "README.md",
            "SECURITY.md",
            "RELEASING.md",
            "components/README.md",
            ...fs.readdirSync(path.join(root, "docs")).map(name => `docs/${name}`),
        ];
        const broken = pages.filter(page => page.endsWith(".md")).flatMap(brokenLinks);
        assert.deepEqual(broken, []);
    });
});

function brokenLinks(page: string): string[] {
    const text = fs.readFileSync(path.join(root, page), "utf8");
    return [...text.matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)].flatMap(([link, file = "", anchor]) => {
        const target = file === "" ? path.join(root, page) : path.resolve(root, path.dirname(page), file);
        if (!fs.existsSync(target)) {
            return [`${page}: ${link}`];
        }
        return anchor === undefined || headings(target).has(anchor) ? [] : [`${page}: ${link}`];
    });
}

/** The anchors that GitHub gives the headings of a page. */
function headings(file: string): Set<string> {
    const lines = fs
        .readFileSync(file, "utf8")
        .replace(/^```[\s\S]*?^```/gm, "")
        .split("\n");
    return new Set(
        lines
            .filter(line => line.startsWith("#"))
            .map(line =>
                line
                    .replace(/^#+ /, "")
                    .toLowerCase()
                    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
                    .replaceAll(" ", "-"),
            ),
    );
}

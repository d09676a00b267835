import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { pages, root, textOf } from "./pages";

describe("the links of the pages", () => {
    const texts = new Map(pages().map(page => [page, textOf(page)]));

    it("lead to files and headings that exist", () => {
        assert.deepEqual(
            [...texts].flatMap(([page, text]) => brokenLinks(page, text)),
            [],
        );
    });

    it("have an address where they name one: [text][label] has its line", () => {
        const missing = [...texts].flatMap(([page, text]) => {
            const labels = new Set([...text.matchAll(/^\[([^\]]+)\]: /gm)].map(([, label = ""]) => label));
            return [...withoutCode(text).matchAll(/\]\[([^\]]+)\]/g)].flatMap(([, label = ""]) =>
                labels.has(label) ? [] : [`${page}: ${label}`],
            );
        });
        assert.deepEqual(missing, []);
    });

    it("reach every page in docs/ from README.md", () => {
        const reached = new Set(["README.md"]);
        for (const page of reached) {
            for (const { file } of links(texts.get(page) ?? "")) {
                const target = path.relative(root, targetOf(page, file)).split(path.sep).join("/");
                if (texts.has(target)) reached.add(target);
            }
        }
        // The Pulumi Registry has its own index.
        const ofRegistry = ["docs/_index.md", "docs/installation-configuration.md"];
        const docs = pages().filter(page => page.startsWith("docs/") && !ofRegistry.includes(page));
        assert.deepEqual(
            docs.filter(page => !reached.has(page)),
            [],
        );
    });
});

interface Link {
    readonly file: string;
    readonly anchor: string | undefined;
}

/** Links into the repository, except for those in code. */
function links(text: string): Link[] {
    const prose = withoutCode(text);
    const inline = [...prose.matchAll(/\]\((?!\w+:)([^)#\s]*)(?:#([^)\s]+))?\)/g)];
    const labels = [...prose.matchAll(/^\[[^\]]+\]: (?!\w+:)([^#\s]*)(?:#(\S+))?$/gm)];
    return [...inline, ...labels].map(([, file = "", anchor]) => ({ file, anchor }));
}

function brokenLinks(page: string, text: string): string[] {
    return links(text).flatMap(({ file, anchor }) => {
        const target = targetOf(page, file);
        const isThere =
            fs.existsSync(target) && (anchor === undefined || anchors(fs.readFileSync(target, "utf8")).has(anchor));
        return isThere ? [] : [`${page}: ${file}${anchor === undefined ? "" : `#${anchor}`}`];
    });
}

function targetOf(page: string, file: string): string {
    return file === "" ? path.join(root, page) : path.resolve(root, path.dirname(page), file);
}

/** As GitHub makes them: a heading that is there already gets a number. */
function anchors(text: string): Set<string> {
    const found = new Set([...text.matchAll(/<a id="([^"]+)"/g)].map(([, id = ""]) => id));
    const counts = new Map<string, number>();
    for (const [, heading = ""] of text.replace(/^ *```[\s\S]*?^ *```/gm, "").matchAll(/^#+ (.*)$/gm)) {
        const anchor = heading
            .toLowerCase()
            .replace(/[^\p{L}\p{N}\s_-]/gu, "")
            .trim()
            .replaceAll(" ", "-");
        const count = counts.get(anchor) ?? 0;
        counts.set(anchor, count + 1);
        found.add(count === 0 ? anchor : `${anchor}-${count}`);
    }
    return found;
}

function withoutCode(text: string): string {
    return text.replace(/^ *```[\s\S]*?^ *```/gm, "").replace(/`[^`\n]*`/g, "");
}

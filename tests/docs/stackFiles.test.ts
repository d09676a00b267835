import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parse } from "yaml";
import { problemLine } from "../../config/message";
import { offlineStackOf } from "../../config/offline";
import { blocksOf, pages } from "./pages";
import { isMap, shownFiles, shownStackFiles } from "./stackFiles";

describe("the stack files in the pages", () => {
    const files = shownStackFiles();

    it("are on several pages", () => {
        assert.ok(new Set(files.map(({ page }) => page)).size >= 8);
    });

    for (const { page, line, text } of files) {
        it(`have no problems: ${page}, line ${String(line)}`, () => {
            assert.deepEqual(problemsOf(page, wholeStack(text)), []);
        });
    }

    for (const [page, stacks] of pageStacks()) {
        it(`have no problems one after the other: ${page}`, () => {
            for (const whole of stacks) {
                assert.deepEqual(problemsOf(page, JSON.stringify({ config: whole })), []);
            }
        });
    }

    it("have the problem that docs/configuration.md shows, after the misspelling that it names", () => {
        const [first] = files.filter(({ page }) => page === "docs/configuration.md");
        const shown = blocksOf("docs/configuration.md").find(({ language }) => language === "");
        const mistaken = first?.text.replace("roleRef: reader", "roleRef: readr") ?? "";
        assert.deepEqual(problemsOf("docs/configuration.md", mistaken), [shown?.text.trimEnd()]);
    });

    it("include the files that their page shows", () => {
        const unused = pages().flatMap(page => {
            const included = files
                .filter(file => file.page === page)
                .map(({ text }) => text)
                .concat(shownFiles(page).map(({ text }) => text))
                .join("\n");
            return shownFiles(page)
                .filter(({ name }) => !new RegExp(`include: \\[.*${name}.*\\]`).test(included))
                .map(({ name }) => `${page}: ${name}`);
        });
        assert.deepEqual(unused, []);
    });
});

function problemsOf(page: string, text: string): string[] {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "docs-"));
    try {
        for (const { name, text: content } of shownFiles(page)) {
            const file = path.join(folder, name);
            fs.mkdirSync(path.dirname(file), { recursive: true });
            fs.writeFileSync(file, content);
        }
        const project = { folder, name: "eks-pod-identity", stackFolder: folder };
        const file = path.join(folder, "Pulumi.dev.yaml");
        const { problems } = offlineStackOf(text, file, project, each => path.basename(each));
        return problems.map(problem => problemLine(problem));
    } finally {
        fs.rmSync(folder, { recursive: true });
    }
}

/** Pages leave the name of the cluster out where it says nothing. */
function wholeStack(text: string): string {
    return /:(clusterName|clusterFrom|targetRoles):/.test(text)
        ? text
        : text.replace(/^config:\n/m, "config:\n  eks-pod-identity:clusterName: dev\n");
}

/**
 * The stacks that a reader has who follows a page to its end: of one cluster, what a later block says is added to what an
 * earlier one says, and an association that comes again is replaced.
 */
function pageStacks(): Map<string, Record<string, unknown>[]> {
    const all = new Map<string, Map<unknown, Record<string, unknown>>>();
    for (const { page, text } of shownStackFiles()) {
        const { config } = parse(wholeStack(text)) as { readonly config: Readonly<Record<string, unknown>> };
        const stacks = all.get(page) ?? new Map<unknown, Record<string, unknown>>();
        const cluster = config["eks-pod-identity:clusterName"];
        const stack = stacks.get(cluster) ?? {};
        for (const [key, value] of Object.entries(config)) {
            const before = stack[key];
            stack[key] = isMap(before) && isMap(value) ? { ...before, ...value } : value;
        }
        all.set(page, stacks.set(cluster, stack));
    }
    return new Map([...all].map(([page, stacks]) => [page, [...stacks.values()]]));
}

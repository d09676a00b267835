import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import ts from "typescript";
import { allBlocks, root } from "./pages";
import type { Block } from "./pages";

describe("the TypeScript in the pages", () => {
    // Those of docs/api/ are the examples of doc comments, which have a test of their own.
    const blocks = allBlocks().filter(({ language, page }) => language === "ts" && !page.startsWith("docs/api/"));

    it("is on several pages", () => {
        assert.ok(new Set(blocks.map(({ page }) => page)).size >= 5);
    });

    it("compiles in the strict mode, against the sources of the package", function () {
        this.timeout(120_000);
        const files = new Map(blocks.map(block => [fileOf(block), block]));
        const program = ts.createProgram([...files.keys()], options, hostWith(files));
        const problems = ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
            const block = files.get(file?.fileName ?? "");
            const line = (file?.getLineAndCharacterOfPosition(start).line ?? 0) + (block?.line ?? 1);
            const message = ts.flattenDiagnosticMessageText(messageText, " ");
            return `${block?.page ?? file?.fileName ?? ""}:${String(line)}: ${message}`;
        });
        assert.deepEqual(problems, []);
    });
});

const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    resolveJsonModule: true,
    esModuleInterop: true,
    types: ["node", "mocha"],
    paths: {
        "eks-pod-identity/program": [path.join(root, "config", "stackProgram.ts")],
        "eks-pod-identity/testing": [path.join(root, "testing", "index.ts")],
    },
};

/**
 * In a folder of the page, which need not exist: modules are found from there as from any file of the repository. The line before a
 * block gives its name, "`access.ts` is the program"; a block without one is a file of its own.
 */
function fileOf({ page, line, before }: Block): string {
    const name = /^`([\w.-]+\.ts)`/.exec(before)?.[1];
    const folder = path.join(root, "tests", "docs", page.replaceAll("/", "-"));
    return name === undefined ? path.join(folder, `line${line}`, "index.ts") : path.join(folder, name);
}

function hostWith(files: ReadonlyMap<string, Block>): ts.CompilerHost {
    const host = ts.createCompilerHost(options);
    const folders = new Set([...files.keys()].flatMap(file => [path.dirname(file), path.dirname(path.dirname(file))]));
    return {
        ...host,
        fileExists: file => files.has(file) || host.fileExists(file),
        directoryExists: folder => folders.has(folder) || fs.existsSync(folder),
        readFile: file => files.get(file)?.text ?? host.readFile(file),
        getSourceFile: (file, ...rest) => {
            const text = files.get(file)?.text;
            return text === undefined
                ? host.getSourceFile(file, ...rest)
                : ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
        },
    };
}

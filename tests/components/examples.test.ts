import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import ts from "typescript";
import * as library from "../../components";

const root = path.join(__dirname, "..", "..");
const components = Object.keys(library).filter(name => name.startsWith("PodIdentity"));

describe("the examples in the docstring of a component", function () {
    this.timeout(300_000);
    const examples = ["stack", "agent", "role", "targetRole", "addon"].flatMap(file => examplesIn(file));

    it("are at least two for each component, each with a title", () => {
        for (const name of components) {
            assert.ok(examples.filter(({ component }) => component === name).length >= 2, name);
        }
        assert.deepEqual(
            examples.filter(({ title }) => !/^[A-Z]/.test(title)),
            [],
        );
    });

    it("create the component that they document", () => {
        assert.deepEqual(
            examples.filter(({ component, code }) => !code.includes(`new ${component}(`)),
            [],
        );
    });

    it("compile against the package", () => {
        assert.deepEqual(compilerErrors(examples.map(({ code }) => code)), []);
    });

    it("are refused by the compiler when an argument does not exist", () => {
        const [error = "", ...others] = compilerErrors([
            'import { PodIdentityAgent } from "eks-pod-identity";\nnew PodIdentityAgent("agent", { clusterName: "dev", color: "blue" });',
        ]);
        assert.match(error, /'color' does not exist/);
        assert.deepEqual(others, []);
    });
});

interface Example {
    readonly component: string;
    readonly title: string;
    readonly code: string;
}

function examplesIn(file: string): Example[] {
    const name = path.join(root, "components", `${file}.ts`);
    const source = ts.createSourceFile(name, fs.readFileSync(name, "utf8"), ts.ScriptTarget.ES2022, true);
    return source.statements.filter(ts.isClassDeclaration).flatMap(declaration =>
        ts
            .getJSDocTags(declaration)
            .filter(({ tagName }) => tagName.text === "example")
            .map(({ comment }) => {
                const text = ts.getTextOfJSDocComment(comment) ?? "";
                const [, title = "", code = ""] = /^(.*)\n```ts\n([\s\S]*)\n```$/.exec(text) ?? [];
                return { component: declaration.name?.text ?? "", title, code };
            }),
    );
}

/** Compiles each text as a module, with the compiler options of this repository. */
function compilerErrors(modules: readonly string[]): string[] {
    const { config } = ts.readConfigFile(path.join(root, "tsconfig.json"), file => ts.sys.readFile(file)) as {
        config: { compilerOptions: object };
    };
    const { options } = ts.convertCompilerOptionsFromJson(
        {
            ...config.compilerOptions,
            noUnusedLocals: false,
            paths: { "eks-pod-identity": [path.join(root, "components", "index.ts")] },
            types: ["node"],
        },
        root,
    );
    const virtual = new Map(modules.map((code, index) => [path.join(root, "examples", `docstring${index}.ts`), code]));
    const host = ts.createCompilerHost(options);
    const readFile = host.readFile.bind(host);
    const fileExists = host.fileExists.bind(host);
    Object.assign(host, {
        readFile: (file: string) => virtual.get(path.normalize(file)) ?? readFile(file),
        fileExists: (file: string) => virtual.has(path.normalize(file)) || fileExists(file),
    });
    const getSourceFile = host.getSourceFile.bind(host);
    host.getSourceFile = (file, ...rest) => {
        const code = virtual.get(path.normalize(file));
        return code === undefined ? getSourceFile(file, ...rest) : ts.createSourceFile(file, code, rest[0], true);
    };
    const program = ts.createProgram([...virtual.keys()], options, host);
    return [...virtual.keys()].flatMap(file => {
        const source = program.getSourceFile(file);
        return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
            ({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"),
        );
    });
}

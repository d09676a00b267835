import * as assert from "node:assert/strict";
import { parse, parseAllDocuments } from "yaml";
import { readSchema, schemaFile } from "../languages/schema";
import { misfits, misfitsOfObject, usesInCsharp, usesInJava } from "../languages/sources";
import { allBlocks } from "./pages";
import type { Block } from "./pages";
import { isMap, isStackFile, shownFiles } from "./stackFiles";

const languages = ["", "text", "sh", "ts", "yaml", "json", "python", "go", "csharp", "java", "mermaid"];

describe("the blocks of the pages", () => {
    const blocks = allBlocks();
    const of = (language: string) => blocks.filter(block => block.language === language);
    const schema = readSchema(schemaFile);

    it("name their language, one that a test understands", () => {
        assert.deepEqual(blocks.filter(({ language }) => !languages.includes(language)).map(place), []);
    });

    it("are JSON", () => {
        assert.ok(of("json").length > 2);
        for (const block of of("json")) {
            assert.doesNotThrow(() => JSON.parse(block.text) as unknown, place(block));
        }
    });

    it("are YAML of a kind that a test understands", () => {
        const others = of("yaml").filter(
            block =>
                !isStackFile(block.text) &&
                !isProject(block) &&
                !isWorkflow(block) &&
                !isManifest(block) &&
                !isComment(block) &&
                !isExample(block) &&
                shownFiles(block.page).every(({ line }) => line !== block.line),
        );
        assert.deepEqual(others.map(place), []);
    });

    it("are programs in YAML whose resources the schema has", () => {
        const programs = of("yaml").filter(({ text }) => isMap(parseOne(text)?.resources));
        assert.ok(programs.length >= 2);
        for (const block of programs) {
            const resources = Object.values(parseOne(block.text)?.resources as Record<string, unknown>);
            const problems = resources.flatMap(resource => {
                const { type, properties } = resource as { readonly type: string; readonly properties: unknown };
                const token = type.replace(/^([\w-]+):(\w+)$/, "$1:index:$2");
                const inputs = schema.resources[token]?.inputProperties;
                return inputs === undefined
                    ? [`${type} is not in the schema`]
                    : misfitsOfObject(properties, inputs, type, schema);
            });
            assert.deepEqual(problems, [], place(block));
        }
    });

    // Neither compiler is on the machine that runs these tests.
    for (const [language, usesIn] of Object.entries({ csharp: usesInCsharp, java: usesInJava })) {
        it(`set properties that the schema has, of their types: ${language}`, () => {
            for (const block of of(language)) {
                const uses = usesIn(block.text);
                assert.ok(uses.length >= 4, place(block));
                assert.deepEqual(misfits(uses, schema), [], place(block));
            }
        });
    }
});

function place({ page, line, language }: Block): string {
    return `${page}:${String(line)} ${language}`;
}

function parseOne(text: string): Readonly<Record<string, unknown>> | undefined {
    const documents = parseAllDocuments(text);
    const content: unknown = documents.length === 1 ? parse(text) : undefined;
    return isMap(content) ? content : undefined;
}

function isProject({ text }: Block): boolean {
    const project = parseOne(text);
    return typeof project?.name === "string" && "runtime" in project;
}

function isWorkflow({ text }: Block): boolean {
    const workflow = parseOne(text);
    return workflow !== undefined && "on" in workflow && isMap(workflow.jobs);
}

/** Objects of Kubernetes. */
function isManifest({ text }: Block): boolean {
    return parseAllDocuments(text).every(document => {
        const content: unknown = document.toJS();
        return isMap(content) && "apiVersion" in content && "kind" in content && isMap(content.metadata);
    });
}

/** Of a key, from the model, whose examples have a test. */
function isExample({ page, before }: Block): boolean {
    return page === "docs/configuration.md" && before === "- Example:";
}

/** The line for the language server. */
function isComment({ text }: Block): boolean {
    return text.split("\n").every(line => line === "" || line.startsWith("# yaml-language-server: "));
}

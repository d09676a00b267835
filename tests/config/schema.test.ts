import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { offlineStackOf } from "../../config/offline";
import { withReference } from "../../scripts/configurationPage";
import { generatedFiles } from "../../scripts/generateSchemas";
import type { Schema } from "../../scripts/stackSchema";
import { documentedModel } from "../../scripts/stackSchema";
import { compile, stackSchema, validate } from "./validator";

const root = path.join(__dirname, "..", "..");
const read = (file: string): string => fs.readFileSync(path.join(root, file), "utf8");
const schema = stackSchema;

const stackFiles = [
    ...fs.readdirSync(root),
    ...(fs.existsSync(path.join(root, "examples"))
        ? fs
              .readdirSync(path.join(root, "examples"), { recursive: true, encoding: "utf8" })
              .map(file => `examples/${file}`)
        : []),
].filter(file => /(^|\/)Pulumi\.[^/]+\.yaml$/.test(file) && !file.includes("node_modules"));

/** Whether an editor has something to insert. */
function isShown(property: Schema): boolean {
    return ["default", "examples", "enum", "defaultSnippets"].some(keyword => keyword in property);
}

describe("the schema of stack files", () => {
    it("is the one that the model and the doc comments make: run `npm run generate`", async () => {
        for (const [file, text] of Object.entries(await generatedFiles())) {
            assert.equal(read(file), text, `${file} is not current`);
        }
    });

    it("is the source of the reference in docs/configuration.md: run `npm run generate`", async () => {
        const page = read("docs/configuration.md");
        assert.equal(page, await withReference(page));
    });

    for (const file of stackFiles) {
        it(`accepts ${file}`, () => {
            assert.ok(validate(parse(read(file), { merge: true })), JSON.stringify(validate.errors, null, 2));
        });
    }

    it("describes every key", () => {
        const undescribed = propertiesOf(schema).filter(({ property }) => !described(property));
        assert.deepEqual(
            undescribed.map(({ name }) => name),
            [],
        );
    });

    it("has an example, a default or all values of every key of the model", () => {
        const bare = propertiesOf(schema)
            .filter(
                ({ owner, name }) =>
                    !owner.endsWith("Preset") && owner !== "Presets" && !/^(config|aws:|enc|env|sec)/.test(name),
            )
            .filter(({ property }) => ![property, property.items ?? {}].some(isShown))
            .filter(
                ({ property: { items = {} } }) =>
                    ![items, ...(items.allOf ?? [])].some(each => references(each).some(isShown)),
            );
        assert.deepEqual(
            bare.map(({ owner, name }) => `${owner}.${name}`),
            [],
        );
    });

    it("accepts the examples in docs/configuration.md", () => {
        const model = documentedModel();
        const examples = propertiesOf(model).flatMap(({ owner, name, property }) =>
            [property.examples ?? []].flat().map(value => ({ key: `${owner}.${name}`, property, value: value })),
        );
        const { definitions = {} } = model;
        const refused = examples.filter(({ property, value }) => !compile({ ...property, definitions })(value));
        assert.ok(examples.length > 80);
        assert.deepEqual(
            refused.map(({ key }) => key),
            [],
        );
    });

    it("is the only place that declares keys: Pulumi's own check of them knows no places, and ends at the first mistake", () => {
        assert.equal((parse(read("Pulumi.yaml")) as { config?: object }).config, undefined);
    });
});

const shapes: readonly (readonly [title: string, config: string])[] = [
    ["an unknown key", "eks-pod-identity:asociations: { a/b: { roleRef: r } }"],
    ["an unknown property", "eks-pod-identity:associations: { a/b: { rol: {} } }"],
    ["a list of associations", "eks-pod-identity:associations: [{ roleRef: r }]"],
    ["an association that is text", "eks-pod-identity:associations: { a/b: reader }"],
    ["a role that is text", "eks-pod-identity:associations: { a/b: { role: reader } }"],
    ["a text in the place of a list", "eks-pod-identity:roles: { r: { managedPolicies: ReadOnlyAccess } }"],
    ["a map in the place of a text", "eks-pod-identity:roles: { r: { path: { a: b } } }"],
    ["statements that are a map", "eks-pod-identity:roles: { r: { statements: { actions: ['*'] } } }"],
    ["actions that are text", "eks-pod-identity:roles: { r: { statements: [{ actions: 's3:*', resources: ['*'] }] } }"],
    ["an unknown effect", "eks-pod-identity:roles: { r: { statements: [{ effect: allow }] } }"],
    [
        "a condition without a list",
        "eks-pod-identity:roles: { r: { statements: [{ conditions: { Bool: { k: 'true' } } }] } }",
    ],
    ["an unknown mode", "eks-pod-identity:agent: { mode: on }"],
    ["a configuration that is text", 'eks-pod-identity:agent: { configuration: "{}" }'],
    ["tags that are a list", "eks-pod-identity:agent: { tags: [a] }"],
    ["permissions in defaults", "eks-pod-identity:defaults: { role: { managedPolicies: [ReadOnlyAccess] } }"],
    ["a duration in words", "eks-pod-identity:roles: { r: { maxSessionDuration: an hour } }"],
    ["an unknown preset", "eks-pod-identity:roles: { r: { presets: { externalDnss: {} } } }"],
    ["a preset that lacks a parameter", "eks-pod-identity:roles: { r: { presets: { privateCaIssuer: {} } } }"],
    ["a preset with an unknown parameter", "eks-pod-identity:roles: { r: { presets: { ebsCsi: { x: 1 } } } }"],
    ["a cluster's stack without an output", "eks-pod-identity:clusterFrom: { stack: org/eks/dev }"],
    ["one include that is no list", "eks-pod-identity:include: common.yaml"],
    ["both spellings of an unknown key", "eks-pod-identity:config:role: {}"],
];

describe("schema and parser", () => {
    for (const [title, config] of shapes) {
        it(`refuse both ${title}`, () => {
            const text = `config:\n  eks-pod-identity:clusterName: dev\n  ${config}\n`;
            assert.equal(validate(parse(text)), false, "the schema accepts it");
            assert.ok(problemsOf(text).length > 0, "the parser accepts it");
        });
    }

    it("accept both what `pulumi config set --path` writes", () => {
        const text = [
            "config:",
            "  eks-pod-identity:clusterName: dev",
            "  eks-pod-identity:associations: { a/b: { roleRef: r, tags: { cost: 1234, on: true, off: null } } }",
            '  eks-pod-identity:roles: { r: { maxSessionDuration: "7200", permissionsBoundary: null } }',
        ].join("\n");
        assert.ok(validate(parse(text)), JSON.stringify(validate.errors));
        assert.deepEqual(problemsOf(text), []);
    });
});

function problemsOf(text: string) {
    return offlineStackOf(text, "Pulumi.dev.yaml", { folder: root, name: undefined, stackFolder: root }, file => file)
        .problems;
}

interface NamedProperty {
    readonly owner: string;
    readonly name: string;
    readonly property: Schema;
}

function propertiesOf(current: Schema, owner = ""): NamedProperty[] {
    const own = Object.entries(current.properties ?? {}).map(([name, property]) => ({ owner, name, property }));
    return [
        ...own,
        ...own.flatMap(({ name, property }) => propertiesOf(property, name)),
        ...Object.entries(current.definitions ?? {}).flatMap(([name, definition]) => propertiesOf(definition, name)),
    ];
}

function references({ $ref }: Schema): Schema[] {
    const definition = schema.definitions?.[$ref?.split("/").at(-1) ?? ""];
    return definition === undefined ? [] : [definition];
}

function described({ description }: Schema): boolean {
    return (description ?? "").trim().length > 10;
}

import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as library from "../../components";
import { packageFolder } from "../../sandbox/layout";
import { componentSchema } from "../../scripts/componentSchema";
import { baselineFile, breakingChanges, readSchema, schemaFile } from "./schema";
import type { Schema } from "./schema";

describe("components/schema.json", () => {
    const schema = readSchema(schemaFile);
    const described = [
        ...Object.entries(schema.resources).flatMap(([token, { inputProperties = {}, properties = {} }]) => [
            ...Object.entries(inputProperties).map(([name, property]) => ({ path: `${token}.${name}`, ...property })),
            ...Object.entries(properties).map(([name, property]) => ({ path: `${token} output.${name}`, ...property })),
        ]),
        ...Object.entries(schema.types).flatMap(([token, { properties = {} }]) =>
            Object.entries(properties).map(([name, property]) => ({ path: `${token}.${name}`, ...property })),
        ),
    ];
    const named = [...Object.entries(schema.resources), ...Object.entries(schema.types)];

    it("matches the sources: `npm run generate`", function () {
        this.timeout(60_000);
        assert.deepEqual(JSON.parse(fs.readFileSync(schemaFile, "utf8")), componentSchema());
    });

    it("has every component that is exported", () => {
        const components = Object.keys(library).filter(name => name.startsWith("PodIdentity"));
        assert.deepEqual(
            Object.keys(schema.resources).sort(),
            components.map(name => `eks-pod-identity:index:${name}`).sort(),
        );
    });

    it("describes every component, type, property, output and enum value", () => {
        const enumValues = Object.entries(schema.types).flatMap(([token, type]) =>
            (type.enum ?? []).map(({ name, description }) => ({ path: `${token}.${name}`, description })),
        );
        const all = [
            ...named.map(([token, { description }]) => ({ path: token, description })),
            ...described,
            ...enumValues,
        ];
        assert.deepEqual(
            all.filter(({ description = "" }) => !/\w/.test(description) || description.includes("[object")),
            [],
        );
    });

    it("has the default of every optional argument of a component", () => {
        const silent = Object.entries(schema.resources).flatMap(
            ([token, { inputProperties = {}, requiredInputs = [] }]) =>
                Object.entries(inputProperties)
                    .filter(
                        ([name, { description = "" }]) =>
                            !requiredInputs.includes(name) && !description.includes("Default: "),
                    )
                    .map(([name]) => `${token}.${name}`),
        );
        assert.deepEqual(silent, []);
    });

    it("has a type for every value, except for the configuration of an add-on", () => {
        const untyped = described.filter(property => JSON.stringify(property).includes("pulumi.json#/Any"));
        assert.deepEqual(
            untyped.map(({ path: place }) => place).filter(place => !place.endsWith(".configuration")),
            [],
        );
    });

    it("names no nested type …Args, which would become ArgsArgs in the SDKs", () => {
        assert.deepEqual(
            Object.keys(schema.types).filter(token => token.endsWith("Args")),
            [],
        );
    });

    it("is compatible with programs for the recorded version (at a release: `npm run generate -- --record`)", () => {
        assert.deepEqual(breakingChanges(readSchema(baselineFile), schema), []);
    });
});

describe("a breaking change", () => {
    const schema = readSchema(schemaFile);
    const component = "eks-pod-identity:index:PodIdentityStack";
    const type = "eks-pod-identity:index:Association";
    const mode = "eks-pod-identity:index:AgentMode";

    const edits: Readonly<Record<string, readonly [(copy: EditableSchema) => void, RegExp]>> = {
        "a component that is gone": [
            ({ resources }) => Reflect.deleteProperty(resources, component),
            /PodIdentityStack is gone/,
        ],
        "an argument that is gone": [
            ({ resources }) => delete resources[component]?.inputProperties?.region,
            /PodIdentityStack\.region is gone/,
        ],
        "an output that is gone": [
            ({ resources }) => delete resources[component]?.properties?.roleArns,
            /output\.roleArns is gone/,
        ],
        "another type": [
            ({ types }) => Object.assign(types[type]?.properties?.roleArn ?? {}, { type: "number" }),
            /Association\.roleArn was string and is number/,
        ],
        "a value that may no longer be an Output": [
            ({ types }) => Object.assign(types[type]?.properties?.roleArn ?? {}, { plain: true }),
            /Association\.roleArn was string and is plain string/,
        ],
        "an argument that is required now": [
            ({ resources }) => resources[component]?.requiredInputs?.push("region"),
            /PodIdentityStack\.region is required now/,
        ],
        "an enum value that is gone": [({ types }) => types[mode]?.enum?.pop(), /AgentMode\.BuiltIn = builtIn is gone/],
    };
    for (const [title, [edit, expected]] of Object.entries(edits)) {
        it(title, () => {
            const changed = structuredClone(schema) as unknown as EditableSchema;
            edit(changed);
            const [first = "", ...others] = breakingChanges(schema, changed as unknown as Schema);
            assert.match(first, expected);
            assert.deepEqual(others, []);
        });
    }

    it("is not an addition", () => {
        const changed = structuredClone(schema) as unknown as EditableSchema;
        Object.assign(changed.types[type]?.properties ?? {}, { more: { type: "string" } });
        changed.types[mode]?.enum?.push({ name: "More", value: "more" });
        assert.deepEqual(breakingChanges(schema, changed as unknown as Schema), []);
    });
});

interface EditableSchema {
    resources: Record<
        string,
        { inputProperties?: Record<string, object>; properties?: Record<string, object>; requiredInputs?: string[] }
    >;
    types: Record<string, { properties?: Record<string, object>; enum?: { name: string; value: string }[] }>;
}

interface Manifest {
    readonly version: string;
    readonly dependencies: Readonly<Record<string, string>>;
    readonly devDependencies?: Readonly<Record<string, string>>;
}

describe("the manifest of components/", () => {
    const manifestOf = (folder: string) =>
        JSON.parse(fs.readFileSync(path.join(packageFolder, folder, "package.json"), "utf8")) as Manifest;
    const root = manifestOf(".");
    const plugin = manifestOf("components");

    it("has the version of the package", () => {
        assert.equal(plugin.version, root.version);
    });

    it("has the imported packages, in the versions of the package", () => {
        const installed = { ...root.devDependencies, ...root.dependencies };
        for (const [name, version] of Object.entries(plugin.dependencies)) {
            assert.equal(version, installed[name], name);
        }
        const sources = fs
            .readdirSync(path.join(packageFolder, "components"), { recursive: true, encoding: "utf8" })
            .filter(file => /\.(ts|js)$/.test(file) && !file.includes("node_modules"));
        const imported = sources.flatMap(file => {
            const source = fs.readFileSync(path.join(packageFolder, "components", file), "utf8");
            const text = source.replace(/^ \*.*$/gm, ""); // docstrings have examples with imports
            return [...text.matchAll(/(?:from |require\()"((?:@[^/"]+\/)?[^./"][^/"]*)[^"]*"/g)].map(
                match => match[1] ?? "",
            );
        });
        const packages = [...new Set(imported)].filter(name => !name.startsWith("node:"));
        assert.deepEqual(
            packages.filter(name => !(name in plugin.dependencies)),
            [],
        );
    });
});

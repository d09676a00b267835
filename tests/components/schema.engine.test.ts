import * as assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import * as library from "../../components";
import { openSandbox } from "../../sandbox/sandbox";
import type { Sandbox } from "../../sandbox/sandbox";
import { requireSandbox } from "../sandbox/prerequisites";

interface Property {
    readonly description?: string;
    readonly $ref?: string;
}

interface Schema {
    readonly name: string;
    readonly resources: Readonly<
        Record<
            string,
            { readonly inputProperties?: Record<string, Property>; readonly properties?: Record<string, Property> }
        >
    >;
    readonly types: Readonly<Record<string, { readonly properties?: Record<string, Property> }>>;
}

describe("the schema that Pulumi reads from ./components", () => {
    let sandbox: Sandbox | undefined;
    let directory: string | undefined;
    let schema: Schema;

    before(async function () {
        await requireSandbox(this);
        directory = await fs.mkdtemp(path.join(os.tmpdir(), "pod-identity-"));
        sandbox = await openSandbox({ directory, aws: false });
        const { code, stdout, stderr } = await sandbox.pulumi(["package", "get-schema", "./components"]);
        assert.equal(code, 0, stderr);
        schema = JSON.parse(stdout) as Schema;
    });
    after(async () => {
        await sandbox?.close();
        await fs.rm(directory ?? "", { recursive: true, force: true });
    });

    it("has every component that is exported", () => {
        assert.equal(schema.name, "eks-pod-identity");
        const components = Object.keys(library).filter(name => name.startsWith("PodIdentity"));
        assert.deepEqual(
            Object.keys(schema.resources).sort(),
            components.map(name => `eks-pod-identity:index:${name}`).sort(),
        );
    });

    it("describes every input and output of every component", () => {
        for (const [token, { inputProperties = {}, properties = {} }] of Object.entries(schema.resources)) {
            for (const [name, { description }] of [...Object.entries(inputProperties), ...Object.entries(properties)]) {
                assert.ok(description && !description.includes("[object"), `${token}.${name}`);
            }
        }
    });

    it("has a type for every value: anything goes only in the add-on's configuration", () => {
        const untyped = Object.entries({ ...schema.types, ...schema.resources }).flatMap(([token, type]) =>
            Object.entries({
                ...type.properties,
                ...("inputProperties" in type ? (type.inputProperties as object) : {}),
            })
                .filter(([, property]) => JSON.stringify(property).includes("pulumi.json#/Any"))
                .map(([name]) => `${token.split(":").at(-1) ?? ""}.${name}`),
        );
        assert.deepEqual(
            untyped.filter(name => !name.endsWith(".configuration")),
            [],
        );
    });

    it("names no nested type …Args, which would become ArgsArgs in the SDKs", () => {
        assert.deepEqual(
            Object.keys(schema.types).filter(token => token.endsWith("Args")),
            [],
        );
    });
});

import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { packageFolder } from "../../sandbox/layout";
import { readSchema, schemaFile } from "./schema";
import { misfits, misfitsOfObject, usesInCsharp, usesInJava } from "./sources";

/** The names in the example, in every language. */
const story = [
    "Association.role",
    "Association.roleRef",
    "Defaults.role",
    "ExternalDnsPreset.hostedZoneArns",
    "PodIdentityStack.associations",
    "PodIdentityStack.clusterName",
    "PodIdentityStack.defaults",
    "PodIdentityStack.roles",
    "PolicyStatement.actions",
    "PolicyStatement.resources",
    "Presets.externalDns",
    "Role.presets",
    "RoleSettings.tags",
    "SharedRole.managedPolicies",
    "SharedRole.statements",
];

describe("the examples that cannot be compiled here", () => {
    const schema = readSchema(schemaFile);
    const read = (file: string) => fs.readFileSync(path.join(packageFolder, "examples", file), "utf8");

    const compiled = {
        "csharp/Program.cs": usesInCsharp,
        "java/src/main/java/myproject/App.java": usesInJava,
    };
    for (const [file, usesIn] of Object.entries(compiled)) {
        it(`match the schema with its types, and are complete: ${file}`, () => {
            const uses = usesIn(read(file));
            assert.deepEqual(misfits(uses, schema), []);
            const named = uses.map(({ type, property }) => `${type.replace(/Args$/, "")}.${property}`);
            assert.deepEqual([...new Set(named)].sort(), story);
        });

        it(`are rejected if they use another name: ${file}`, () => {
            const broken = read(file)
                .replace(/(hosted|Hosted)ZoneArns/, "$1Zones")
                .replace(/new RoleArgs\b|Role(?=\.builder)/, match => match.replace("Role", "Association"));
            const found = misfits(usesIn(broken), schema).join("\n");
            assert.match(found, /ExternalDnsPreset(Args)?\.hostedZones is not in the schema/);
            assert.match(found, /Association(Args)?\.role holds Role, not Association/);
        });
    }

    it("are data that matches the schema: yaml/Pulumi.yaml", () => {
        const { resources, packages } = parse(read("yaml/Pulumi.yaml")) as {
            resources: Record<string, { type: string; properties: unknown }>;
            packages: Record<string, string>;
        };
        assert.deepEqual(packages, { "eks-pod-identity": "../../components" });
        assert.equal(resources.identity?.type, "eks-pod-identity:PodIdentityStack");
        const inputs = schema.resources["eks-pod-identity:index:PodIdentityStack"]?.inputProperties ?? {};
        assert.deepEqual(misfitsOfObject(resources.identity.properties, inputs, "identity", schema), []);
    });
});

import * as assert from "node:assert/strict";
import { analysed } from "../../config/analysis";
import { withIncludes } from "../../config/includes";
import { placeOf, plain } from "../../config/yaml/located";
import { problemLine } from "../../config/message";
import { programConfig } from "../../config/programConfig";
import { readStackFile } from "../../config/stackFile";

const file = `config:
  eks-pod-identity:clusterName: dev
  eks-pod-identity:associations:
    Shop/orders: { roleRef: reader, tags: { released: 2026-11-23 } }
    shop/basket:
      roleRef: raeder
  eks-pod-identity:roles: { reader: { maxSessionDuration: "60" } }
`;

/** The config of the stack as the program gets it from Pulumi. */
function said(
    values: Readonly<Record<string, unknown>>,
    { text = file, secretKeys = [] as readonly string[] } = {},
): string[] {
    const written = Object.entries(values).map(([key, value]) => [
        `eks-pod-identity:${key}`,
        typeof value === "string" ? value : JSON.stringify(value),
    ]);
    const { config } = programConfig(
        Object.fromEntries(written) as Record<string, string>,
        secretKeys,
        readStackFile(text, "Pulumi.dev.yaml"),
    );
    return analysed(config, { partial: false })
        .problems.map(problem => problemLine(problem))
        .sort();
}

const values = {
    clusterName: "dev",
    associations: {
        "Shop/orders": { roleRef: "reader", tags: { released: "2026-11-23 00:00:00 +0000 UTC" } },
        "shop/basket": { roleRef: "raeder" },
    },
    roles: { reader: { maxSessionDuration: "60" } },
    region: "",
    clusterFrom: {},
};

describe("the config from Pulumi", () => {
    it("has the positions of the stack file", () => {
        assert.deepEqual(said(values), [
            'Pulumi.dev.yaml:4:45  associations["Shop/orders"].tags.released: 2026-11-23 is read as a timestamp: text is required here; put it in quotes: "2026-11-23"',
            'Pulumi.dev.yaml:4:5  associations["Shop/orders"]: "Shop" is not a Kubernetes namespace: did you mean "shop"? Use lower-case letters, digits and "-", at most 63',
            'Pulumi.dev.yaml:6:7  associations["shop/basket"].roleRef: there is no role "raeder" in roles: did you mean "reader"? The roles are reader',
            "Pulumi.dev.yaml:7:39  roles.reader.maxSessionDuration: 60 is out of range: a whole number from 3600 to 43200 is required here",
        ]);
    });

    it("has paths if an environment or --config set the value", () => {
        const changed = { ...values, associations: { "shop/basket": { roleRef: "other" }, "x/y": {} }, region: "mars" };
        assert.deepEqual(
            said(changed).map(line => line.split(": ")[0]),
            [
                "Pulumi.dev.yaml:7:39  roles.reader.maxSessionDuration",
                'associations["shop/basket"].roleRef',
                'associations["x/y"]',
                "region",
            ],
        );
    });

    it("has paths if there is no stack file", () => {
        assert.deepEqual(
            said({ associations: { "a/b": {} } }, { text: "" }).map(line => line.split(": ")[0]),
            ["Pulumi.dev.yaml:1:1  the cluster is not named", 'associations["a/b"]'],
        );
    });

    it("can have everything that `pulumi config set --path` writes", () => {
        const set = {
            clusterName: "123",
            agent: { preserve: "true", tags: { cost: 1234, on: true } },
            associations: { "shop/orders": { roleRef: "reader", tags: { cost: 12 } } },
            roles: { reader: { maxSessionDuration: "7200", name: 7 } },
        };
        assert.deepEqual(said(set, { text: "" }), []);
    });

    it("is rejected for text instead of JSON", () => {
        assert.deepEqual(
            said({ clusterName: "dev", associations: "{a", roles: "[1", agent: "install" }, { text: "" }),
            [
                "agent: is text: a map of properties is required here",
                'associations: is not a map: write a map keyed "namespace/serviceAccount"',
                "roles: is text: a map is required here",
            ],
        );
    });

    it("is rejected for secrets without reading them, with their position in the file, and other problems are reported too", () => {
        const text = file.replace("roleRef: raeder", "roleArn: { secure: v1:A:B }").replace("Shop", "shop");
        const lines = said(
            { ...values, associations: { "shop/basket": { roleArn: "hunter2" } }, roles: {}, region: "hunter2" },
            { text, secretKeys: ["eks-pod-identity:associations", "eks-pod-identity:region"] },
        );
        assert.deepEqual(
            lines.map(line => line.split(": ").slice(0, 2).join(": ")),
            [
                'Pulumi.dev.yaml:4:20  associations["shop/orders"].roleRef: there is no role "reader" in roles',
                'Pulumi.dev.yaml:4:45  associations["shop/orders"].tags.released: 2026-11-23 is read as a timestamp',
                'Pulumi.dev.yaml:6:7  associations["shop/basket"].roleArn: is a secret',
                "region: is a secret",
            ],
        );
        assert.ok(!lines.join().includes("hunter2"));
        assert.match(lines.join(), /--plaintext/);
    });

    it("overrides the file if only the types differ", () => {
        const text = "config:\n  eks-pod-identity:agent: { configuration: { a: 2026-11-23, b: 5, c: 'true', d: 6 } }\n";
        const { config } = programConfig(
            { "eks-pod-identity:agent": JSON.stringify({ configuration: { a: "foo", b: "5", c: true, d: 6 } }) },
            [],
            readStackFile(text, "Pulumi.dev.yaml"),
        );
        assert.deepEqual(plain(config.node), { agent: { configuration: { a: "foo", b: "5", c: true, d: 6 } } });
        const lines = ["a", "b", "c", "d"].map(key => placeOf(config, ["agent", "configuration", key])?.line);
        assert.deepEqual(lines, [undefined, undefined, undefined, 2]);
    });

    it("ignores the empty defaults of a Pulumi.yaml with these keys, which would override included files", () => {
        const blanks = {
            "eks-pod-identity:clusterName": "",
            "eks-pod-identity:roles": "{}",
            "eks-pod-identity:include": "[]",
        };
        assert.deepEqual(plain(programConfig(blanks, []).config.node), {});
        const file = readStackFile("config: { eks-pod-identity:clusterName: '' }", "Pulumi.dev.yaml");
        assert.deepEqual(plain(programConfig(blanks, [], file).config.node), { clusterName: "" });
    });

    it("causes warnings about unused keys, with positions if they are in the file", () => {
        const file = readStackFile("confg: {}\nconfig: { eks-pod-identiy:roles: {} }\n", "Pulumi.dev.yaml");
        const { warnings } = programConfig({ "eks-pod-identiy:roles": "{}", "eks-pod-identy:agent": "{}" }, [], file);
        assert.deepEqual(
            warnings.map(warning => problemLine(warning)),
            [
                'Pulumi.dev.yaml:1:1  the key "confg" is not used: did you mean "config"?',
                'Pulumi.dev.yaml:2:11  the key "eks-pod-identiy:roles" is not used: did you mean "eks-pod-identity:roles"?',
                'the key "eks-pod-identy:agent" is not used: did you mean "eks-pod-identity:agent"?',
            ],
        );
    });

    it("does not have the values that null removes from an environment, although Pulumi keeps them", () => {
        const text = "environment: [a]\nconfig: { eks-pod-identity:associations: { a/b: null } }\n";
        const { config: file, warnings, hasEnvironment } = readStackFile(text, "Pulumi.dev.yaml");
        const values = {
            "eks-pod-identity:associations": '{"a/b":null,"c/d":{"role":{"presets":{"ebsCsi":null},"path":null}}}',
        };
        const { config } = programConfig(values, [], { config: file, warnings });
        const included = withIncludes(config, { folder: __dirname, shown: String }, hasEnvironment);
        assert.deepEqual(plain(included.config.node), {
            associations: { "c/d": { role: { presets: {}, path: null } } },
        });
    });

    it("is rejected for problems of its keys, even if Pulumi converted a value or chose one of two spellings", () => {
        const text = `config:
  eks-pod-identity:clusterName: dev
  eks-pod-identity:config:clusterName: prod
  eks-pod-identity:roles: { 010: {}, 2026-11-23: {} }
  eks-pod-identity:associations: '{"a/b":{}}'
`;
        const given = {
            clusterName: "dev",
            roles: { "8": {}, "2026-11-23 00:00:00 +0000 UTC": {} },
            associations: '{"a/b":{}}',
        };
        assert.deepEqual(said(given, { text }), [
            "Pulumi.dev.yaml:3:3  clusterName: is written twice, in two spellings: keep eks-pod-identity:clusterName",
            'Pulumi.dev.yaml:4:29  roles["8"]: the key 010 is read as 8: put it in quotes: "010"',
            'Pulumi.dev.yaml:4:38  roles["2026-11-23 00:00:00 +0000 UTC"]: the key 2026-11-23 is read as a timestamp: put it in quotes: "2026-11-23"',
            "Pulumi.dev.yaml:5:3  associations: is JSON text: write it as YAML, or set it with --path",
        ]);
    });

    it("can have both spellings of a key, and a prefix similar to this package's causes a warning", () => {
        const { config, warnings } = programConfig(
            { "eks-pod-identity:config:clusterName": "dev", "aws:region": "eu-west-1", "eks-pod-identiy:roles": "{}" },
            [],
        );
        assert.equal(analysed(config, { partial: false }).args.clusterName, "dev");
        assert.deepEqual(
            warnings.map(({ remedy }) => remedy),
            ['did you mean "eks-pod-identity:roles"?'],
        );
    });
});

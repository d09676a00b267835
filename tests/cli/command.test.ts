import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { Ajv } from "ajv";
import checkSchema from "../../schemas/check.schema.json";
import configSchema from "../../schemas/config.schema.json";
import { call as callIn, callInShell, folderWith } from "./call";

const files: Readonly<Record<string, string>> = {
    "Pulumi.yaml": "name: eks-pod-identity\nruntime: nodejs\nconfig: { aws:region: eu-west-1 }\n",
    "Pulumi.dev.yaml":
        "config:\n  eks-pod-identity:clusterName: dev\n  eks-pod-identity:associations:\n    Shop/orders: { roleRef: raeder }\n",
    "Pulumi.prod.yaml": [
        "config:",
        "  eks-pod-identity:clusterName: prod",
        "  eks-pod-identity:include: [common/base.yaml]",
        "  eks-pod-identity:associations:",
        "    shop/orders: { roleRef: reader, tags: { cost: 12 } }",
        "    shop/basket: { role: { tags: { team: shop }, path: null, managedPolicies: [AmazonS3ReadOnlyAccess] } }",
        "    old/gone: null",
        "  eks-pod-identity:defaults: { role: { tags: { team: platform, env: prod } }, association: { tags: { env: prod } } }",
    ].join("\n"),
    "Pulumi.warned.yaml": "config:\n  eks-pod-identity:clusterName: x\n  eks-pod-identity:roles: { reader: {} }\n",
    "common/base.yaml":
        "associations:\n  old/gone: { roleRef: reader }\nroles:\n  reader: { managedPolicies: [AmazonS3ReadOnlyAccess], maxSessionDuration: 7200 }\n",
    "sub/.keep": "",
};

describe("pod-identity", () => {
    let folder = "";
    beforeEach(() => {
        folder = folderWith(files);
    });
    afterEach(() => {
        fs.rmSync(folder, { recursive: true });
    });

    const call = (args: readonly string[], cwd = folder) => callIn(cwd, args);

    describe("check", () => {
        const problems = [
            'Pulumi.dev.yaml:4:5  associations["Shop/orders"]: "Shop" is not a Kubernetes namespace: did you mean "shop"? Use lower-case letters, digits and "-", at most 63',
            'Pulumi.dev.yaml:4:20  associations["Shop/orders"].roleRef: there is no role "raeder" in roles: roles is empty: add the role there',
        ];
        const warning =
            "Pulumi.warned.yaml:3:29  warning: roles.reader: no association uses it, so it is not created: write roleRef: reader in an association, or remove the role";

        it("finds what is wrong with all stack files at once", async () => {
            const { code, out, err } = await call(["check"]);
            assert.deepEqual(out.split("\n"), [...problems, warning]);
            assert.equal(err, "3 stack files: 2 problems, 1 warning");
            assert.equal(code, 1);
        });

        it("looks at one where one is named, by its stack or as a file", async () => {
            assert.deepEqual(await call(["check", "--stack", "prod"]), {
                code: 0,
                out: "",
                err: "1 stack file: no problems",
            });
            assert.equal((await call(["check", "Pulumi.dev.yaml"])).out, problems.join("\n"));
            assert.equal((await call(["check", "-s", "prod", "-s", "dev"])).err, "2 stack files: 2 problems");
        });

        it("passes warnings", async () => {
            assert.deepEqual(await call(["check", "-s", "warned"]), {
                code: 0,
                out: warning,
                err: "1 stack file: no problems, 1 warning",
            });
        });

        it("works in a folder below the project's, and names files from there", async () => {
            const { out } = await call(["check"], path.join(folder, "sub"));
            assert.match(out, /^\.\.\/Pulumi\.dev\.yaml:4:5 /);
        });

        it("finds stack files where stackConfigDir has them", async () => {
            fs.writeFileSync(
                path.join(folder, "Pulumi.yaml"),
                "name: eks-pod-identity\nruntime: nodejs\nconfig: { aws:region: eu-west-1 }\nstackConfigDir: stacks\n",
            );
            fs.mkdirSync(path.join(folder, "stacks"));
            fs.renameSync(path.join(folder, "Pulumi.prod.yaml"), path.join(folder, "stacks", "Pulumi.prod.yaml"));
            assert.equal((await call(["check"])).err, "1 stack file: no problems");
        });

        it("prints JSON of the published schema", async () => {
            const { out, code } = await call(["check", "--format", "json"]);
            const output: unknown = JSON.parse(out);
            const validate = new Ajv().compile(checkSchema);
            assert.ok(validate(output), JSON.stringify(validate.errors));
            const { files: checked, findings } = output as { files: string[]; findings: Record<string, unknown>[] };
            assert.deepEqual(checked, ["Pulumi.dev.yaml", "Pulumi.prod.yaml", "Pulumi.warned.yaml"]);
            assert.deepEqual(findings[1], {
                severity: "error",
                stackFile: "Pulumi.dev.yaml",
                file: "Pulumi.dev.yaml",
                line: 4,
                column: 20,
                path: 'associations["Shop/orders"].roleRef',
                problem: 'there is no role "raeder" in roles',
                remedy: "roles is empty: add the role there",
            });
            assert.equal(code, 1);
        });

        it("annotates pull requests on GitHub", async () => {
            const { out } = await call(["check", "--format", "github"]);
            assert.match(
                out,
                /^::error file=Pulumi\.dev\.yaml,line=4,col=5::associations\["Shop\/orders"\]: "Shop" is not/,
            );
            assert.match(out, /^::warning file=Pulumi\.warned\.yaml,line=3,col=29::roles\.reader/m);
        });
    });

    describe("config", () => {
        it("shows the effective config, with the origin of each value", async () => {
            const { out, code } = await call(["config", "--stack", "prod"]);
            const lines = Object.fromEntries(
                out
                    .split("\n")
                    .map(line => line.trim().split(/\s+# /))
                    .map(([text = "", origin]) => [text, origin]),
            );
            assert.equal(code, 0);
            assert.equal(lines["clusterName: prod"], "Pulumi.prod.yaml:2:3");
            assert.equal(lines["mode: install"], "default");
            assert.equal(lines['cost: "12"'], "Pulumi.prod.yaml:5:45");
            assert.equal(lines["team: shop"], "Pulumi.prod.yaml:6:36");
            assert.equal(lines["env: prod"], "Pulumi.prod.yaml:8:64");
            assert.equal(lines["maxSessionDuration: 7200"], "common/base.yaml:4:56");
            assert.equal(lines["path: /pod-identity/"], "default");
            assert.ok(!out.includes("old/gone"), "null takes an inherited association away");
        });

        it("prints JSON of the published schema", async () => {
            const output: unknown = JSON.parse((await call(["config", "-s", "prod", "-f", "json"])).out);
            const validate = new Ajv().compile(configSchema);
            assert.ok(validate(output), JSON.stringify(validate.errors));
            const { values, origins } = output as {
                values: { associations: Record<string, unknown> };
                origins: Record<string, string>;
            };
            assert.deepEqual(values.associations["shop/orders"], {
                roleRef: "reader",
                disableSessionTags: false,
                tags: { cost: "12", env: "prod" },
            });
            assert.equal(origins["roles.reader.managedPolicies[0]"], "common/base.yaml:4:31");
        });

        it("shows target roles with the defaults of their own, and no agent where there is no cluster", async () => {
            fs.writeFileSync(
                path.join(folder, "Pulumi.target.yaml"),
                [
                    "config:",
                    "  eks-pod-identity:targetRoles:",
                    "    export:",
                    "      name: export",
                    "      path: null",
                    "      tags: { cost: 12, team: null }",
                    "      sources:",
                    "        - cluster: arn:aws:eks:eu-west-1:111122223333:cluster/dev",
                    "          subject: data/export",
                    "          roleArn: arn:aws:iam::111122223333:role/export",
                ].join("\n"),
            );
            const { values, origins } = JSON.parse((await call(["config", "-s", "target", "-f", "json"])).out) as {
                values: unknown;
                origins: Record<string, string>;
            };
            const source = {
                cluster: "arn:aws:eks:eu-west-1:111122223333:cluster/dev",
                subject: "data/export",
                roleArn: "arn:aws:iam::111122223333:role/export",
                disableSessionTags: false,
            };
            assert.deepEqual(values, {
                targetRoles: {
                    export: {
                        name: "export",
                        path: "/pod-identity/",
                        maxSessionDuration: 3600,
                        exclusive: false,
                        tags: { cost: "12" },
                        sources: [source],
                    },
                },
            });
            assert.equal(origins["targetRoles.export.sources[0].subject"], "Pulumi.target.yaml:9:11");
            assert.equal(origins["targetRoles.export.path"], "default");
        });

        it("gives target roles beside a cluster nothing of the cluster's defaults", async () => {
            fs.appendFileSync(
                path.join(folder, "Pulumi.prod.yaml"),
                "\n  eks-pod-identity:targetRoles: { export: { name: export, sources: [{ subject: data/export, roleArn: 'arn:aws:iam::111122223333:role/x', cluster: 'arn:aws:eks:eu-west-1:111122223333:cluster/dev' }] } }",
            );
            const { values } = JSON.parse((await call(["config", "-s", "prod", "-f", "json"])).out) as {
                values: { agent?: unknown; targetRoles: { export: { tags?: unknown } } };
            };
            assert.equal(values.targetRoles.export.tags, undefined);
            assert.ok(values.agent);
        });

        it("shows what is wrong instead, where something is", async () => {
            const { out, err, code } = await call(["config", "--stack", "dev"]);
            assert.equal(out, "");
            assert.match(err, /^Pulumi\.dev\.yaml:4:5 /);
            assert.equal(code, 1);
        });
    });

    describe("schema", () => {
        it("prints the schema of stack files", async () => {
            const { out, code } = await call(["schema"]);
            assert.match((JSON.parse(out) as { title: string }).title, /stack file/);
            assert.equal(code, 0);
        });

        it("writes it, and prints the line that editors look for", async () => {
            const { out } = await call(["schema", "include", "--write", "schemas/include.schema.json"]);
            assert.equal(out, "# yaml-language-server: $schema=./schemas/include.schema.json");
            JSON.parse(fs.readFileSync(path.join(folder, "schemas/include.schema.json"), "utf8"));
        });
    });

    const misuses: readonly (readonly [args: string, says: RegExp])[] = [
        ["chek", /Did you mean check\?/],
        ["check --stack prd", /no stack file Pulumi\.prd\.yaml\. Did you mean "prod"\?/],
        ["check Pulumi.no.yaml", /no file Pulumi\.no\.yaml\.$/],
        ["check dev", /no file dev\. Did you mean --stack dev\?$/],
        ["config dev", /no file dev\. Did you mean --stack dev\?$/],
        ["check --format xml", /Allowed choices are text, json, github/],
        ["check --verbose", /unknown option '--verbose'/],
        ["config", /3 stack files: say which with --stack/],
        ["config --stack dev extra more", /too many arguments/],
        ["schema nothing", /Allowed choices/],
        ["schema --write common/base.yaml/x.json", /cannot be written/],
        ["", /Usage: pod-identity/],
    ];
    for (const [args, says] of misuses) {
        it(`says what is wrong with \`pod-identity ${args}\`, and exits with 2`, async () => {
            const { code, err, out } = await call(args.split(" ").filter(Boolean));
            assert.match(err, says);
            assert.equal(out, "");
            assert.equal(code, 2);
        });
    }

    it("says so where there is no project", async () => {
        const { code, err } = await call(["check"], os.tmpdir());
        assert.deepEqual({ code, err }, { code: 2, err: "There is no Pulumi.yaml here or in a folder above." });
    });

    it("helps, and tells its version, with exit code 0", async () => {
        assert.deepEqual(await call(["--version"]), { code: 0, out: "1.2.3", err: "" });
        assert.match((await call(["check", "--help"])).out, /offline/);
        assert.equal((await call(["--help"])).code, 0);
    });

    it("is a process that exits as it should", () => {
        assert.equal(callInShell(folder, "$pod_identity check --stack prod").out, "");
        const { code, out } = callInShell(folder, "$pod_identity check");
        assert.equal(code, 1);
        assert.match(out, /Pulumi\.dev\.yaml:4:5/);
    });
});

import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

const root = path.join(__dirname, "..", "..");

/** What a user of the package writes; run under mocks, since nothing else is needed to see that it loads and registers. */
const program = `
import * as pulumi from "@pulumi/pulumi";
import { AgentMode, PodIdentityStack, PodIdentityStackArgs } from "eks-pod-identity";

const args: PodIdentityStackArgs = {
    clusterName: "dev",
    agent: { mode: AgentMode.Install },
    associations: { "shop/orders": { role: { managedPolicies: ["AmazonS3ReadOnlyAccess"] } } },
};
async function main(): Promise<void> {
    const names: string[] = [];
    await pulumi.runtime.setMocks({
        newResource: ({ type, name, inputs }) => {
            names.push(type.split(":").pop() + " " + name);
            return { id: name, state: { ...inputs, arn: "arn:aws:iam::111122223333:role/x", name } };
        },
        call: () => ({ arn: "arn:aws:eks:eu-west-1:111122223333:cluster/dev", version: "1.33", computeConfigs: [] }),
    }, "project", "stack", false);
    new PodIdentityStack("identity", args);
    await pulumi.runtime.disconnect();
    console.log(JSON.stringify(names.sort()));
}
void main();
`;

/** A team's project: nothing but Pulumi.yaml, stack files and one line. */
const stackFileProject = {
    "Pulumi.yaml": "name: pods\nruntime: nodejs\nmain: index.ts\n",
    "index.ts": 'export * from "eks-pod-identity/program";\n',
    "run.ts": `
import { record, resourceTypes } from "eks-pod-identity/testing";

const config = {
    "aws:region": "eu-west-1",
    "eks-pod-identity:clusterName": "dev",
    "eks-pod-identity:associations": JSON.stringify({ "shop/orders": { role: { managedPolicies: ["AmazonS3ReadOnlyAccess"] } } }),
};
void record(() => require("./index") as object, { config, project: "pods", stack: "dev" }).then(({ result, of }) => {
    const associations = [...of(resourceTypes.association).keys()];
    console.log(JSON.stringify({ outputs: Object.keys(result).sort(), associations }));
});
`,
};

function compilerOptions(module: string, moduleResolution: string): object {
    return { strict: true, target: "es2022", module, moduleResolution, skipLibCheck: true, noEmit: true };
}

/** The TypeScript block behind the first mention of a file. */
function exampleIn(page: string, file: string): string {
    const from = page.indexOf(`\`${file}\``);
    const block = /^```ts\n([\s\S]*?)^```/m.exec(page.slice(from))?.[1];
    assert.ok(from > 0 && block, file);
    return block;
}

describe("the packed package", function () {
    this.timeout(300_000);
    let folder: string;
    let packed: { readonly filename: string; readonly files: readonly { readonly path: string }[] };

    before(() => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "eks-pod-identity-package-"));
        run(root, "npm", "run", "build");
        [packed] = JSON.parse(run(root, "npm", "pack", "--json", "--ignore-scripts", "--pack-destination", folder)) as [
            typeof packed,
        ];
    });
    after(() => {
        fs.rmSync(folder, { recursive: true, force: true });
    });

    it("holds the library with its types and source maps, and nothing of the sandbox or the tests", () => {
        const paths = packed.files.map(file => file.path);
        for (const wanted of [
            "components/index.js",
            "components/index.d.ts",
            "components/index.js.map",
            "config/stackProgram.js",
            "testing/index.d.ts",
            "data/actions.json.br",
        ]) {
            assert.ok(paths.includes(`dist/${wanted}`), paths.join("\n"));
        }
        assert.deepEqual(
            paths.filter(
                file =>
                    !/^(dist\/(components|config|testing|cli|data|inventory|schemas)\/|LICENSE$|README\.md$|CHANGELOG\.md$|package\.json$)/.test(
                        file,
                    ),
            ),
            [],
        );
    });

    describe("in an empty project", () => {
        let project: string;
        before(() => {
            project = path.join(folder, "project");
            fs.mkdirSync(project);
            const versions = (
                JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8")) as {
                    devDependencies: Record<string, string>;
                }
            ).devDependencies;
            const pinned = [
                "@pulumi/aws",
                "@pulumi/pulumi",
                "typescript",
                "@types/node",
                "mocha",
                "@types/mocha",
                "ts-node",
            ].map(name => `${name}@${versions[name] ?? ""}`);
            write("package.json", '{ "private": true }');
            write("tsconfig.json", JSON.stringify({ compilerOptions: compilerOptions("node16", "node16") }));
            run(
                project,
                "npm",
                "install",
                "--no-audit",
                "--no-fund",
                "--prefer-offline",
                path.join(folder, packed.filename),
                ...pinned,
            );
        });
        const write = (file: string, text: string): void => {
            fs.mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
            fs.writeFileSync(path.join(project, file), text);
        };

        it("is imported by a typed program, and registers what it should", () => {
            write("program.ts", program);
            run(project, "npx", "tsc", "-p", ".", "--noEmit", "false");
            assert.deepEqual(JSON.parse(run(project, "node", "program.js")), [
                "Addon identity-agent",
                "PodIdentityAgent identity-agent",
                "PodIdentityAssociation identity/shop/orders",
                "PodIdentityStack identity",
                "Role identity/shop/orders",
                "RolePolicyAttachment identity/shop/orders/AmazonS3ReadOnlyAccess",
            ]);
        });

        it("tests a program as docs/testing.md says", () => {
            const page = fs.readFileSync(path.join(root, "docs", "testing.md"), "utf8");
            for (const file of ["access.ts", "access.test.ts"]) {
                write(file, exampleIn(page, file));
            }
            const [tool, ...args] = /^npx mocha .*$/m.exec(page)?.[0].split(" ") ?? [];
            assert.ok(tool);
            const printed = run(project, tool, ...args);
            assert.match(printed, /\b4 passing/);
            assert.doesNotMatch(printed, /promises were still active/);
        });

        it("is the whole program of a project with stack files", () => {
            for (const [file, text] of Object.entries(stackFileProject)) {
                write(`stack-files/${file}`, text);
            }
            const printed = execFileSync("npx", ["ts-node", "run.ts"], {
                cwd: path.join(project, "stack-files"),
                encoding: "utf8",
            });
            assert.deepEqual(JSON.parse(printed), {
                outputs: ["agent", "associations", "clusterName", "targetRoles"],
                associations: ["identity/shop/orders"],
            });
        });

        it("has its types with each way in which TypeScript resolves modules", () => {
            for (const [module, resolution] of [
                ["node16", "node16"],
                ["commonjs", "node10"],
                ["esnext", "bundler"],
            ] as const) {
                const options = { compilerOptions: compilerOptions(module, resolution), include: ["*.ts", "*/*.ts"] };
                write("tsconfig.types.json", JSON.stringify(options));
                run(project, "npx", "tsc", "-p", "tsconfig.types.json");
            }
        });
    });
});

function run(cwd: string, command: string, ...args: readonly string[]): string {
    return execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

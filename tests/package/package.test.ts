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

    it("holds the library with its types and source maps, and nothing of the sandbox, the tests or the program", () => {
        const paths = packed.files.map(file => file.path);
        for (const wanted of [
            "components/index.js",
            "components/index.d.ts",
            "components/index.js.map",
            "data/actions.json.br",
        ]) {
            assert.ok(paths.includes(`dist/${wanted}`), paths.join("\n"));
        }
        assert.deepEqual(
            paths.filter(
                file =>
                    !/^(dist\/(components|config|cli|data|inventory|schemas)\/|LICENSE$|README\.md$|CHANGELOG\.md$|package\.json$)/.test(
                        file,
                    ),
            ),
            [],
        );
    });

    it("is imported by a typed program in an empty project, and registers what it should", () => {
        const project = path.join(folder, "project");
        fs.mkdirSync(project);
        const versions = (
            JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8")) as {
                devDependencies: Record<string, string>;
            }
        ).devDependencies;
        const pinned = ["@pulumi/aws", "@pulumi/pulumi", "typescript", "@types/node"].map(
            name => `${name}@${versions[name] ?? ""}`,
        );
        fs.writeFileSync(path.join(project, "package.json"), '{ "private": true }');
        fs.writeFileSync(path.join(project, "program.ts"), program);
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
        run(
            project,
            "npx",
            "tsc",
            "--strict",
            "--module",
            "node16",
            "--moduleResolution",
            "node16",
            "--target",
            "es2022",
            "--skipLibCheck",
            "program.ts",
        );
        assert.deepEqual(JSON.parse(run(project, "node", "program.js")), [
            "Addon identity-agent",
            "PodIdentityAgent identity-agent",
            "PodIdentityAssociation identity/shop/orders",
            "PodIdentityRole identity/shop/orders",
            "PodIdentityStack identity",
            "Role identity/shop/orders",
            "RolePolicyAttachment identity/shop/orders/AmazonS3ReadOnlyAccess",
        ]);
    });
});

function run(cwd: string, command: string, ...args: readonly string[]): string {
    return execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

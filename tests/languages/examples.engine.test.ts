import * as assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { pythonForPrograms } from "../../sandbox/languages";
import { openSandbox } from "../../sandbox/sandbox";
import type { Sandbox } from "../../sandbox/sandbox";
import { addonsOf, associationsOf, rolesOf } from "../program/state";
import { requireSandbox } from "../sandbox/prerequisites";
import { requireLanguage } from "./programs";
import { generateSdk, must, need } from "./sdks";

const place = { account: "111122223333", region: "eu-west-1", cluster: "dev" };

/** A program of the example in one language: how to check it, and its requirements. */
interface Example {
    readonly title: string;
    /** In examples/. */
    readonly folder: string;
    readonly language?: "python" | "go" | "yaml";
    /** Adds the generated SDK and checks the types. Returns environment variables. */
    readonly prepare: (folder: string) => Promise<Readonly<Record<string, string>>>;
}

const examples: readonly Example[] = [
    {
        title: "TypeScript, with the npm package",
        folder: "typescript",
        // `npm run lint` checks its types.
        prepare: () => Promise.resolve({}),
    },
    {
        title: "TypeScript, with the SDK",
        folder: "typescript-sdk",
        prepare: async folder => {
            const source = path.join(folder, "..", "typescript");
            const sdk = path.join(folder, "node_modules", "@pulumi", "eks-pod-identity");
            await generateSdk("nodejs", sdk);
            const tsc = require.resolve("typescript/bin/tsc");
            // Like the SDK's own postinstall.
            await must(process.execPath, [tsc, "--project", sdk], sdk);
            await fs.copyFile(path.join(sdk, "package.json"), path.join(sdk, "bin", "package.json"));
            const program = await fs.readFile(path.join(source, "index.ts"), "utf8");
            const text = program.replace('"eks-pod-identity"', '"@pulumi/eks-pod-identity"');
            await fs.writeFile(path.join(folder, "index.ts"), text);
            const project = await fs.readFile(path.join(source, "Pulumi.yaml"), "utf8");
            await fs.writeFile(
                path.join(folder, "Pulumi.yaml"),
                `${project}packages:\n  eks-pod-identity: ../../components\n`,
            );
            const options = ["--noEmit", "--strict", "--skipLibCheck", "--module", "node16", "--target", "es2022"];
            await must(process.execPath, [tsc, ...options, "index.ts"], folder);
            return {};
        },
    },
    {
        title: "Python",
        folder: "python",
        language: "python",
        prepare: async folder => {
            const sdk = path.join(folder, "sdks", "pulumi-eks-pod-identity");
            await generateSdk("python", sdk);
            const python = await pythonForPrograms(need);
            await must(python, ["-m", "mypy", "--strict", "--follow-imports=silent", "__main__.py"], folder, {
                MYPYPATH: sdk,
            });
            // Next to the environment that all tests share, not in it.
            const packages = path.join(folder, "packages");
            const options = ["--quiet", "--no-deps", "--no-build-isolation", "--target", packages];
            await must(python, ["-m", "pip", "install", ...options, sdk], folder);
            return { PYTHONPATH: packages };
        },
    },
    {
        title: "Go",
        folder: "go",
        language: "go",
        prepare: async folder => {
            await generateSdk("go", path.join(folder, "sdks", "pulumi-eks-pod-identity"));
            await must("go", ["vet", "./..."], folder);
            return {};
        },
    },
    {
        title: "YAML",
        folder: "yaml",
        language: "yaml",
        prepare: () => Promise.resolve({}),
    },
];

describe("the same example in every language that runs here", () => {
    let sandbox: Sandbox;
    let directory: string;
    let expected: unknown;

    before(async function () {
        await requireSandbox(this);
        directory = await fs.mkdtemp(path.join(os.tmpdir(), "pod-identity-"));
        sandbox = await openSandbox({ directory });
        await sandbox.seed([{ account: place.account, region: place.region, clusters: [{ name: place.cluster }] }]);
    });
    after(async () => {
        await (sandbox as Sandbox | undefined)?.close();
        await fs.rm(directory, { recursive: true, force: true });
    });

    for (const { title, folder, language, prepare } of examples) {
        it(`type-checks, can be deployed, creates the same resources in AWS, and can be destroyed: ${title}`, async function () {
            if (language) {
                await requireLanguage(this, language);
            }
            const cwd = path.join("examples", folder);
            const env = {
                PULUMI_NODEJS_TRANSPILE_ONLY: "true",
                ...(await prepare(path.join(sandbox.project, cwd))),
            };
            const pulumi = async (...args: readonly string[]) => {
                const { code, stdout, stderr } = await sandbox.pulumi([...args, "--stack", "dev"], { cwd, env });
                assert.equal(code, 0, stdout + stderr);
                return stdout;
            };
            await pulumi("up", "--yes", "--skip-preview");
            const aws = await awsState(sandbox);
            expected ??= aws;
            const outputs = JSON.parse(await pulumi("stack", "output", "--json")) as {
                roleArns: Record<string, string>;
            };
            await pulumi("destroy", "--yes", "--skip-preview");
            assert.deepEqual(aws, expected);
            assert.deepEqual(Object.keys(outputs.roleArns).sort(), [
                "external-dns/external-dns",
                "team-a/reader",
                "team-b/reader",
            ]);
            assert.deepEqual(await awsState(sandbox), { addons: [], associations: {}, roles: [] });
        });
    }
});

/** All resources of the example in AWS, without AWS's unique suffixes. */
async function awsState(sandbox: Sandbox): Promise<unknown> {
    const anonymous = (text = "") => text.replace(/\d{17}[0-9a-f]{9}$/, "");
    const associations = Object.entries(await associationsOf(sandbox, place)).map(([subject, association]) => [
        subject,
        { roleArn: anonymous(association?.roleArn), tags: association?.tags },
    ]);
    const roles = await rolesOf(sandbox, place.account);
    return {
        addons: await addonsOf(sandbox, place),
        associations: Object.fromEntries(associations) as unknown,
        roles: roles.map(role => ({ ...role, name: anonymous(role.name), arn: anonymous(role.arn) })),
    };
}

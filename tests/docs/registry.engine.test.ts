import * as assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { pythonForPrograms } from "../../sandbox/languages";
import { packageFolder } from "../../sandbox/layout";
import { openSandbox } from "../../sandbox/sandbox";
import { generateSdk, must, need } from "../languages/sdks";
import { requireLanguage } from "../languages/programs";
import { requireSandbox } from "../sandbox/prerequisites";
import { blocksOf } from "./pages";

/** TypeScript, C# and Java have tests without the engine. */
describe("the example of docs/_index.md", () => {
    let root: string;
    before(async function () {
        await requireSandbox(this);
        root = await fs.realpath(await fs.mkdtemp(path.join(os.tmpdir(), "pod-identity-")));
    });
    after(() => fs.rm(root, { recursive: true, force: true }));

    it("type-checks in Python", async function () {
        await requireLanguage(this, "python");
        const sdk = path.join(root, "python-sdk");
        await generateSdk("python", sdk);
        const file = path.join(root, "program.py");
        await fs.writeFile(file, exampleIn("python"));
        const options = ["-m", "mypy", "--strict", "--follow-imports=silent", file];
        await must(await pythonForPrograms(need), options, root, { MYPYPATH: sdk });
    });

    it("compiles in Go", async function () {
        await requireLanguage(this, "go");
        const folder = path.join(root, "go");
        await fs.cp(path.join(packageFolder, "examples", "go"), folder, { recursive: true });
        await generateSdk("go", path.join(folder, "sdks", "pulumi-eks-pod-identity"));
        await fs.writeFile(path.join(folder, "main.go"), exampleIn("go"));
        await must("go", ["vet", "./..."], folder);
        assert.equal(await must("gofmt", ["-l", "main.go"], folder), "");
    });

    it("goes up in YAML", async function () {
        await requireLanguage(this, "yaml");
        const project = path.join(root, "yaml");
        await fs.mkdir(project);
        const plugin = path.join(packageFolder, "components");
        const program = exampleIn("yaml").replace(/(eks-pod-identity: )github\.com\/\S+/, `$1${plugin}`);
        await fs.writeFile(path.join(project, "Pulumi.yaml"), program);
        await fs.writeFile(path.join(project, "Pulumi.dev.yaml"), "config:\n  aws:region: eu-west-1\n");
        const sandbox = await openSandbox({ directory: path.join(root, "sandbox"), project, mirror: false });
        try {
            await sandbox.seed([{ account: "111122223333", region: "eu-west-1", clusters: [{ name: "dev" }] }]);
            const pulumi = async (...args: readonly string[]) => {
                const { code, stdout, stderr } = await sandbox.pulumi([...args, "--stack", "dev"]);
                assert.equal(code, 0, stdout + stderr);
                return stdout;
            };
            await pulumi("up", "--yes", "--skip-preview");
            const { roleArns } = JSON.parse(await pulumi("stack", "output", "--json")) as { roleArns: object };
            assert.deepEqual(Object.keys(roleArns).sort(), ["shop/orders", "team-a/reader", "team-b/reader"]);
            await pulumi("destroy", "--yes", "--skip-preview");
        } finally {
            await sandbox.close();
        }
    });
});

function exampleIn(language: string): string {
    const [block, ...others] = blocksOf("docs/_index.md").filter(each => each.language === language);
    assert.ok(block !== undefined && others.length === 0, language);
    return block.text;
}

import * as assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { packageFolder } from "../../sandbox/layout";
import { openSandbox } from "../../sandbox/sandbox";
import type { Sandbox } from "../../sandbox/sandbox";
import { packTo } from "../package/packed";
import { requireSandbox } from "../sandbox/prerequisites";
import { requireLanguage } from "./programs";
import { must } from "./sdks";

const languages = { TypeScript: undefined, Python: "python", Go: "go", YAML: "yaml" } as const;
type Language = keyof typeof languages;

interface Walkthrough {
    readonly files: Readonly<Record<string, string>>;
    readonly commands: readonly string[];
}

describe("docs/languages.md, from an empty folder to a preview", () => {
    let root: string;
    before(async function () {
        await requireSandbox(this);
        root = await fs.realpath(await fs.mkdtemp(path.join(os.tmpdir(), "pod-identity-")));
        await fs.symlink(packageFolder, path.join(root, "eks-pod-identity"));
    });
    after(() => fs.rm(root, { recursive: true, force: true }));

    for (const language of Object.keys(languages) as Language[]) {
        it(`works: ${language}`, async function () {
            const runtime = languages[language];
            if (runtime !== undefined) {
                await requireLanguage(this, runtime);
            }
            const { files, commands } = await walkthrough(language);
            const folder = path.join(root, language);
            await fs.mkdir(folder);
            for (const [file, text] of Object.entries(files)) {
                await fs.writeFile(path.join(folder, file), text);
            }
            const directory = path.join(root, `sandbox-${language}`);
            const sandbox = await openSandbox({ directory, project: folder, mirror: false });
            try {
                await sandbox.seed([{ account: "111122223333", region: "eu-west-1", clusters: [{ name: "dev" }] }]);
                let last = "";
                for (const command of commands) {
                    last = await perform(command, folder, sandbox);
                }
                assert.equal(commands.at(-1), "pulumi preview");
                assert.match(last, /PodIdentityAssociation identity\/shop\/orders create/);
            } finally {
                await sandbox.close();
            }
        });
    }
});

/** A command of the docs. Only the npm package is replaced, with the one packed here. */
async function perform(command: string, folder: string, sandbox: Sandbox): Promise<string> {
    const [tool, ...args] = command.split(" ");
    if (tool !== "pulumi") {
        const plain = command.replace(/^(npm install .*)\beks-pod-identity$/, "$1../package.tgz");
        if (plain !== command) {
            await packTo(path.join(folder, "..", "package.tgz"));
        }
        return must("sh", ["-c", plain], folder);
    }
    const stack = ["stack", "package", "install"].includes(args[0] ?? "") ? [] : ["--stack", "dev"];
    const env = { PULUMI_NODEJS_TRANSPILE_ONLY: "true" };
    const { code, stdout, stderr } = await sandbox.pulumi([...args, ...stack, "--non-interactive"], { env });
    assert.equal(code, 0, `${command}: ${stdout}${stderr}`);
    return stdout;
}

/**
 * The files and the commands of a section. A file is a fenced block below a line that starts with its name; commands
 * are in a block `sh`.
 */
async function walkthrough(language: Language): Promise<Walkthrough> {
    const text = await fs.readFile(path.join(packageFolder, "docs", "languages.md"), "utf8");
    const section = new RegExp(`^## ${language}\n(.*?)^## `, "ms").exec(text)?.[1] ?? "";
    const files = [...section.matchAll(/^`([^`]+)`[^\n]*:\n\n```\w*\n(.*?)^```/gms)];
    const commands = /^```sh\n(.*?)^```/ms.exec(section)?.[1] ?? "";
    return {
        files: Object.fromEntries(files.map(([, name = "", content = ""]) => [name, content])),
        commands: commands.trim().split("\n"),
    };
}

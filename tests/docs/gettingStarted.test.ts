import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { offlineStack } from "../../config/offline";
import { stackFileSource } from "../../inventory/sources/stackFile";
import { call } from "../cli/call";
import { blocksOf, root, textOf } from "./pages";

describe("docs/getting-started.md, on this machine", () => {
    let folder: string;
    before(() => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "docs-"));
        for (const file of ["Pulumi.yaml", "Pulumi.dev.yaml"]) {
            fs.copyFileSync(path.join(root, file), path.join(folder, file));
        }
        const git = (...args: readonly string[]) => execFileSync("git", args, { cwd: folder, stdio: "pipe" });
        git("init", "--quiet");
        git("add", "--all");
        git("-c", "user.name=test", "-c", "user.email=test@example.com", "commit", "--quiet", "--message", "Start");
    });
    after(() => {
        fs.rmSync(folder, { recursive: true, force: true });
    });

    it("counts what the first `up` creates, as README.md does, and what the change adds", async () => {
        const page = textOf("docs/getting-started.md");
        const before = await registeredResources();
        // And the stack itself.
        assert.match(page, new RegExp(`creates the ${String(before + 1)} resources`));
        assert.match(textOf("README.md"), new RegExp(`^ +\\+ ${String(before + 1)} created$`, "m"));
        const file = path.join(folder, "Pulumi.dev.yaml");
        const text = fs.readFileSync(file, "utf8");
        changeWith(changeOfPage());
        assert.equal((await registeredResources()) - before, 3);
        assert.match(page, /lists three new resources: a role, its policy and the association/);
        fs.writeFileSync(file, text);
    });

    it("prints the differences that the page shows, after the change of the page", async () => {
        const blocks = blocksOf("docs/getting-started.md");
        const shown = blocks.find(({ language, text }) => language === "" && text.startsWith("shop/invoices"))?.text;
        changeWith(changeOfPage());
        assert.deepEqual(await call(folder, ["check", "--stack", "dev"]), {
            code: 0,
            out: "",
            err: "1 stack file: no problems",
        });
        const { out } = await call(folder, ["diff", "--stack", "dev"]);
        assert.ok(shown !== undefined && out.startsWith(shown.trimEnd()), out);
    });

    it("finds the error and the warning that the page names", async () => {
        const file = path.join(folder, "Pulumi.dev.yaml");
        const text = fs.readFileSync(file, "utf8");
        fs.writeFileSync(file, text.replace("- actions: [s3:GetObject]", "- action: [s3:GetObject]"));
        assert.equal((await call(folder, ["check", "--stack", "dev"])).code, 1);
        fs.writeFileSync(file, text.replace("[s3:GetObject]", "[s3:GetObjet]"));
        const { code, out } = await call(folder, ["check", "--stack", "dev"]);
        assert.match(out, /warning: .*s3:GetObjet/);
        assert.equal(code, 0);
        fs.writeFileSync(file, text);
    });

    function changeOfPage(): string {
        return blocksOf("docs/getting-started.md").find(({ text }) => text.includes("shop/invoices:"))?.text ?? "";
    }

    async function registeredResources(): Promise<number> {
        const project = { folder, name: "eks-pod-identity", stackFolder: folder };
        const stack = offlineStack(path.join(folder, "Pulumi.dev.yaml"), project, file => path.basename(file));
        return (await stackFileSource(stack, "Pulumi.dev.yaml")).resources.length;
    }

    /** Adds the subject of the block to the associations. */
    function changeWith(block: string): void {
        const file = path.join(folder, "Pulumi.dev.yaml");
        const key = "  eks-pod-identity:associations:\n";
        const text = fs.readFileSync(file, "utf8");
        const subject = block.slice(block.indexOf(key) + key.length);
        fs.writeFileSync(file, text.replace(key, key + subject));
    }
});

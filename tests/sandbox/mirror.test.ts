import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { syncMirror } from "../../sandbox/mirror";

describe("the mirror of a project", () => {
    let root: string;
    const inProject = (file: string) => path.join(root, "project", file);
    const inMirror = (file: string) => path.join(root, "mirror", file);
    const read = (file: string) => fs.readFile(inMirror(file), "utf8");
    const isInMirror = (file: string) =>
        fs.lstat(inMirror(file)).then(
            () => true,
            () => false,
        );
    const sync = () =>
        syncMirror(path.join(root, "project"), path.join(root, "mirror"), path.join(root, "mirror.json"), process.env);
    const write = async (file: string, text: string) => {
        await fs.mkdir(path.dirname(inProject(file)), { recursive: true });
        await fs.writeFile(inProject(file), text);
    };

    beforeEach(async () => {
        root = await fs.mkdtemp(path.join(os.tmpdir(), "mirror-"));
        await write("Pulumi.yaml", "name: p\nruntime: nodejs\n");
        await write("Pulumi.dev.yaml", "config:\n  a:b: c\n");
        await write("index.ts", "export {};\n");
        await write("package.json", "{}");
        await write("node_modules/pkg/index.js", "");
        await write("nested/package.json", "{}");
        await write("nested/node_modules/other/index.js", "");
        await write("ignored.txt", "");
        await write(".gitignore", "node_modules/\nignored.txt\n");
        execFileSync("git", ["init", "-q", inProject("")]);
    });
    afterEach(() => fs.rm(root, { recursive: true, force: true }));

    it("holds what git tracks or would track, and the installed packages as links", async () => {
        await sync();
        assert.equal(await read("index.ts"), "export {};\n");
        assert.equal(await isInMirror("ignored.txt"), false);
        assert.equal(await fs.readlink(inMirror("node_modules")), inProject("node_modules"));
        assert.equal(await fs.readlink(inMirror("nested/node_modules")), inProject("nested/node_modules"));
    });

    it("holds the same without git", async () => {
        await fs.rm(inProject(".git"), { recursive: true });
        await sync();
        assert.equal(await read("index.ts"), "export {};\n");
        assert.equal((await fs.lstat(inMirror("node_modules"))).isSymbolicLink(), true);
    });

    it("follows changed and deleted files", async () => {
        await write("gone.ts", "");
        await sync();
        await write("index.ts", "export const changed = true;\n");
        await fs.rm(inProject("gone.ts"));
        await sync();
        assert.match(await read("index.ts"), /changed/);
        assert.equal(await isInMirror("gone.ts"), false);
    });

    it("loses a tracked file that is deleted, but not yet in the index", async () => {
        execFileSync("git", ["-C", inProject(""), "add", "index.ts"]);
        await sync();
        await fs.rm(inProject("index.ts"));
        await sync();
        assert.equal(await isInMirror("index.ts"), false);
    });

    it("keeps what a command changed in a stack file until the project's own file changes", async () => {
        await sync();
        await fs.writeFile(inMirror("Pulumi.dev.yaml"), "encryptionsalt: v1:s\nconfig:\n  a:b: set\n");
        await sync();
        assert.match(await read("Pulumi.dev.yaml"), /a:b: set/);
        await write("Pulumi.dev.yaml", "config:\n  a:b: edited\n");
        await sync();
        assert.equal(await read("Pulumi.dev.yaml"), "config:\n  a:b: edited\nencryptionsalt: v1:s\n");
    });

    it("keeps files that commands made in it", async () => {
        await sync();
        await fs.writeFile(inMirror("Pulumi.scratch.yaml"), "encryptionsalt: v1:s\n");
        await sync();
        assert.equal(await isInMirror("Pulumi.scratch.yaml"), true);
    });

    it("leaves the project as it was", async () => {
        execFileSync("git", ["-C", inProject(""), "add", "."]);
        await sync();
        await sync();
        const status = execFileSync("git", ["-C", inProject(""), "status", "--porcelain"], { encoding: "utf8" });
        assert.doesNotMatch(status, /^( M|\?\?)/m);
    });
});

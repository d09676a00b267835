import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { packageVersion } from "../../cli/version";
import { call, folderWith } from "../cli/call";

const stackFile = `config:
  aws:region: eu-west-1
  aws:allowedAccountIds: ["111122223333"]
  eks-pod-identity:clusterName: dev
  eks-pod-identity:associations:
    shop/orders:
      role: { statements: [{ actions: [s3:GetObject], resources: ["arn:aws:s3:::orders/*"] }] }
`;
const lockFile = (version: string): string =>
    JSON.stringify({ packages: { "node_modules/eks-pod-identity": { version } } });

describe("a git revision is read", () => {
    let folder: string;
    afterEach(() => {
        fs.rmSync(folder, { recursive: true });
    });

    /** A repository with one commit of these files. */
    const commit = (files: Readonly<Record<string, string>>): void => {
        folder = folderWith({
            "Pulumi.yaml": "name: pods\nruntime: nodejs\n",
            "Pulumi.dev.yaml": stackFile,
            ".gitignore": "node_modules\n",
            ...files,
        });
        const git = (...args: string[]) => execFileSync("git", args, { cwd: folder, stdio: "ignore" });
        git("init");
        git("add", ".");
        git("-c", "user.name=test", "-c", "user.email=test@example.com", "commit", "-m", "Add the stack");
    };
    const write = (name: string, text: string): void => {
        fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
        fs.writeFileSync(path.join(folder, name), text);
    };
    /** A package in which the role also had s3:ListBucket: prints what the present package shows, with that. */
    const earlierPackage = async (): Promise<string> => {
        const plain = folderWith({ "Pulumi.yaml": "name: pods\nruntime: nodejs\n", "Pulumi.dev.yaml": stackFile });
        const { out } = await call(plain, ["show", "--format", "json"]);
        fs.rmSync(plain, { recursive: true });
        return `process.stdout.write(${JSON.stringify(out.replace('"s3:GetObject"', '"s3:GetObject", "s3:PutObject"'))});`;
    };
    const lost = "shop/orders loses s3:PutObject on arn:aws:s3:::orders/*  (HEAD:Pulumi.dev.yaml:7)";

    it("with the package that its lock file names, where that is installed", async () => {
        commit({ "package-lock.json": lockFile("0.0.9") });
        write("node_modules/eks-pod-identity/package.json", '{"version":"0.0.9","bin":{"pod-identity":"bin.js"}}');
        write("node_modules/eks-pod-identity/bin.js", await earlierPackage());
        const { out, err } = await call(folder, ["diff"]);
        assert.equal(out, lost);
        assert.match(err, /^Pulumi\.dev\.yaml at HEAD: read with eks-pod-identity 0\.0\.9$/m);
    });

    it("with the present package where another is not installed, and says so", async () => {
        commit({ "package-lock.json": lockFile("0.0.9") });
        write("node_modules/eks-pod-identity/package.json", '{"version":"0.0.8"}');
        const { out, err } = await call(folder, ["diff"]);
        assert.equal(out, "");
        const present = `read with the present package, ${packageVersion()}`;
        assert.ok(err.includes(`${present}: package-lock.json names 0.0.9, which is not installed`), err);
    });

    it("without a remark where its lock file names the present package", async () => {
        commit({ "package-lock.json": lockFile(packageVersion()) });
        assert.deepEqual(await call(folder, ["diff"]), { code: 0, out: "", err: "No access changes." });
    });

    it("with its own code in the repository of the package itself", async () => {
        commit({
            "package.json": '{"name":"eks-pod-identity"}',
            "package-lock.json": "{}",
            "tsconfig.json": "{}",
            "cli/show.ts": "export {};",
            "cli/main.ts": await earlierPackage(),
        });
        const modules = path.join(__dirname, "..", "..", "node_modules");
        fs.symlinkSync(modules, path.join(folder, "node_modules"), "junction");
        const unchanged = await call(folder, ["diff"]);
        assert.deepEqual(unchanged, { code: 0, out: "", err: "No access changes." });
        write("cli/main.ts", "// Another code.");
        const { out, err } = await call(folder, ["diff"]);
        assert.equal(out, lost);
        assert.match(err, /^Pulumi\.dev\.yaml at HEAD: read with the package of that revision$/m);
        write("package-lock.json", '{"packages":{}}');
        const other = await call(folder, ["diff"]);
        assert.match(other.err, /read with the present package: the dependencies of that revision are not installed$/m);
        fs.rmSync(path.join(folder, "node_modules"));
    });

    it("and an error of the earlier package is passed on", async () => {
        commit({ "package-lock.json": lockFile("0.0.9") });
        write("node_modules/eks-pod-identity/package.json", '{"version":"0.0.9","bin":{"pod-identity":"bin.js"}}');
        write("node_modules/eks-pod-identity/bin.js", 'process.stderr.write("unknown key\\n"); process.exit(2);');
        const { code, err } = await call(folder, ["diff"]);
        assert.equal(code, 2);
        assert.equal(err, "Pulumi.dev.yaml at HEAD: the package of that revision cannot read it: unknown key");
    });
});

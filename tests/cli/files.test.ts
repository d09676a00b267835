import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { call, callInShell, folderWith } from "./call";

const files: Readonly<Record<string, string>> = {
    "Pulumi.yaml": "name: eks-pod-identity\nruntime: nodejs\nconfig: { aws:region: eu-west-1 }\n",
    "Pulumi.dev.yaml": "config:\n  eks-pod-identity:clusterName: dev\n",
    "Pulumi.base.yaml": "config:\n  eks-pod-identity:clusterName: x\n  eks-pod-identity:include: [base.yaml]\n",
    "base.yaml": "roles: {}\n",
};

describe("pod-identity, of files that are not as they should be,", () => {
    let folder = "";
    const inFolder = (name: string): string => path.join(folder, name);
    beforeEach(() => {
        folder = folderWith(files);
        fs.chmodSync(folder, 0o755);
    });
    afterEach(() => {
        fs.rmSync(folder, { recursive: true });
    });

    /** Nobody keeps root from reading a file. */
    async function asSomebodyElse<T>(action: () => Promise<T>): Promise<T> {
        const own = process.geteuid?.();
        if (own !== 0) {
            return action();
        }
        process.seteuid?.("nobody");
        try {
            return await action();
        } finally {
            process.seteuid?.(own);
        }
    }

    it("says where a stack file may not be read", async () => {
        fs.chmodSync(inFolder("Pulumi.dev.yaml"), 0);
        const { out, code } = await asSomebodyElse(() => call(folder, ["check"]));
        assert.equal(out, "Pulumi.dev.yaml:1:1  this cannot be read: EACCES: check its permissions");
        assert.equal(code, 1);
        const { err } = await asSomebodyElse(() => call(folder, ["config", "--stack", "dev"]));
        assert.match(err, /^Pulumi\.dev\.yaml:1:1 {2}this cannot be read: EACCES/);
    });

    it("says where an included file may not be read", async () => {
        fs.chmodSync(inFolder("base.yaml"), 0);
        const { out, code } = await asSomebodyElse(() => call(folder, ["check"]));
        assert.equal(
            out,
            'Pulumi.base.yaml:3:30  include[0]: "base.yaml" cannot be read: EACCES: check its permissions',
        );
        assert.equal(code, 1);
    });

    it("says where a file is not text", async () => {
        fs.writeFileSync(inFolder("Pulumi.dev.yaml"), Buffer.from([0x63, 0xff, 0xfe, 0x80]));
        const { out, code } = await call(folder, ["check"]);
        assert.equal(out, "Pulumi.dev.yaml:1:1  this is not text: save it as UTF-8");
        assert.equal(code, 1);
    });

    const noFiles: Readonly<Record<string, (file: string) => void>> = {
        "a folder": file => {
            fs.mkdirSync(file);
        },
        "a link to nothing": file => {
            fs.symlinkSync("nowhere", file);
        },
        "a link to itself": file => {
            fs.symlinkSync(path.basename(file), file);
        },
        "a pipe": file => {
            execFileSync("mkfifo", [file]);
        },
    };
    for (const [what, make] of Object.entries(noFiles)) {
        it(`takes no ${what.slice(2)} for a stack file`, async () => {
            make(inFolder("Pulumi.odd.yaml"));
            assert.deepEqual(await call(folder, ["check"]), { code: 0, out: "", err: "2 stack files: no problems" });
            assert.deepEqual(await call(folder, ["check", "-s", "odd"]), {
                code: 2,
                out: "",
                err: "There is no stack file Pulumi.odd.yaml.",
            });
            assert.equal((await call(folder, ["check", "Pulumi.odd.yaml"])).err, "There is no file Pulumi.odd.yaml.");
        });

        it(`takes no ${what.slice(2)} for an included file`, async () => {
            fs.rmSync(inFolder("base.yaml"));
            make(inFolder("base.yaml"));
            const { out, code } = await call(folder, ["check", "-s", "base"]);
            assert.match(out, /include\[0\]: (there is no file "base\.yaml"|"base\.yaml" is a folder): /);
            assert.equal(code, 1);
        });
    }

    it("takes a link to a file for the file", async () => {
        fs.symlinkSync("Pulumi.dev.yaml", inFolder("Pulumi.link.yaml"));
        assert.equal((await call(folder, ["check"])).err, "3 stack files: no problems");
    });

    it("takes those files for stack files that end as the project's does, as Pulumi itself", async () => {
        fs.renameSync(inFolder("Pulumi.dev.yaml"), inFolder("Pulumi.dev.yml"));
        assert.equal((await call(folder, ["check"])).err, "1 stack file: no problems");
        assert.equal((await call(folder, ["check", "-s", "dev"])).err, "There is no stack file Pulumi.dev.yaml.");
        fs.renameSync(inFolder("Pulumi.yaml"), inFolder("Pulumi.yml"));
        assert.equal((await call(folder, ["check"])).err, "1 stack file: no problems");
        assert.equal((await call(folder, ["check", "-s", "dev"])).code, 0);
        assert.equal((await call(folder, ["check", "-s", "base"])).err, "There is no stack file Pulumi.base.yml.");
    });

    it("says so where stackConfigDir is a file", async () => {
        fs.appendFileSync(inFolder("Pulumi.yaml"), "stackConfigDir: base.yaml\n");
        for (const args of [["check"], ["check", "-s", "dev"]]) {
            assert.deepEqual(await call(folder, args), {
                code: 2,
                out: "",
                err: 'The folder of the stack files, "base.yaml", cannot be listed: ENOTDIR.',
            });
        }
    });

    it("says so where the folder of the schema cannot be made, and makes it where it can", () => {
        const { code, err } = callInShell(folder, "$pod_identity schema --write /proc/x/y/schema.json");
        assert.equal(
            err,
            "The schema cannot be written: the folder /proc/x does not exist and cannot be made: ENOENT.\n",
        );
        assert.equal(code, 2);
        assert.equal(callInShell(folder, "$pod_identity schema --write a/b/schema.json").code, 0);
        JSON.parse(fs.readFileSync(inFolder("a/b/schema.json"), "utf8"));
    }).timeout(60_000);

    it("tells a mistake in an included file once, and whose it is where not all have it", async () => {
        fs.writeFileSync(inFolder("base.yaml"), "roles: { r: { path: x } }\n");
        for (const name of ["Pulumi.b2.yaml", "Pulumi.b3.yaml"]) {
            fs.copyFileSync(inFolder("Pulumi.base.yaml"), inFolder(name));
        }
        const { out, err } = await call(folder, ["check"]);
        assert.match(
            out,
            /^base\.yaml:1:15 {2}roles\.r\.path: .* \(in Pulumi\.b2\.yaml, Pulumi\.b3\.yaml, Pulumi\.base\.yaml\)$/,
        );
        assert.equal(err, "4 stack files: 1 problem");
        assert.match((await call(folder, ["check", "-f", "github"])).out, /^::error file=base\.yaml,line=1.*yaml\)$/);
        assert.doesNotMatch((await call(folder, ["check", "-s", "b2", "-s", "b3"])).out, /\n|\(in /);
        const { findings } = JSON.parse((await call(folder, ["check", "-f", "json"])).out) as { findings: object[] };
        assert.equal(findings.length, 3);
    });

    it("ends quietly where nobody reads on", () => {
        const associations = Array.from({ length: 5_000 }, (_, index) => `    Shop/a${index}: { roleRef: r }\n`).join(
            "",
        );
        fs.appendFileSync(inFolder("Pulumi.dev.yaml"), `  eks-pod-identity:associations:\n${associations}`);
        for (const [args, code] of [
            ["check", 1],
            ["schema", 0],
        ] as const) {
            const result = callInShell(folder, `$pod_identity ${args} 2>errors | head -1; exit \${PIPESTATUS[0]}`);
            assert.equal(result.out.split("\n").length, 2);
            assert.doesNotMatch(fs.readFileSync(inFolder("errors"), "utf8"), /EPIPE|^\s+at /m);
            assert.equal(result.code, code);
        }
    }).timeout(60_000);
});

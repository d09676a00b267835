import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { run } from "../../cli/run";
import { findingsIn, podManifest, script } from "../../scripts/acceptance/pod";
import { stackFile, writeProject, writeStackFile } from "../../scripts/acceptance/project";
import { type Report, isPassed, markdown } from "../../scripts/acceptance/report";
import { acceptance } from "../../scripts/acceptance/scenario";
import type { Tools } from "../../scripts/acceptance/tools";

const setting = {
    cluster: "dev",
    region: "eu-west-1",
    agentMode: "existing",
    namespace: "acceptance",
    serviceAccount: "reader",
    bucket: "bucket-1",
};

describe("the pod of the acceptance", () => {
    /** Runs its script with an AWS CLI that prints or fails. */
    function logWith(aws: string): string {
        const bin = fs.mkdtempSync(path.join(os.tmpdir(), "pod-identity-bin-"));
        fs.writeFileSync(path.join(bin, "aws"), `#!/bin/sh\n${aws}\n`, { mode: 0o755 });
        const env = { ...process.env, PATH: `${bin}:${process.env.PATH ?? ""}`, BUCKET: "bucket-1" };
        const log = execFileSync("sh", ["-c", script], { encoding: "utf8", env });
        fs.rmSync(bin, { recursive: true });
        return log;
    }

    it("prints who it is, and what it can read", () => {
        const aws = `case "$*" in
            *get-caller-identity*) echo arn:aws:sts::111122223333:assumed-role/r/s;;
            *allowed.txt*) echo read;;
            *) echo; echo "An error occurred (AccessDenied) when calling the GetObject operation: denied"; exit 254;;
        esac`;
        assert.deepEqual(findingsIn(logWith(aws)), {
            identity: "arn:aws:sts::111122223333:assumed-role/r/s",
            allowed: "read",
            denied: "AccessDenied",
        });
    });

    it("prints the whole error where it has no code", () => {
        const { identity } = findingsIn(logWith('echo "Unable to locate credentials." >&2; exit 253'));
        assert.equal(identity, "Unable to locate credentials.");
    });

    it("runs as the service account, once, on Linux", () => {
        assert.deepEqual(
            (podManifest("probe-1", setting) as { spec: { serviceAccountName: string } }).spec.serviceAccountName,
            "reader",
        );
        assert.throws(() => findingsIn("exec format error"), /The pod did not answer\. Its log:\nexec format error/);
    });
});

describe("the stack file of the acceptance", () => {
    it("is one that the package accepts, for both objects", async () => {
        const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pod-identity-"));
        writeProject(folder, 'export * from "eks-pod-identity/program";\n');
        for (const readable of ["allowed", "denied"] as const) {
            writeStackFile(folder, stackFile(setting, readable));
            const printed: string[] = [];
            const print = (text: string) => printed.push(text);
            const code = await run(["check"], { folder, print, tell: print, environment: {} }, "0.0.0");
            assert.equal(code, 0, printed.join("\n"));
            const config = await run(
                ["config", "--stack", "acceptance"],
                { folder, print, tell: print, environment: {} },
                "0.0.0",
            );
            assert.equal(config, 0);
            assert.match(printed.join("\n"), new RegExp(`bucket-1/${readable}\\.txt`));
        }
        fs.rmSync(folder, { recursive: true });
    });
});

describe("the acceptance", () => {
    it("stops if kubectl reaches another cluster, before anything is created", async () => {
        const calls: string[] = [];
        const answer = (name: string) => (args: readonly string[]) => {
            calls.push(`${name} ${args.slice(0, 2).join(" ")}`);
            const stdout = args[0] === "config" ? "arn:aws:eks:eu-west-1:111122223333:cluster/prod" : "";
            return Promise.resolve({ code: 0, stdout, stderr: "" });
        };
        const tools: Tools = {
            pulumi: answer("pulumi"),
            kubectl: answer("kubectl"),
            aws: answer("aws"),
            wait: () => Promise.resolve(),
            say: () => undefined,
        };
        await assert.rejects(
            acceptance(setting, "/nowhere", tools, {}),
            /kubectl reaches ".*\/prod", not the cluster dev\. Run: aws eks update-kubeconfig --name dev/,
        );
        assert.deepEqual(calls, ["kubectl config view"]);
    });
});

describe("the report of the acceptance", () => {
    const check = { title: "a pod reads `allowed.txt`", expected: "read", found: "read", seconds: 1.4 };
    const report: Report = {
        date: "2026-11-25",
        versions: { Node: "v20.0.0" },
        checks: [check],
        failure: undefined,
        leftovers: [],
    };

    it("is a table", () => {
        assert.equal(
            markdown(report),
            "## Acceptance on AWS, 2026-11-25: passed\n\n- Node: v20.0.0\n\n" +
                "| check | expected | found | seconds |\n|---|---|---|---|\n| ✔ a pod reads `allowed.txt` | read | read | 1 |\n",
        );
    });

    it("says what failed, what stopped it and what is left, without account IDs", () => {
        const failed: Report = {
            ...report,
            checks: [{ ...check, found: "AccessDenied" }],
            failure: "arn:aws:iam::111122223333:role/x",
            leftovers: ["the bucket b"],
        };
        const text = markdown(failed);
        assert.match(
            text,
            /: FAILED[\s\S]*✘ a pod reads[\s\S]*arn:aws:iam::<account>:role\/x[\s\S]*remove by hand:\n\n- the bucket b/,
        );
        for (const part of ["checks", "failure", "leftovers"] as const) {
            assert.ok(!isPassed({ ...report, [part]: failed[part] }), part);
        }
    });
});

import * as assert from "node:assert/strict";
import { execFile } from "node:child_process";
import * as path from "node:path";

const packageFolder = path.join(__dirname, "..", "..");

interface Report {
    readonly tests: readonly { readonly title: string; readonly err: { readonly message?: string } }[];
}

describe("mocks that return too little", () => {
    let messages: ReadonlyMap<string, string | undefined>;
    before(async () => {
        const mocha = path.join(path.dirname(require.resolve("mocha/package.json")), "bin", "mocha.js");
        const file = path.join(__dirname, "mocks", "usersTests.ts");
        const args = [mocha, "--no-config", "--require", "ts-node/register/transpile-only", "--reporter", "json"];
        const stdout = await new Promise<string>(resolve => {
            const env = { ...process.env, FORCE_COLOR: undefined };
            execFile(
                process.execPath,
                [...args, "--exit", "--timeout", "20000", file],
                { cwd: packageFolder, env },
                (_error, text) => {
                    resolve(text);
                },
            );
        });
        const { tests } = JSON.parse(stdout.slice(stdout.indexOf("{"))) as Report;
        messages = new Map(tests.map(({ title, err }) => [title, err.message]));
    });

    const expected: Readonly<Record<string, RegExp | undefined>> = {
        "cluster without ARN":
            /aws:eks\/getCluster:getCluster is answered without arn, .*: in pulumi\.runtime\.setMocks, return \{ arn: "arn:aws:eks:[^}]*\} from call\./,
        "cluster with another ARN":
            /AWS returned the ARN "dev" for the cluster "dev", which is not the ARN of an EKS cluster/,
        "latest without version": /getAddonVersion is answered without version, .* from call\./,
        "existing agent without ARN": /getAddon is answered without arn and addonVersion, .* from call\./,
        "role without ARN": /aws:iam\/role:Role is answered without arn, .* from newResource \(in state\)\./,
        enough: undefined,
    };
    for (const [title, message] of Object.entries(expected)) {
        it(message ? `fail a test at once: ${title}` : "let a test pass that has what is needed", () => {
            const found = messages.get(title);
            assert.ok(messages.has(title));
            if (message) {
                assert.match(found ?? "", message);
            } else {
                assert.equal(found, undefined);
            }
        });
    }
});

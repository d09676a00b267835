/** The commands on programs that are not stack files: one without our components, and the example in Python. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { pythonForPrograms } from "../../sandbox/languages";
import { openSandbox } from "../../sandbox/sandbox";
import type { Sandbox } from "../../sandbox/sandbox";
import { call } from "../cli/call";
import { requireLanguage } from "../languages/programs";
import { generateSdk, must, need } from "../languages/sdks";
import { account, region } from "../program/stackFile";
import { requireSandbox } from "../sandbox/prerequisites";

describe("the commands on any Pulumi program", () => {
    let directory: string;
    let sandbox: Sandbox;

    before(async function () {
        await requireSandbox(this);
        directory = await fs.mkdtemp(path.join(os.tmpdir(), "pod-identity-"));
        sandbox = await openSandbox({ directory });
        await sandbox.seed([{ account, region, clusters: [{ name: "dev" }, { name: "by-hand" }] }]);
    });
    after(async () => {
        await (sandbox as Sandbox | undefined)?.close();
        await fs.rm(directory, { recursive: true, force: true });
    });

    const pulumiIn =
        (cwd: string, env: Readonly<Record<string, string>> = {}) =>
        async (...args: readonly string[]): Promise<string> => {
            const { code, stdout, stderr } = await sandbox.pulumi([...args, "--stack", "dev"], {
                cwd,
                env: { PULUMI_NODEJS_TRANSPILE_ONLY: "true", ...env },
            });
            assert.equal(code, 0, stdout + stderr);
            return stdout;
        };
    const saved = async (name: string, text: string): Promise<string> => {
        await fs.writeFile(path.join(directory, name), text);
        return name;
    };
    const pods = async (...args: readonly string[]) => {
        const { code, out, err } = await call(directory, args);
        return { code, out: out.replaceAll(/(?<=-)[0-9a-f]{7}\b/g, "…"), err };
    };

    describe("written by hand", () => {
        let [preview, state] = ["", ""];
        before(async () => {
            const cwd = "tests/inventory/programs/byHand";
            const pulumi = pulumiIn(cwd);
            const release = async (number: string): Promise<void> => {
                const config = `config:\n  aws:region: ${region}\n  by-hand:release: "${number}"\n`;
                await fs.writeFile(path.join(sandbox.project, cwd, "Pulumi.dev.yaml"), config);
            };
            await release("1");
            await pulumi("up", "--yes", "--skip-preview");
            state = await saved("state.json", await pulumi("stack", "export"));
            await release("2");
            preview = await saved(
                "preview.json",
                await pulumi("preview", "--json", "--show-sames", "--show-replacement-steps"),
            );
        });

        it("diff says who gains and loses what", async () => {
            const { out, err, code } = await pods("diff", preview, "--fail-on", "gained");
            assert.deepEqual(out.split("\n"), [
                "shop/orders gains s3:DeleteObject on arn:aws:s3:::orders/*",
                "shop/orders loses sqs:SendMessage on arn:aws:sqs:eu-west-1:111122223333:jobs",
                "team-a/reader: shares its role with team-b/reader",
                "team-b/reader is new",
                ...out.split("\n").filter(line => line.startsWith("team-b/reader gains")),
                "team-b/reader: shares its role with team-a/reader",
            ]);
            assert.match(out, /^team-b\/reader gains .*s3:Get\*.* on \*$/m);
            assert.equal(err, "2 subjects gain access, 1 subject loses access.");
            assert.equal(code, 1);
        });

        it("show says the same of the preview and of the deployed state", async () => {
            const [before, deployed] = [await pods("diff", state, preview), await pods("show", state)];
            assert.match(before.err, /^2 subjects gain access, 1 subject loses access\.$/m);
            assert.equal(
                deployed.out,
                [
                    "shop/orders on by-hand",
                    "└─ role orders (arn:aws:iam::111122223333:role/orders)",
                    "   ├─ inline policy orders-…",
                    "   │  └─ s3: Read on arn:aws:s3:::orders/*",
                    "   └─ managed policy arn:aws:iam::111122223333:policy/queue-…",
                    "      └─ sqs: Write on arn:aws:sqs:eu-west-1:111122223333:jobs",
                    ...deployed.out
                        .split("\n")
                        .filter((_line, index, all) => index >= all.indexOf("team-a/reader on by-hand")),
                ].join("\n"),
            );
        });

        it("who, explain and graph answer", async () => {
            const who = await pods("who", "s3:DeleteObject", "arn:aws:s3:::orders/1", "--source", preview);
            assert.match(who.out, /^shop\/orders can do s3:DeleteObject on arn:aws:s3:::orders\/\*, by orders-…$/);
            const explained = await pods("explain", "shop/orders", "sqs:SendMessage", "--source", preview);
            assert.match(explained.out, /no statement allows it/);
            assert.equal(explained.code, 1);
            assert.match((await pods("graph", preview)).out, /shop\/orders/);
            assert.match((await pods("graph", preview, "--format", "html")).out, /<!doctype html>/i);
        });
    });

    it("the example in Python: all commands, through its preview", async function () {
        await requireLanguage(this, "python");
        const cwd = path.join("examples", "python");
        const folder = path.join(sandbox.project, cwd);
        const [sdk, packages] = [path.join(folder, "sdks", "pulumi-eks-pod-identity"), path.join(folder, "packages")];
        await generateSdk("python", sdk);
        const options = ["--quiet", "--no-deps", "--no-build-isolation", "--target", packages];
        await must(await pythonForPrograms(need), ["-m", "pip", "install", ...options, sdk], folder);
        const pulumi = pulumiIn(cwd, { PYTHONPATH: packages });
        const preview = await saved(
            "python.json",
            await pulumi("preview", "--json", "--show-sames", "--show-replacement-steps"),
        );

        const diff = await pods("diff", preview);
        assert.match(
            diff.out,
            /^external-dns\/external-dns gains route53:ChangeResourceRecordSets, .* on arn:aws:route53:::hostedzone\/Z0123456789ABC$/m,
        );
        assert.match(diff.out, /^team-a\/reader gains s3:GetObject on arn:aws:s3:::reports-dev\/\*$/m);
        assert.equal(diff.err, "3 subjects gain access.");
        const shown = await pods("show", preview);
        assert.equal(shown.out.match(/^\S+ on dev$/gm)?.length, 3);
        const who = await pods("who", "s3:GetObject", "arn:aws:s3:::reports-dev/1", "--source", preview);
        assert.deepEqual(who.out.match(/^\S+(?= can do)/gm), ["team-a/reader", "team-b/reader"]);
        const explained = await pods("explain", "team-a/reader", "s3:PutObject", "--source", preview);
        assert.match(explained.out, /no statement allows it/);
        assert.match((await pods("graph", preview)).out, /external-dns/);

        await pulumi("up", "--yes", "--skip-preview");
        const state = await saved("python-state.json", await pulumi("stack", "export"));
        // What the preview promised is what is deployed.
        assert.equal((await pods("diff", preview, state)).err, "No access changes.");
        assert.deepEqual((await pods("show", state)).out.match(/^\S+ on dev$/gm), shown.out.match(/^\S+ on dev$/gm));
    });
});

import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { call, callInShell, folderWith } from "../cli/call";

const stackFile = `config:
  aws:region: eu-west-1
  aws:allowedAccountIds: ["111122223333"]
  eks-pod-identity:clusterName: dev
  eks-pod-identity:include: [common.yaml]
  eks-pod-identity:associations:
    shop/orders:
      role:
        statements:
          - actions: [s3:GetObject]
            resources: ["arn:{partition}:s3:::orders-{cluster}/*"]
    team-a/reader: { roleRef: reader }
    team-b/reader: { roleRef: reader }
`;
const common = `roles:
  reader: { managedPolicies: [AmazonSQSReadOnlyAccess] }
`;

/** A project in a git repository, with one commit. */
function repository(files: Readonly<Record<string, string>>): string {
    const folder = folderWith({ "Pulumi.yaml": "name: pods\nruntime: nodejs\n", ...files });
    const git = (...args: string[]) => execFileSync("git", args, { cwd: folder, stdio: "ignore" });
    git("init");
    git("add", ".");
    git("-c", "user.name=test", "-c", "user.email=test@example.com", "commit", "-m", "Add the stack");
    return folder;
}

describe("the inventory of a stack file", () => {
    let folder: string;
    beforeEach(() => {
        folder = repository({ "Pulumi.dev.yaml": stackFile, "common.yaml": common });
    });
    afterEach(() => {
        fs.rmSync(folder, { recursive: true });
    });
    const edit = (file: string, from: string, to: string): void => {
        const text = fs.readFileSync(path.join(folder, file), "utf8");
        assert.ok(text.includes(from));
        fs.writeFileSync(path.join(folder, file), text.replace(from, to));
    };

    it("is shown with the positions of what it says", async () => {
        const { out, code } = await call(folder, ["show"]);
        assert.equal(code, 0);
        assert.match(out, /^shop\/orders on dev {2}\(Pulumi\.dev\.yaml:7\)$/m);
        assert.match(out, /s3: Read on arn:aws:s3:::orders-dev\/\*$/m);
        assert.match(out, /^team-a\/reader on dev {2}\(Pulumi\.dev\.yaml:12\)\n└─ role identity\/roles:reader/m);
    });

    it("is compared with the last commit, included files too", async () => {
        assert.equal(
            (await call(folder, ["diff"])).err,
            "Pulumi.dev.yaml at HEAD: read with the present package\nNo access changes.",
        );
        edit("Pulumi.dev.yaml", "[s3:GetObject]", "[s3:GetObject, s3:DeleteObject]");
        edit("common.yaml", "AmazonSQSReadOnlyAccess", "AmazonSQSFullAccess");
        const { out, err, code } = await call(folder, ["diff", "--fail-on", "gained"]);
        assert.equal(code, 1);
        assert.match(
            out,
            /^shop\/orders gains s3:DeleteObject on arn:aws:s3:::orders-dev\/\* {2}\(Pulumi\.dev\.yaml:9\)$/m,
        );
        assert.match(out, /^team-a\/reader gains .*sqs:SendMessage.* on \* {2}\(common\.yaml:2\)$/m);
        assert.match(err, /3 subjects gain access/);
    });

    it("says whom the trust of a shared role admits when a subject joins or leaves", async () => {
        edit("Pulumi.dev.yaml", "    team-b/reader: { roleRef: reader }\n", "");
        const { out } = await call(folder, ["diff"]);
        assert.match(out, /^team-b\/reader is removed/m);
        const narrower = out.split("\n").filter(line => line.includes("no longer admits"));
        assert.equal(narrower.length, 1, out);
        assert.match(narrower[0] ?? "", /kubernetes-namespace: team-b/);
    });

    it("says nothing of order and of defaults that are written out", async () => {
        const lines = stackFile.split("\n");
        const [a, b] = [
            lines.indexOf("    team-a/reader: { roleRef: reader }"),
            lines.indexOf("    team-b/reader: { roleRef: reader }"),
        ];
        [lines[a], lines[b]] = [lines[b] ?? "", lines[a] ?? ""];
        fs.writeFileSync(path.join(folder, "Pulumi.dev.yaml"), lines.join("\n").replace("{partition}", "aws"));
        const { out, err } = await call(folder, ["diff"]);
        assert.equal(out, "");
        assert.match(err, /^No access changes\.$/m);
    });

    it("says what it assumes where config does not say it", async () => {
        edit("Pulumi.dev.yaml", '  aws:allowedAccountIds: ["111122223333"]\n', "");
        const { err } = await call(folder, ["show"]);
        assert.match(err, /^Pulumi\.dev\.yaml: the account is assumed to be 111122223333$/m);
    });

    it("is not read from a file with problems, which are reported", async () => {
        edit("Pulumi.dev.yaml", "roleRef: reader", "roleRef: reeder");
        const { err, code } = await call(folder, ["show"]);
        assert.equal(code, 2);
        assert.match(err, /^Pulumi\.dev\.yaml:12:\d+ .*reeder/m);
        assert.match(err, /Pulumi\.dev\.yaml has 1 problem, so there is no access to show\.$/m);
    });

    it("explains a revision that does not exist, and a folder without git", async () => {
        const unknown = await call(folder, ["diff", "git:nothing"]);
        assert.equal(unknown.code, 2);
        assert.match(unknown.err, /^git ls-tree: .*nothing/m);
        fs.rmSync(path.join(folder, ".git"), { recursive: true });
        const without = await call(folder, ["diff"]);
        assert.equal(without.code, 2);
        assert.match(without.err, /not a git repository/);
    });

    it("is the only thing on the standard output, whatever the components have to say", () => {
        edit("common.yaml", "managedPolicies: [AmazonSQSReadOnlyAccess]", "presets: { ebsCsiManaged: {} }");
        const { out } = callInShell(folder, "$pod_identity show --format json");
        assert.equal((JSON.parse(out) as { version: number }).version, 1);
    }).timeout(60_000);

    it("answers who and explain by the same file", async () => {
        const { out } = await call(folder, ["who", "s3:GetObject", "arn:aws:s3:::orders-dev/1"]);
        assert.equal(
            out,
            "shop/orders can do s3:GetObject on arn:aws:s3:::orders-dev/*, by statements  (Pulumi.dev.yaml:9)",
        );
        const explained = await call(folder, ["explain", "shop/orders", "s3:PutObject"]);
        assert.equal(explained.code, 1);
        assert.match(explained.out, /no statement allows it\.$/m);
    });
});

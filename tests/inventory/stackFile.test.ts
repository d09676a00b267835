import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { statementOrigin } from "../../inventory/model";
import type { Inventory } from "../../inventory/model";
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
            /^shop\/orders gains s3:DeleteObject on arn:aws:s3:::orders-dev\/\* {2}\(Pulumi\.dev\.yaml:10\)$/m,
        );
        assert.match(out, /^team-a\/reader gains .*sqs:SendMessage.* on \* {2}\(common\.yaml:2\)$/m);
        assert.match(err, /3 subjects gain access/);
    });

    it("has a position for each statement, on both sides", async () => {
        const second = '          - { actions: [s3:ListBucket], resources: ["arn:aws:s3:::orders-dev"] }\n';
        edit("Pulumi.dev.yaml", "    team-a/reader:", `${second}    team-a/reader:`);
        const gained = await call(folder, ["diff"]);
        assert.equal(gained.out, "shop/orders gains s3:ListBucket on arn:aws:s3:::orders-dev  (Pulumi.dev.yaml:12)");
        const lost = await call(folder, ["diff", "Pulumi.dev.yaml", "git:HEAD"]);
        assert.match(lost.out, /^shop\/orders loses s3:ListBucket .* {2}\(Pulumi\.dev\.yaml:12\)$/m);
        edit("Pulumi.dev.yaml", "[s3:GetObject]", "[s3:PutObject]");
        const { out } = await call(folder, ["diff"]);
        assert.match(out, /^shop\/orders loses s3:GetObject .* {2}\(HEAD:Pulumi\.dev\.yaml:10\)$/m);
        const shown = await call(folder, ["show", "--statements"]);
        assert.match(shown.out, /Allow s3:ListBucket on arn:aws:s3:::orders-dev {2}\(Pulumi\.dev\.yaml:12\)$/m);
        const explained = await call(folder, ["explain", "shop/orders", "s3:ListBucket", "arn:aws:s3:::orders-dev"]);
        assert.match(explained.out, /statement 2: Allow s3:ListBucket .* {2}\(Pulumi\.dev\.yaml:12\)$/m);
    });

    it("has a position for statements in managed policies, session policies and target roles", async () => {
        const long = Array.from({ length: 40 }, (_, index) => `arn:aws:s3:::${"x".repeat(400)}-${index}`);
        const statement = (resource: string, effect: string): string =>
            `          - { effect: ${effect}, actions: [s3:GetObject], resources: ["${resource}"] }\n`;
        const cases = [
            ...long.map((resource, index) => ({ line: 7 + index, resource })),
            { line: 51, resource: "arn:aws:s3:::session" },
            { line: 57, resource: "arn:aws:s3:::target" },
        ];
        fs.writeFileSync(
            path.join(folder, "Pulumi.dev.yaml"),
            `config:
  eks-pod-identity:clusterName: dev
  eks-pod-identity:associations:
    shop/orders:
      role:
        statements:
${long.map((resource, index) => statement(resource, index === 30 ? "Deny" : "Allow")).join("")}\
        trust: { scope: account }
      disableSessionTags: true
      sessionPolicy:
        statements:
${statement("arn:aws:s3:::session", "Allow")}\
  eks-pod-identity:targetRoles:
    reports:
      name: reports
      sources: [{ cluster: "arn:aws:eks:us-east-1:111122223333:cluster/far", subject: a/b, roleArn: "arn:aws:iam::111122223333:role/far" }]
      statements:
${statement("arn:aws:s3:::target", "Allow")}`,
        );
        const { out } = await call(folder, ["show", "--format", "json"]);
        const { associations, roles } = JSON.parse(out) as Inventory;
        const policies = [
            ...roles.flatMap(role => role.policies),
            ...associations.flatMap(({ sessionPolicy }) => sessionPolicy ?? []),
        ];
        const found = policies.flatMap(policy =>
            (policy.document?.Statement ?? []).map(({ Resource }, index) => ({
                line: statementOrigin(policy, index).line,
                resource: String(Resource),
            })),
        );
        assert.deepEqual(
            found.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
            cases,
        );
    });

    it("has the position of each statement in a document, whatever the style of the text", async () => {
        const statement = (resource: string): string =>
            `{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::${resource}-{cluster}" }`;
        fs.writeFileSync(
            path.join(folder, "Pulumi.dev.yaml"),
            `config:
  eks-pod-identity:clusterName: dev
  eks-pod-identity:associations:
    a/literal:
      role:
        document: | # {
          {
            "Version": "2012-10-17", "Statement": [
              ${statement("l9")},

              ${statement("l11")} ]
          }
    a/folded:
      role:
        document: >-

          {"Version": "2012-10-17",
            "Statement": [${statement("l18")},
            ${statement("l19")}]}
    a/quoted:
      role:
        document:
          '{"Statement": [
            ${statement("l24")},

            {"Sid": "ItIsQuoted", "Condition": {"StringLike": {"aws:PrincipalArn": "*''s"}}, ${statement("l26").slice(1)}]}'
    a/double:
      role:
        statements: [{ actions: ["sqs:*"], resources: ["arn:aws:s3:::l29"] }]
        document: "{\\"Statement\\": ${statement("l30").replaceAll('"', '\\"')}}"
    a/session:
      disableSessionTags: true
      role: { managedPolicies: [AmazonS3ReadOnlyAccess], trust: { scope: account } }
      sessionPolicy:
        document: |
          {"Statement": [
            ${statement("l37")}]}
`,
        );
        const { out, err } = await call(folder, ["show", "--format", "json"]);
        assert.doesNotMatch(err, /problem/);
        const { associations, roles } = JSON.parse(out) as Inventory;
        const policies = [
            ...roles.flatMap(role => role.policies.filter(({ kind }) => kind === "inline")),
            ...associations.flatMap(({ sessionPolicy }) => sessionPolicy ?? []),
        ];
        const found = policies.flatMap(policy =>
            (policy.document?.Statement ?? []).map(({ Resource }, index) => [
                /l(\d+)/.exec(String(Resource))?.[1],
                String(statementOrigin(policy, index).line),
            ]),
        );
        assert.equal(found.length, 9);
        assert.deepEqual(
            found.filter(([expected, line]) => expected !== line),
            [],
        );
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

    it("is undecided where only one side has an environment of Pulumi ESC", async () => {
        edit("Pulumi.dev.yaml", "config:\n", "environment: [shop]\nconfig:\n");
        const { out, err, code } = await call(folder, ["diff", "--fail-on", "undecided"]);
        assert.equal(out, "undecided: an environment of Pulumi ESC, or a file that cannot be read, may add to it.");
        assert.match(err, /^1 question undecided\.$/m);
        assert.equal(code, 1);
        const markdown = await call(folder, ["diff", "--format", "markdown"]);
        assert.match(markdown.out, /Undecided \(1\)/);
        const both = await call(folder, ["diff", "Pulumi.dev.yaml", "Pulumi.dev.yaml"]);
        assert.equal(both.out, "");
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

    it("is new where the revision does not have it", async () => {
        fs.renameSync(path.join(folder, "Pulumi.dev.yaml"), path.join(folder, "Pulumi.test.yaml"));
        const { out, err, code } = await call(folder, ["diff", "--stack", "test", "--fail-on", "gained"]);
        assert.match(out, /^shop\/orders is new {2}\(Pulumi\.test\.yaml:\d+\)$/m);
        assert.match(err, /^Pulumi\.test\.yaml at HEAD does not exist: all access of the stack is new$/m);
        assert.equal(code, 1);
        const shown = await call(folder, ["show", "git:HEAD", "--stack", "test"]);
        assert.deepEqual([shown.err, shown.code], ["There is no Pulumi.test.yaml at HEAD.", 2]);
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
            "shop/orders can do s3:GetObject on arn:aws:s3:::orders-dev/*, by statements  (Pulumi.dev.yaml:10)",
        );
        const explained = await call(folder, ["explain", "shop/orders", "s3:PutObject"]);
        assert.equal(explained.code, 1);
        assert.match(explained.out, /no statement allows it\.$/m);
    });
});

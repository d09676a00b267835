import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as path from "node:path";
import { catalogue, presetKeys } from "../../components/presets/catalogue";
import { compareFiles, comparisonLines, savedSources, unexplained } from "../../scripts/presets/compare";
import { covers } from "../../scripts/presets/grants";
import type { Grant } from "../../scripts/presets/grants";
import { statementsIn } from "../../scripts/presets/sourceFile";

const folder = path.join(__dirname, "sources");

const actions = (grants: readonly Grant[]): string[] => grants.map(({ action }) => action).sort();

describe("the comparison of a preset with a saved source", () => {
    it("shows equal and missing actions, and actions of the preset only", () => {
        const comparison = compareFiles("privateCaIssuer", [path.join(folder, "privateCaIssuer.json")]);
        assert.deepEqual(actions(comparison.equal), ["acm-pca:GetCertificate", "acm-pca:IssueCertificate"]);
        assert.deepEqual(actions(comparison.missing), ["acm-pca:ListPermissions", "acm-pca:RevokeCertificate"]);
        assert.deepEqual(actions(comparison.onlyHere), ["acm-pca:DescribeCertificateAuthority"]);
        assert.deepEqual(comparison.narrower, []);
        assert.deepEqual(comparisonLines("privateCaIssuer", "a.json", comparison), [
            "privateCaIssuer and a.json: 2 equal, 0 narrower here, 2 missing, 1 only here",
            "    missing: `acm-pca:RevokeCertificate` on `arn:{partition}:acm-pca:{region}:{account}:certificate-authority/<id>`",
            "    missing: `acm-pca:ListPermissions` on `*`",
            "    only here: `acm-pca:DescribeCertificateAuthority` on `<certificateAuthorityArns>`",
        ]);
        assert.equal(unexplained("privateCaIssuer", comparison).length, 3);
    });

    it("reads CloudFormation templates, and compares resources and conditions", () => {
        const { equal, narrower, missing } = compareFiles("karpenter", [path.join(folder, "karpenter.yaml")]);
        assert.deepEqual(actions(equal), ["eks:DescribeCluster", "sqs:DeleteMessage"]);
        // The template passes the role to two services, the preset to one of them.
        assert.deepEqual(actions(narrower), ["iam:PassRole"]);
        assert.deepEqual(actions(missing), ["sqs:PurgeQueue"]);
    });

    it("reads the JSON in pages, in Markdown and HTML, and skips trust policies", () => {
        const saved = savedSources(folder).get("velero") ?? [];
        assert.deepEqual(
            saved.map(file => path.basename(file)),
            ["velero.kms.html", "velero.md"],
        );
        const { equal, missing } = compareFiles("velero", saved);
        assert.deepEqual(actions(equal), ["kms:Decrypt", "s3:GetObject", "s3:ListBucket", "s3:PutObject"]);
        assert.deepEqual(missing, []);
    });

    it("reports a file without a policy", () => {
        assert.throws(() => statementsIn("# No policy\n\n{ x }", "page.md"), /page\.md has no policy/);
        assert.throws(() => statementsIn('{"a": ', "page.json"), /page\.json has no policy/);
        assert.throws(() => statementsIn("", "page.yaml"), /page\.yaml has no policy/);
    });

    it("is printed by `npm run presets:compare`, which fails for a difference without a reason", () => {
        const run = (...args: string[]) =>
            spawnSync(
                process.execPath,
                ["-r", "ts-node/register/transpile-only", "scripts/presets/compareFile.ts", ...args],
                {
                    cwd: path.join(__dirname, "..", ".."),
                    encoding: "utf8",
                },
            );
        const result = run("privateCaIssuer", path.join(folder, "privateCaIssuer.json"));
        assert.match(result.stdout, /^privateCaIssuer and privateCaIssuer\.json: 2 equal/);
        assert.equal(result.status, 1);
        assert.equal(run("privateCaIssuers", "x.json").status, 2);
    }).timeout(60_000);
});

describe("a permission included in another", () => {
    const grant = (action: string, resource: string, conditions: Grant["conditions"] = {}): Grant => ({
        action,
        resource,
        conditions,
    });

    it("has the same action or a narrower one, on the same resources or fewer", () => {
        assert.ok(covers(grant("s3:Get*", "*"), grant("s3:GetObject", "a")));
        assert.ok(!covers(grant("s3:GetObject", "a"), grant("s3:Get*", "a")));
        assert.ok(!covers(grant("s3:GetObject", "a"), grant("s3:GetObject", "a*")));
    });

    it("has all its conditions, with the same values or fewer", () => {
        const one = { StringEquals: { "aws:RequestTag/x": ["a"] } };
        const two = { StringEquals: { "aws:RequestTag/x": ["a", "b"] } };
        const more = { ...one, StringLike: { "aws:RequestTag/y": ["*"] } };
        assert.ok(covers(grant("s3:Get", "a"), grant("s3:Get", "a", one)));
        assert.ok(covers(grant("s3:Get", "a", two), grant("s3:Get", "a", one)));
        assert.ok(covers(grant("s3:Get", "a", one), grant("s3:Get", "a", more)));
        assert.ok(!covers(grant("s3:Get", "a", one), grant("s3:Get", "a", two)));
        assert.ok(!covers(grant("s3:Get", "a", more), grant("s3:Get", "a", one)));
        assert.ok(!covers(grant("s3:Get", "a", one), grant("s3:Get", "a")));
    });

    it("excludes at least the same values", () => {
        const one = { StringNotEquals: { "aws:RequestTag/x": ["a"] } };
        const two = { StringNotEquals: { "aws:RequestTag/x": ["a", "b"] } };
        assert.ok(covers(grant("s3:Get", "a", one), grant("s3:Get", "a", two)));
        assert.ok(!covers(grant("s3:Get", "a", two), grant("s3:Get", "a", one)));
    });
});

describe("the documented differences of a preset from its source", () => {
    for (const key of presetKeys) {
        it(`have actions and reasons: ${key}`, () => {
            for (const { actions: patterns, reason } of catalogue[key].differences) {
                assert.match(reason, /^[A-Z`].*\.$/s);
                for (const pattern of patterns) assert.match(pattern, /^[a-z0-9-]+:[\w*]+$/i);
            }
        });
    }
});

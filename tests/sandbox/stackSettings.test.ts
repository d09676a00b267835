import * as assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { clustersOf } from "../../sandbox/seed";
import { settingsIn, settingsOfProject } from "../../scripts/sandbox/stackSettings";

const seedOf = (source: string) => settingsIn(source).seed;

describe("what a stack file needs in the AWS before the first deployment", () => {
    it("is its cluster, in its region and the default account", () => {
        assert.deepEqual(seedOf("config: { aws:region: eu-west-1, eks-pod-identity:clusterName: dev }"), {
            account: "111122223333",
            region: "eu-west-1",
            clusters: [{ name: "dev", autoMode: false, addons: [] }],
            roles: [],
            policies: [],
        });
    });

    it("is in the cluster's own region if it differs from the provider's", () => {
        assert.equal(
            seedOf(
                "config: { aws:region: eu-west-1, eks-pod-identity:region: us-east-2, eks-pod-identity:clusterName: dev }",
            )?.region,
            "us-east-2",
        );
    });

    const accounts: readonly (readonly [string, string, string])[] = [
        ["the only allowed one", 'aws:allowedAccountIds: ["444455556666"]', "444455556666"],
        ["the only allowed one, written as JSON", `aws:allowedAccountIds: '["444455556666"]'`, "444455556666"],
        ["the assumed role's", "aws:assumeRole: { roleArn: arn:aws:iam::777788889999:role/deploy }", "777788889999"],
        [
            "the first assumed role's",
            "aws:assumeRoles: [{ roleArn: arn:aws:iam::777788889999:role/deploy }]",
            "777788889999",
        ],
        [
            "the default one when several are allowed",
            'aws:allowedAccountIds: ["444455556666", "777788889999"]',
            "111122223333",
        ],
    ];
    for (const [which, config, account] of accounts) {
        it(`is in account ${which}`, () => {
            assert.equal(seedOf(`config:\n  aws:region: eu-west-1\n  ${config}`)?.account, account);
        });
    }

    it("is an Auto Mode cluster if the agent is built in, and one with the add-on if the agent exists", () => {
        const cluster = (mode: string) =>
            seedOf(
                `config: { aws:region: r, eks-pod-identity:clusterName: c, eks-pod-identity:agent: { mode: ${mode} } }`,
            )?.clusters?.[0];
        assert.deepEqual(cluster("builtIn"), { name: "c", autoMode: true, addons: [] });
        assert.deepEqual(cluster("existing"), { name: "c", autoMode: false, addons: ["eks-pod-identity-agent"] });
    });

    it("is every existing role and customer managed policy it names, placeholders filled in", () => {
        const seed = seedOf(`config:
  aws:region: eu-west-1
  eks-pod-identity:clusterName: dev
  eks-pod-identity:associations:
    legacy/report: { roleArn: "arn:{partition}:iam::{account}:role/old/{cluster}-{namespace}-report" }
    shop/orders: { role: { managedPolicies: [AmazonS3ReadOnlyAccess, "arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::111122223333:policy/orders"] } }
    data/export: { role: {}, targetRoleArn: arn:aws:iam::444455556666:role/export }
  eks-pod-identity:defaults: { role: { permissionsBoundary: "arn:aws:iam::111122223333:policy/pods" } }
  eks-pod-identity:targetRoles:
    export: { sources: [{ roleArn: arn:aws:iam::111122223333:role/later }], permissionsBoundary: "arn:aws:iam::111122223333:policy/far" }
`);
        assert.ok(seed);
        assert.deepEqual(seed.roles, ["arn:aws:iam::111122223333:role/old/dev-legacy-report"]);
        assert.deepEqual(seed.policies, [
            "arn:aws:iam::111122223333:policy/far",
            "arn:aws:iam::111122223333:policy/orders",
            "arn:aws:iam::111122223333:policy/pods",
        ]);
    });

    it("is also what `managedPolicyArns` and the principals of a trust name, because IAM refuses those that do not exist", () => {
        const seed = seedOf(`config:
  aws:region: eu-west-1
  eks-pod-identity:clusterName: dev
  eks-pod-identity:associations:
    shop/orders:
      role:
        managedPolicyArns: { export: "arn:{partition}:iam::{account}:policy/{namespace}-export" }
        trust: { statements: [{ principals: { AWS: ["arn:{partition}:iam::{account}:role/deploy", "444455556666"] } }] }
`);
        assert.ok(seed);
        assert.deepEqual(seed.roles, ["arn:aws:iam::111122223333:role/deploy"]);
        assert.deepEqual(seed.policies, ["arn:aws:iam::111122223333:policy/shop-export"]);
    });

    it("is empty without a region", () => {
        assert.equal(seedOf("config: { eks-pod-identity:clusterName: dev }"), undefined);
    });
    it("includes what included files name, except what the stack file removes", async () => {
        const project = await fs.mkdtemp(path.join(os.tmpdir(), "sandbox-"));
        const files = {
            "Pulumi.yaml": "name: eks-pod-identity\nruntime: nodejs\n",
            "Pulumi.dev.yaml": `config:
  aws:region: eu-west-1
  eks-pod-identity:include: [common/platform.yaml]
  eks-pod-identity:clusterName: dev
  eks-pod-identity:associations: { legacy/gone: null }
`,
            "common/platform.yaml": `include: [common/roles.yaml]
agent: { mode: existing }
associations:
  legacy/gone: { roleArn: "arn:aws:iam::111122223333:role/gone" }
`,
            "common/roles.yaml": `associations:
  legacy/report: { roleArn: "arn:{partition}:iam::{account}:role/{cluster}-report" }
defaults: { role: { permissionsBoundary: "arn:aws:iam::111122223333:policy/pods" } }
`,
        };
        await fs.mkdir(path.join(project, "common"));
        for (const [file, text] of Object.entries(files)) await fs.writeFile(path.join(project, file), text);
        try {
            assert.deepEqual(
                (await settingsOfProject(project)).map(({ seed }) => seed),
                [
                    {
                        account: "111122223333",
                        region: "eu-west-1",
                        clusters: [{ name: "dev", autoMode: false, addons: ["eks-pod-identity-agent"] }],
                        roles: ["arn:aws:iam::111122223333:role/dev-report"],
                        policies: ["arn:aws:iam::111122223333:policy/pods"],
                    },
                ],
            );
        } finally {
            await fs.rm(project, { recursive: true });
        }
    });

    it("is empty if the file is not YAML, which Pulumi reports", () => {
        assert.equal(seedOf("config: ["), undefined);
    });
});

describe("the clusters of several stack files", () => {
    it("are each created once, with the add-ons that any of the files needs", () => {
        const seed = (name: string, mode: string) =>
            seedOf(
                `config: { aws:region: eu-west-1, eks-pod-identity:clusterName: ${name}, eks-pod-identity:agent: { mode: ${mode} } }`,
            ) ?? assert.fail();
        const seeds = [seed("shared", "install"), seed("shared", "existing"), seed("other", "builtIn")];
        assert.deepEqual(
            clustersOf(seeds).map(({ cluster }) => cluster),
            [
                { name: "shared", autoMode: false, addons: ["eks-pod-identity-agent"] },
                { name: "other", autoMode: true, addons: [] },
            ],
        );
    });
});

describe("the AWS endpoints of a stack", () => {
    it("are all those of its stack file, as a list or as JSON text", () => {
        const endpoints = ["http://127.0.0.1:4566", "http://localhost:1"];
        for (const written of [
            "[{ eks: 'http://127.0.0.1:4566', iam: 'http://localhost:1' }]",
            `'[{"eks":"http://127.0.0.1:4566","iam":"http://localhost:1"}]'`,
        ]) {
            assert.deepEqual(settingsIn(`config: { aws:endpoints: ${written} }`).endpoints, endpoints);
        }
        assert.deepEqual(settingsIn("config: { aws:region: eu-west-1 }").endpoints, []);
    });
});

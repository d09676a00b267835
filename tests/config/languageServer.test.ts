import * as assert from "node:assert/strict";
import * as path from "node:path";
import { offlineStackOf } from "../../config/offline";
import { languageServer } from "./languageServer";
import type { LanguageServer } from "./languageServer";

const root = path.join(__dirname, "..", "..");
const project = { folder: root, name: undefined, stackFolder: root };

/** As an editor does it: each stop has its default, and further lines the indentation of the first. */
function insertedInto(marked: string, snippet: string): string {
    const before = marked.slice(0, marked.indexOf("|"));
    const indentation = /(^|\n)( *)[^\n]*$/.exec(before)?.[2] ?? "";
    const text = snippet
        .replace(/\$\{\d+:((?:[^}\\]|\\.)*)\}/g, "$1")
        .replace(/\\([}$\\])/g, "$1")
        .replace(/\n/g, `\n${indentation}`);
    return before + text + marked.slice(before.length + 1);
}

describe("an editor", function () {
    this.timeout(60_000);
    let server: LanguageServer;
    before(async () => {
        server = await languageServer();
    });
    after(() => {
        server.close();
    });

    it("offers the keys of this package, and not those that are there", async () => {
        const keys = await server.completions("config:\n  eks-pod-identity:clusterName: dev\n  |\n");
        assert.ok(keys.includes("eks-pod-identity:associations"), keys.join());
        assert.ok(!keys.includes("eks-pod-identity:clusterName"), keys.join());
    });

    const places: readonly (readonly [title: string, text: string, offers: readonly string[]])[] = [
        ["the ways to name a role", "associations:\n    a/b:\n      |\n", ["role", "roleRef", "roleArn", "tags"]],
        [
            "the settings and permissions of a role",
            "associations:\n    a/b:\n      role:\n        |\n",
            ["statements", "presets", "path"],
        ],
        ["the same in a shared role", "roles:\n    reader:\n      |\n", ["managedPolicies", "formerly"]],
        ["the presets", "roles:\n    reader:\n      presets:\n        |\n", ["externalDns", "karpenter"]],
        [
            "the parameters of a preset",
            "roles:\n    r:\n      presets:\n        velero:\n          |\n",
            ["bucketArns", "objectArns"],
        ],
        [
            "the parts of a statement",
            "roles:\n    r:\n      statements:\n        - |\n",
            ["actions", "resources", "conditions"],
        ],
        ["the values of an enum", "agent:\n    mode: |\n", ["install", "existing", "builtIn"]],
    ];
    for (const [title, text, offers] of places) {
        it(`offers ${title}`, async () => {
            const labels = await server.completions(`config:\n  eks-pod-identity:${text}`);
            assert.deepEqual(
                offers.filter(offer => !labels.includes(offer)),
                [],
                labels.join(),
            );
        });
    }

    const snippets: readonly (readonly [title: string, text: string, label: string, inserts: RegExp])[] = [
        [
            "an association",
            "associations:\n    |",
            "namespace/serviceAccount with a role of its own",
            /role:\n +statements:/,
        ],
        [
            "a role of its own",
            "associations:\n    a/b: |",
            "a role of its own, with a statement",
            /actions:\n +- s3:GetObject/,
        ],
        ["a role with a preset", "associations:\n    a/b: |", "a role of its own, with a preset", /ebsCsi: \{\}/],
        ["a shared role", "roles:\n    |", "role with a managed policy", /- AmazonS3ReadOnlyAccess/],
        ["a statement", "roles:\n    r:\n      statements:\n        - |", "allow actions on resources", /resources:/],
        ["a preset without parameters", "roles:\n    r:\n      presets:\n        |", "pganalyze", /pganalyze: \{\}/],
        ["a preset with parameters", "roles:\n    r:\n      presets:\n        |", "velero", /bucketArns:\n +- arn:/],
        ["presets", "roles:\n    r:\n      |", "presets", /ebsCsi: \{\}/],
        [
            "an AWS managed policy",
            "roles:\n    r:\n      managedPolicies:\n        - |",
            "AmazonSQSReadOnlyAccess",
            /SQS/,
        ],
        [
            "conditions",
            "roles:\n    r:\n      statements:\n        - actions: ['s3:*']\n          resources: ['*']\n          |",
            "conditions",
            /StringEquals:/,
        ],
        ["an add-on", "eksAddons:\n    |", "example with aws-ebs-csi-driver", /associations:/],
        [
            "a trust statement",
            "roles:\n    r:\n      trust:\n        statements:\n          - |",
            "example with principals, actions",
            /AWS:/,
        ],
        ["the configuration of the agent", "agent:\n    |", "configuration", /resources:/],
    ];
    for (const [title, text, label, inserts] of snippets) {
        it(`inserts something to start with, in which nothing is wrong: ${title}`, async () => {
            const marked = `config:\n  eks-pod-identity:clusterName: dev\n  eks-pod-identity:${text}\n`;
            const offered = await server.insertions(marked);
            const inserted = offered.get(label);
            assert.ok(inserted !== undefined, `"${label}" is not among ${[...offered.keys()].slice(0, 40).join()}`);
            const written = insertedInto(marked, inserted);
            assert.match(written, inserts);
            const { problems } = offlineStackOf(written, "Pulumi.dev.yaml", project, file => file);
            assert.deepEqual(problems, [], written);
            assert.deepEqual(await server.diagnostics(written), [], written);
        });
    }

    it("offers no text instead of a map", async () => {
        for (const [, text] of snippets) {
            const labels = await server.completions(`config:\n  eks-pod-identity:${text}\n`);
            assert.deepEqual(
                labels.filter(label => label.includes("[object")),
                [],
            );
        }
    });

    it("says what a key means", async () => {
        const text = await server.hover("config:\n  eks-pod-identity:roles:\n    r:\n      permissions|Boundary: x\n");
        assert.match(text, /sets the maximum permissions of the role/);
        assert.match(text, /\[docs\.aws\.amazon\.com\]\(https:\/\/docs\.aws\.amazon\.com\//, "the address is a link");
    });

    it("underlines a value of the wrong type at its position", async () => {
        const found = await server.diagnostics(
            [
                "config:",
                "  eks-pod-identity:clusterName: dev",
                "  eks-pod-identity:asociations: {}",
                "  eks-pod-identity:associations:",
                "    a/b:",
                "      rol: {}",
                "    c/d: { role: { maxSessionDuration: long } }",
                "  eks-pod-identity:agent: { mode: instal }",
            ].join("\n"),
        );
        // The first line names the schema.
        assert.deepEqual(found.map(({ range }) => range.start.line).sort(), [3, 6, 7, 8]);
    });

    it("finds nothing wrong in a good file", async () => {
        const association = 'a/b: { roleArn: "arn:aws:iam::111122223333:role/x" }';
        const text = `config:\n  eks-pod-identity:clusterName: dev\n  eks-pod-identity:associations:\n    ${association}\n`;
        assert.deepEqual(await server.diagnostics(text), []);
    });
});

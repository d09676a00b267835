import * as assert from "node:assert/strict";
import { languageServer } from "./languageServer";
import type { LanguageServer } from "./languageServer";

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

    it("says what a key means", async () => {
        const text = await server.hover("config:\n  eks-pod-identity:roles:\n    r:\n      permissions|Boundary: x\n");
        assert.match(text, /bounds what the role may ever do/);
    });

    it("underlines what has the wrong shape, where it stands", async () => {
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

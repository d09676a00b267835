import * as assert from "node:assert/strict";
import * as path from "node:path";
import { problemText } from "../../components/rules/problem";
import { problemLine } from "../../config/message";
import { offlineStackOf } from "../../config/offline";

describe("a message", () => {
    const folder = path.join(__dirname, "project");
    const said = (text: string): string[] =>
        offlineStackOf(
            text,
            "Pulumi.dev.yaml",
            { folder, name: undefined, stackFolder: folder },
            file => file,
        ).problems.map(problem => problemLine(problem));

    it("is one line, for any key and value", () => {
        const key = '"a\\nb/c\\r\\u001b[31m\\u2028"';
        const lines = said(
            [
                "config:",
                "  eks-pod-identity:clusterName: dev",
                `  eks-pod-identity:associations: { ${key}: { roleRef: ${key}, ${key}: x } }`,
                `  eks-pod-identity:roles: { ${key}: { managedPolicies: [${key}], presets: { ${key}: {} } } }`,
                `  ? ${key}`,
                "  : x",
            ].join("\n"),
        );
        assert.ok(lines.length > 4);
        for (const line of lines) {
            assert.doesNotMatch(line, /[\p{Cc}\u2028\u2029]/u);
        }
    });

    it("keeps every other character", () => {
        assert.equal(
            problemText({ path: ["ä"], problem: "“ß” \u{1f600}", remedy: "a\\n" }),
            '["ä"]: “ß” \u{1f600}: a\\n',
        );
        assert.equal(problemText({ path: [], problem: "a\nb", remedy: "\u0007\u009b" }), "a\\nb: \\u0007\\u009b");
    });
});

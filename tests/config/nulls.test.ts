import * as assert from "node:assert/strict";
import * as path from "node:path";
import { effective, plainOf } from "../../config/effective";
import { offlineStackOf } from "../../config/offline";

const folder = path.join(__dirname, "project");
const project = { folder, name: "eks-pod-identity", stackFolder: folder };

/** The effective configuration of the agent and of a role, for the program and for `pod-identity config`. */
function comeTo(...lines: readonly string[]) {
    const text = ["config:", "  eks-pod-identity:clusterName: dev", ...lines.map(line => `  eks-pod-identity:${line}`)];
    const stack = offlineStackOf(text.join("\n"), path.join(folder, "Pulumi.dev.yaml"), project, String);
    assert.deepEqual(stack.problems, []);
    const shown = plainOf(effective(stack)) as { readonly agent: { readonly configuration: unknown } };
    return { given: stack.args.agent?.configuration, shown: shown.agent.configuration, args: stack.args };
}

describe("null", () => {
    it("removes an inherited value of an add-on's configuration, for the program and in the output", () => {
        const { given, shown } = comeTo("include: [common/taken.yaml]", "agent: { configuration: { a: null } }");
        assert.deepEqual([given, shown], [{ b: 2 }, { b: 2 }]);
    });

    it("is a value of an add-on's configuration if nothing is inherited", () => {
        const { given, shown } = comeTo("agent: { configuration: { a: null } }");
        assert.deepEqual([given, shown], [{ a: null }, { a: null }]);
    });

    it("removes presets and attachments, and stays in settings and tags, to override `defaults`", () => {
        const { args } = comeTo(
            "include: [common/taken.yaml]",
            "associations: { a/b: { role: { presets: { ebsCsi: null }, managedPolicyArns: { x: null }, path: null, tags: { t: null } } } }",
            "defaults: { role: { path: /d/, tags: { t: u } } }",
        );
        assert.deepEqual(args.associations?.["a/b"]?.role, {
            presets: {},
            managedPolicyArns: {},
            path: null,
            tags: { t: null },
        });
    });
});

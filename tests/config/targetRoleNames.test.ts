import * as assert from "node:assert/strict";
import * as path from "node:path";
import { problemLine } from "../../config/message";
import { offlineStackOf } from "../../config/offline";

describe("the name of a target role", () => {
    const folder = path.join(__dirname, "project");
    const said = (...keys: readonly string[]): string[] => {
        const text = ["config:", ...keys.map(key => `  eks-pod-identity:${key}`)].join("\n");
        const project = { folder, name: undefined, stackFolder: folder };
        return offlineStackOf(text, "Pulumi.dev.yaml", project, file => file).problems.map(each => problemLine(each));
    };
    const source = (subject: string): string =>
        `{ cluster: "arn:aws:eks:eu-west-1:111122223333:cluster/dev", subject: ${subject}, roleArn: "arn:aws:iam::111122223333:role/x" }`;
    const target = (name: string, ...sources: readonly string[]): string =>
        `{ name: "${name}", sources: [${(sources.length === 0 ? [source("a/b")] : sources).join(", ")}] }`;

    it("is unique, regardless of case", () => {
        const lines = said(`targetRoles: { x: ${target("export")}, y: ${target("Export")} }`);
        assert.equal(lines.length, 1);
        assert.match(
            lines[0] ?? "",
            /^Pulumi\.dev\.yaml:2:\d+ {2}targetRoles\.y\.name: "Export" is also the name of targetRoles\.x: role names are unique/,
        );
    });

    it("differs from the names of the cluster's roles, own names and defaults included", () => {
        for (const roles of [
            ["roles: { r: { name: export } }"],
            ["roles: { r: {} }", "defaults: { role: { name: export } }"],
            ["associations: { a/b: { role: { name: 'EXPORT' } } }"],
        ]) {
            const [line = "", ...others] = said(
                "clusterName: dev",
                ...roles,
                `targetRoles: { x: ${target("export")} }`,
            );
            assert.match(
                line,
                /targetRoles\.x\.name: "export" is also the name of (roles\.r|associations\["a\/b"\]\.role): /,
            );
            assert.deepEqual(others, []);
        }
    });

    it("is compared after the placeholders of its source are replaced", () => {
        const both = (other: string) =>
            said(
                `targetRoles: { x: ${target("{cluster}-{namespace}")}, y: ${target("{cluster}-{namespace}", source(other))} }`,
            );
        assert.deepEqual(both("c/b"), []);
        assert.match(both("a/c")[0] ?? "", /targetRoles\.y\.name: "dev-a" is also the name of targetRoles\.x/);
    });
});

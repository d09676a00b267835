import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import { createColors } from "picocolors";
import { colouredLine, coloursOf, plainColours } from "../../cli/colours";
import { problemLine } from "../../config/message";
import { call, callInShell, folderWith } from "./call";

const problem = {
    path: ["associations", "a/\u001b[31mb"],
    problem: "is wrong",
    remedy: "do it right",
    place: { file: "Pulumi.dev.yaml", line: 4, column: 5 },
};

describe("colours", () => {
    it("are for terminals, and NO_COLOR and FORCE_COLOR decide otherwise", () => {
        const cases: readonly (readonly [isTTY: boolean, environment: Record<string, string>, isColoured: boolean])[] =
            [
                [true, {}, true],
                [false, {}, false],
                [false, { CI: "true" }, false],
                [true, { NO_COLOR: "1" }, false],
                [true, { NO_COLOR: "" }, true],
                [true, { TERM: "dumb" }, false],
                [false, { FORCE_COLOR: "1" }, true],
                [true, { FORCE_COLOR: "1", NO_COLOR: "1" }, false],
            ];
        for (const [isTTY, environment, isColoured] of cases) {
            assert.equal(coloursOf({ isTTY }, environment).isColorSupported, isColoured, JSON.stringify(environment));
        }
    });

    it("change nothing but the colour of a line", () => {
        const colours = createColors(true);
        for (const severity of ["error", "warning"] as const) {
            const label = severity === "warning" ? "warning: " : "";
            assert.equal(colouredLine(problem, severity, plainColours), problemLine(problem, label));
            const coloured = colouredLine(problem, severity, colours);
            assert.ok(coloured.startsWith("\u001b[36mPulumi.dev.yaml:4:5\u001b[39m  "));
            assert.equal(coloured.replace(/\u001b\[\d+m/g, ""), problemLine(problem, label));
        }
    });

    it("are in what `check` and `config` print on a terminal, and in no JSON", async () => {
        const folder = folderWith({
            "Pulumi.yaml": "name: eks-pod-identity\nruntime: nodejs\n",
            "Pulumi.dev.yaml": "config:\n  eks-pod-identity:clusterNam: dev\n",
        });
        const colours = { print: createColors(true), tell: createColors(true) };
        const check = await call(folder, ["check"], { colours });
        assert.match(check.out, /\u001b\[31mclusterNam\u001b\[39m: there is no property/);
        assert.match(check.err, /\u001b\[31m1 problem\u001b\[39m/);
        assert.match((await call(folder, ["config"], { colours })).err, /\u001b\[31mclusterNam/);
        assert.ok(!(await call(folder, ["check", "--format", "json"], { colours })).out.includes("\u001b"));
        assert.ok(!(await call(folder, ["check", "--format", "github"], { colours })).out.includes("\u001b"));
        const forced = callInShell(folder, "FORCE_COLOR=1 NO_COLOR= $pod_identity check");
        const piped = callInShell(folder, "unset FORCE_COLOR; $pod_identity check");
        fs.rmSync(folder, { recursive: true });
        assert.ok(forced.out.includes("\u001b[31m") && !piped.out.includes("\u001b"));
    }).timeout(60_000);
});

import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { mutantsIn, scoreOf, survivors, table, withRows } from "./score";
import type { Outcome } from "./score";
import { groups } from "./settings";

function outcome(file: string, status: Outcome["status"], replacement = "{}"): Outcome {
    const location = { start: { line: 12, column: 8 }, end: { line: 12, column: 9 } };
    return { fileName: `/project/components/${file}`, status, replacement, mutatorName: "ObjectLiteral", location };
}

describe("the score of mutants", () => {
    const trust = [
        outcome("access/trust.ts", "Killed"),
        outcome("access/trust.ts", "Timeout"),
        outcome("access/trust.ts", "Survived", "{\n  }"),
    ];
    const session = [
        outcome("access/evaluation/session.ts", "NoCoverage"),
        outcome("access/evaluation/session.ts", "Ignored"),
    ];

    it("counts a mutant that no test runs as survived, and leaves out static ones", () => {
        const [mutants, killed, endless, survived, ignored] = [3, 1, 1, 1, 0];
        assert.deepEqual(scoreOf("access", trust), { group: "access", mutants, killed, endless, survived, ignored });
        assert.deepEqual(scoreOf("evaluation", session), {
            group: "evaluation",
            mutants: 1,
            killed: 0,
            endless: 0,
            survived: 1,
            ignored: 1,
        });
    });

    it("can be that of one file", () => {
        assert.deepEqual(mutantsIn([...trust, ...session], "components/access/evaluation/session.ts"), session);
    });

    it("has the position and the change of each survivor", () => {
        assert.deepEqual(survivors([...trust, ...session]), [
            "components/access/trust.ts:12:8 ObjectLiteral: { }",
            "components/access/evaluation/session.ts:12:8 ObjectLiteral, not run: {}",
        ]);
    });

    it("replaces the rows of its groups in the page, which has a row for each group", () => {
        const page = fs.readFileSync(path.join(__dirname, "README.md"), "utf8");
        for (const group of Object.keys(groups)) {
            assert.match(page, new RegExp(`^\\| ${group} \\|`, "m"));
        }
        const before = table([scoreOf("access", trust), scoreOf("evaluation", session)], "2026-01-01");
        const after = withRows(before, [scoreOf("access", trust.slice(0, 2))], "2026-01-02").split("\n");
        assert.equal(after[2], "| access | 2 | 1 | 1 | 0 | 100.0 % | 0 | 2026-01-02 |");
        assert.equal(after[3], "| evaluation | 1 | 0 | 0 | 1 | 0.0 % | 1 | 2026-01-01 |");
    });
});

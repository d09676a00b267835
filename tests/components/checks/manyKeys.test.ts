import * as assert from "node:assert/strict";
import { problemText } from "../../../components/rules/problem";
import { stackProblems } from "../../../components/checks/stack";

const numbered = <T>(count: number, key: (index: number) => string, value: T): Record<string, T> =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [key(index), value]));

describe("a message with keys of the args", () => {
    const said = (roles: number, associations = 1): string[] =>
        stackProblems({
            clusterName: "dev",
            roles: numbered(roles, index => `role-${index}`, {}),
            associations: numbered(associations, index => `shop/a${index}`, { roleRef: "none" }),
        }).map(problemText);

    it("has all of a few keys, and ten of many", () => {
        assert.match(said(2)[0] ?? "", /: the roles are role-0, role-1$/);
        assert.match(said(10)[0] ?? "", /role-8, role-9$/);
        assert.match(said(3_000)[0] ?? "", /: the roles are role-0, .*role-9 and 2,990 more$/);
    });

    it("stays short if every key is invalid", () => {
        const texts = said(3_000, 5_000);
        assert.equal(texts.length, 5_000);
        assert.ok(texts.join("\n").length < 2_000_000);
    });
});

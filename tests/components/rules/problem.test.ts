import * as assert from "node:assert/strict";
import {
    at,
    inOneLine,
    printedPath,
    problemText,
    problemTextIn,
    secretProblemTextIn,
} from "../../../components/rules/problem";
import { parseSubject, subjectKey, subjectOf } from "../../../components/rules/subject";

describe("the text of a problem", () => {
    const problem = { path: ["roles", "a/b", 0, "path"], problem: '"x" is wrong', remedy: "fix it" };

    it("has the path, the problem and the fix", () => {
        assert.equal(problemText(problem), 'roles["a/b"][0].path: "x" is wrong: fix it');
        assert.equal(problemTextIn("identity", problem), 'identity.roles["a/b"][0].path: "x" is wrong: fix it');
        assert.equal(problemText({ ...problem, path: [] }), '"x" is wrong: fix it');
    });

    it("does not show a secret value", () => {
        assert.equal(
            secretProblemTextIn("identity", { ...problem, unquoted: "is wrong" }),
            'identity.roles["a/b"][0].path: the secret value is wrong: fix it',
        );
        assert.equal(
            secretProblemTextIn("", { ...problem, path: ["a"] }),
            "a: the secret value is not valid here: check it at its source, because it is not shown",
        );
    });

    it("leaves out the middle of long parts only", () => {
        const text = (size: number): string => `${"a".repeat(200)}${"b".repeat(size - 400)}${"c".repeat(200)}`;
        const short = `${"a".repeat(200)}… (2,001 characters) …${"c".repeat(200)}`;
        assert.equal(problemText({ path: [], problem: text(2_000), remedy: "" }), `${text(2_000)}: `);
        assert.equal(
            problemText({ path: [text(2_001)], problem: text(2_001), remedy: text(2_001) }),
            `${short}: ${short}: ${short}`,
        );
    });

    it("is one line, whatever it quotes", () => {
        assert.equal(
            inOneLine('a\n\t\u0007\u0085\u2028\u2029\u007f"b'),
            'a\\n\\t\\u0007\\u0085\\u2028\\u2029\\u007f"b',
        );
    });

    it("has a path as in programs", () => {
        assert.equal(printedPath(["a", "b_$1", 2, "c d", "1x", ""]), 'a.b_$1[2]["c d"]["1x"][""]');
        assert.equal(printedPath([], "root"), "root");
        assert.equal(printedPath([0]), "[0]");
        assert.deepEqual(at(["a"], "b", 1), ["a", "b", 1]);
    });
});

describe("the key of a subject", () => {
    it("is a namespace and a service account around one slash", () => {
        const subject = { namespace: "shop", serviceAccount: "orders" };
        assert.deepEqual(parseSubject("shop/orders"), subject);
        assert.deepEqual(subjectOf("shop/orders"), subject);
        assert.equal(subjectKey(subject), "shop/orders");
        for (const key of ["", "shop", "/orders", "shop/", "a/b/c"]) {
            assert.equal(parseSubject(key), undefined, key);
            assert.throws(() => subjectOf(key), { message: `"${key}" is not "namespace/serviceAccount".` });
        }
    });
});

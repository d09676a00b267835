import * as assert from "node:assert/strict";
import { brokenAt } from "../../../components/rules/documents";

describe("the first JSON error of a document", () => {
    const position = (text: string): string | undefined => {
        const broken = brokenAt(text);
        return broken && `${String(broken.line)}:${String(broken.column)}`;
    };

    it("has its line and column, from 1, whatever ends a line", () => {
        for (const end of ["\n", "\r\n", "\r"]) assert.equal(position(`{${end}  "a": 1,${end} b: 2 }`), "3:2");
        assert.equal(position("no"), "1:1");
    });

    it("can be a trailing comma, a comment or an empty text, which only other dialects accept", () => {
        assert.equal(position('{"a": 1,}'), "1:9");
        assert.equal(position('{ /* a */ "a": 1 }'), "1:3");
        assert.equal(position(""), "1:1");
    });

    it("is undefined in JSON", () => {
        assert.equal(brokenAt('{ "a": [1, true, null] }'), undefined);
    });
});

import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { automatonOf } from "../../../../components/access/evaluation/automaton";
import {
    anyInName,
    anyInPart,
    anyLetter,
    anyText,
    anyTextInName,
    anyTextInPart,
    literal,
    matches,
    patternOf,
} from "../../../../components/access/evaluation/pattern";
import { accepts } from "./accepts";

const glob = (pattern: string, text: string): boolean => matches(patternOf(pattern, undefined).pattern, text);

describe("a pattern", () => {
    it("matches in a time that no pattern makes exponential", () => {
        assert.ok(!glob("*a".repeat(200), "a".repeat(199) + "b"));
        assert.ok(glob("*a".repeat(200), "a".repeat(200)));
        assert.ok(glob("s3:Get?bject*", "s3:GetObject"));
        assert.ok(!glob("s3:Get?bject", "s3:GetObjects"));
    });

    it("matches the same texts as its automaton", () => {
        const letters = fc.constantFrom(...literal("ab:/"));
        const wildcards = fc.constantFrom(anyLetter, anyText, anyInPart, anyTextInPart, anyInName, anyTextInName);
        const patterns = fc.array(fc.oneof(letters, letters, wildcards), { maxLength: 8 });
        const texts = fc.string({ unit: fc.constantFrom("a", "b", ":", "/"), maxLength: 8 });
        fc.assert(
            fc.property(patterns, texts, (pattern, text) => {
                assert.equal(matches(pattern, text), accepts(automatonOf([pattern]), text));
            }),
            { numRuns: 5_000 },
        );
    });
});

import * as assert from "node:assert/strict";
import { arnHead, canMeet } from "../../../../components/access/evaluation/arnHead";
import { automatonOf } from "../../../../components/access/evaluation/automaton";
import { textClasses } from "../../../../components/access/evaluation/classes";
import { Languages } from "../../../../components/access/evaluation/languages";
import {
    anyInName,
    anyInPart,
    anyLetter,
    anyText,
    anyTextInName,
    anyTextInPart,
    literal,
    matches,
    matchesText,
    patternOf,
    withinArnParts,
} from "../../../../components/access/evaluation/pattern";
import type { Pattern } from "../../../../components/access/evaluation/pattern";
import { accepts } from "./accepts";

const glob = (text: string): Pattern => patternOf(text, undefined).pattern;
const [colon, slash] = [0x3a, 0x2f];

describe("a policy text as a pattern", () => {
    const variables = new Map([["aws:username", "j*"]]);
    const parsed = (text: string, wildcards = true) => patternOf(text, variables, { wildcards });

    it("has wildcards, and one for several in a row", () => {
        assert.deepEqual(parsed("a**?*"), { pattern: [97, anyText, anyLetter, anyText] });
        assert.deepEqual(parsed("a*?", false).pattern, literal("a*?"));
    });

    it("has the value of a variable, in which a wildcard is a character", () => {
        assert.deepEqual(parsed("a/${AWS:UserName}/*"), { pattern: [...literal("a/j*/"), anyText] });
        assert.deepEqual(parsed("${ aws:username }${aws:username}").pattern, literal("j*j*"));
        assert.deepEqual(patternOf("${aws:username}", undefined), {
            pattern: literal("${aws:username}"),
        });
    });

    it("is open with a variable of an unknown value, which equals itself in any case", () => {
        assert.deepEqual(parsed("a*${aws:userid}${aws:username}"), {
            pattern: [97, anyText, ...literal("${aws:userid}j*")],
            widest: [97, anyText, anyText, ...literal("j*")],
        });
        assert.deepEqual(parsed("${aws:UserId}"), parsed("${aws:userid}"));
    });

    it("has characters and defaults of variables", () => {
        assert.deepEqual(parsed("${*}${?}${$}"), { pattern: literal("*?$") });
        assert.deepEqual(parsed("${aws:username, 'x'}"), { pattern: literal("j*") });
        assert.deepEqual(parsed("${aws:UserId, 'X, y'}"), {
            pattern: literal("${aws:userid, 'X, y'}"),
            widest: [anyText],
        });
    });

    it("stays within its part of an ARN, except in the last", () => {
        assert.deepEqual(withinArnParts(glob("arn:*:?:::*?")), [
            ...literal("arn:"),
            anyTextInPart,
            colon,
            anyInPart,
            ...literal(":::"),
            anyText,
            anyLetter,
        ]);
    });

    it("matches a text that is equal or like it", () => {
        assert.ok(
            matchesText("a*", "a*") && matchesText("a*", "abc") && matchesText("*", "") && matchesText("a?*c", "abbc"),
        );
        assert.ok(
            !matchesText("a*", "b") && !matchesText("a", "") && !matchesText("", "a") && !matchesText("a*b", "abc"),
        );
    });
});

describe("a wildcard of a part or a name", () => {
    const rows: readonly (readonly [what: string, pattern: Pattern, matching: string[], others: string[]])[] = [
        ["a character of a part", [97, anyInPart], ["ab", "a/"], ["a", "a:", "abc"]],
        ["text of a part", [97, anyTextInPart, 98], ["ab", "acb", "a/b", "abb"], ["a:b", "ac", "b"]],
        ["a character of a name", [97, anyInName], ["ab"], ["a", "a:", "a/", "abc"]],
        ["text of a name", [97, anyTextInName, 98], ["ab", "acb", "abb"], ["a:b", "a/b", "ac", "b"]],
        ["text after text", [anyText, 97, anyTextInName], ["a", "b:/ab", "a/a"], ["", "a/", "b"]],
        ["a character after text", [anyText, anyLetter, anyInPart], ["ab", "::a"], ["a", "a:"]],
    ];
    for (const [what, pattern, matching, others] of rows) {
        it(`matches ${what}, in a text and in an automaton`, () => {
            const automaton = automatonOf([pattern]);
            for (const text of [...matching, ...others]) {
                const expected = matching.includes(text);
                assert.equal(matches(pattern, text), expected, text);
                assert.equal(accepts(automaton, text), expected, text);
            }
        });
    }
});

describe("an automaton", () => {
    it("accepts the texts of any of its patterns", () => {
        const either = automatonOf([glob("a"), glob("b*")]);
        assert.ok(accepts(either, "a") && accepts(either, "bc"));
        assert.ok(!accepts(either, "ac") && !accepts(automatonOf([]), ""));
    });

    it("has the same state for the same continuations, and stays in a settled one", () => {
        const automaton = automatonOf([glob("a*"), glob("ab")]);
        const everything = automaton.next(automaton.start, 97);
        assert.equal(automaton.isSettled(automaton.start), false);
        assert.ok(automaton.isSettled(everything) && automaton.accepts(everything));
        assert.equal(automaton.next(everything, 98), everything);
        assert.deepEqual(automaton.letters(everything), new Set());
        const nothing = automaton.next(automaton.start, 98);
        assert.ok(automaton.isSettled(nothing) && !automaton.accepts(nothing));
        assert.equal(automaton.next(automaton.start, 97), everything);
        assert.equal(automatonOf([glob("a*b")]).isSettled(0), false);
    });

    it("has the letters that its patterns distinguish", () => {
        const letters = (...pattern: Pattern) => {
            const automaton = automatonOf([pattern]);
            return [...automaton.letters(automaton.start)].sort((a, b) => a - b);
        };
        assert.deepEqual(letters(97), [97]);
        assert.deepEqual(letters(anyLetter, 97), []);
        assert.deepEqual(letters(anyText, 97), [97]);
        assert.deepEqual(letters(anyInPart), [colon]);
        assert.deepEqual(letters(anyTextInPart, 97), [colon, 97]);
        assert.deepEqual(letters(anyInName), [slash, colon]);
        assert.deepEqual(letters(anyTextInName), [slash, colon]);
        assert.deepEqual(letters(), []);
    });

    it("has no other states", () => {
        assert.throws(() => automatonOf([]).accepts(5), { name: "RangeError", message: "There is no state 5." });
    });
});

describe("the classes of texts", () => {
    const classes = (universe: string, ...languages: readonly string[]) =>
        textClasses(
            languages.map(text => automatonOf([glob(text)])),
            automatonOf([glob(universe)]),
        );

    it("are all combinations of languages, each with its shortest text", () => {
        assert.deepEqual(classes("*", "a*", "*b"), [
            { members: [false, false], witness: "" },
            { members: [true, false], witness: "a" },
            { members: [false, true], witness: "b" },
            { members: [true, true], witness: "ab" },
        ]);
        assert.deepEqual(classes("*"), [{ members: [], witness: "" }]);
    });

    it("are those of the universe only", () => {
        assert.deepEqual(classes("a?", "ab"), [
            { members: [true], witness: "ab" },
            { members: [false], witness: "ax" },
        ]);
        assert.deepEqual(classes("ab", "c*"), [{ members: [false], witness: "ab" }]);
    });

    it("are undefined where there are too many combinations", () => {
        const letters = Array.from("abcdefghijklmnopqrs");
        assert.equal(classes("*", ...letters.map(letter => `*${letter}*${letter}*`)), undefined);
    });
});

describe("the head of an ARN", () => {
    it("has the parts that a pattern names", () => {
        assert.deepEqual(arnHead(glob("arn:aws:s3:::x")), ["arn", "aws", "s3", "", ""]);
        assert.deepEqual(arnHead(glob("arn:aws:s3:?u-1::x")), ["arn", "aws", "s3", undefined, ""]);
        assert.deepEqual(arnHead(glob("arn:aws:s3*:::x")), ["arn", "aws"]);
        assert.deepEqual(arnHead(withinArnParts(glob("arn:*:s3:::x"))), ["arn", undefined, "s3", "", ""]);
        assert.deepEqual(arnHead(withinArnParts(glob("arn:*a:s3"))), ["arn", undefined, "s3"]);
        assert.deepEqual(arnHead(glob("*")), []);
        assert.deepEqual(arnHead(glob("s3:Get")), ["s3", "Get"]);
    });

    it("excludes another one only by parts that both name", () => {
        assert.ok(canMeet(["arn", "aws"], ["arn", "aws", "s3"]));
        assert.ok(canMeet(["arn", undefined, "s3"], ["arn", "aws", "s3"]));
        assert.ok(canMeet(["arn", "aws", "s3"], ["arn", undefined]));
        assert.ok(!canMeet(["arn", "aws", "s3"], ["arn", "aws", "sqs"]));
    });
});

describe("languages", () => {
    it("have the same number for the same patterns", () => {
        const languages = new Languages();
        const [a, b] = [languages.numberOf([glob("a*")]), languages.numberOf([glob("b"), glob("c")])];
        assert.notEqual(a, b);
        assert.equal(languages.numberOf([glob("a*")]), a);
        assert.equal(languages.numberOf([glob("b"), glob("c")]), b);
        assert.notEqual(languages.numberOf([glob("b;c")]), b);
        const same = [glob("a*")];
        assert.equal(languages.numberOf(same), languages.numberOf(same));
    });

    it("contain the texts of their patterns", () => {
        const languages = new Languages();
        const number = languages.numberOf([glob("a*"), glob("b")]);
        for (let time = 0; time < 2; time += 1) {
            assert.deepEqual(
                ["a", "ab", "b", "c"].map(text => languages.contains(number, text)),
                [true, true, true, false],
            );
        }
    });

    it("divide the texts of another one", () => {
        const languages = new Languages();
        const everything = languages.numberOf([glob("*")]);
        const [a, b] = [languages.numberOf([glob("a*")]), languages.numberOf([glob("*b")])];
        const classes = languages.classesOf(everything, [b, a, b]) ?? [];
        assert.deepEqual(
            classes.map(({ isIn, witness }) => [witness, isIn(a), isIn(b)]),
            [
                ["", false, false],
                ["a", true, false],
                ["b", false, true],
                ["ab", true, true],
            ],
        );
        assert.equal(languages.classesOf(everything, [a, b]), classes);
    });

    it("leave out those that an ARN cannot be in", () => {
        const languages = new Languages();
        const buckets = languages.numberOf([glob("arn:aws:s3:::?")]);
        const queues = languages.numberOf([glob("arn:aws:sqs:*:*:*")]);
        const classes = languages.classesOf(buckets, [queues]);
        assert.equal(classes?.length, 1);
        assert.equal(classes[0]?.isIn(queues), false);
        assert.equal(languages.classesOf(buckets, []), classes);
    });

    it("have no other numbers", () => {
        assert.throws(() => new Languages().contains(3, "a"), {
            name: "RangeError",
            message: "There is no language 3.",
        });
    });
});

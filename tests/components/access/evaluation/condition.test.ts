import * as assert from "node:assert/strict";
import { addressRange, addressText, addressValue } from "../../../../components/access/evaluation/addresses";
import { clausesOf, holds, instant } from "../../../../components/access/evaluation/condition";
import type { Conditions } from "../../../../components/access/policyDocument";

const key = "aws:Example";
const variables = new Map([["aws:username", "jane"]]);

/** Whether a condition holds for the values of its key; `undefined` if the key is absent. */
function isMet(conditions: Conditions, given: string | readonly string[] | undefined): boolean {
    const clauses = clausesOf(conditions, variables);
    assert.ok(clauses);
    const context = new Map(given === undefined ? [] : [[key.toLowerCase(), [given].flat()]]);
    return clauses.every(clause => holds(clause, context));
}

type Row = readonly [operator: string, expected: string | string[], met: readonly unknown[], unmet: readonly unknown[]];

const year = "2026-01-01T00:00:00Z";
const rows: readonly Row[] = [
    ["StringEquals", "x", ["x"], ["X", "y", "xx", "", undefined]],
    ["StringEquals", ["x", "y*"], ["x", "y*"], ["yy"]],
    ["StringEquals", "${aws:username}", ["jane"], ["${aws:username}", "bob"]],
    ["StringNotEquals", "x", ["y", "X", undefined], ["x"]],
    ["StringNotEquals", ["x", "y"], ["z"], ["x", "y"]],
    ["StringEqualsIgnoreCase", "Ab", ["aB", "ab"], ["a", undefined]],
    ["StringNotEqualsIgnoreCase", "Ab", ["a", undefined], ["aB", "ab"]],
    ["StringLike", "a?c*", ["abc", "abcd"], ["ac", "xabc", undefined]],
    ["StringNotLike", "a*", ["b", undefined], ["a", "ab"]],
    ["BinaryEquals", "QQ==", ["QQ=="], ["QQ", undefined]],
    ["ArnEquals", "arn:aws:iam::*:role/x", ["arn:aws:iam::1:role/x"], ["arn:aws:iam::1:2:role/x", undefined]],
    ["ArnLike", "arn:aws:s3:::x*", ["arn:aws:s3:::x:y"], ["arn:aws:s3::1:x", undefined]],
    ["ArnNotEquals", "arn:aws:s3:::x*", ["arn:aws:s3:::y", undefined], ["arn:aws:s3:::xy"]],
    ["ArnNotLike", "arn:aws:s3:::?", ["arn:aws:s3:::xy", undefined], ["arn:aws:s3:::x"]],
    ["NumericEquals", "5", ["5", "5.0"], ["6", "x", undefined]],
    ["NumericNotEquals", "5", ["6", undefined], ["5"]],
    ["NumericLessThan", "5", ["4.9"], ["5", "6", undefined]],
    ["NumericLessThanEquals", "5", ["4", "5"], ["6"]],
    ["NumericGreaterThan", "5", ["6"], ["5", "4"]],
    ["NumericGreaterThanEquals", "5", ["6", "5"], ["4"]],
    ["DateEquals", year, [year, "1767225600", "2026-01-01T01:00:00+01:00"], ["2026-01-02T00:00:00Z", undefined]],
    ["DateNotEquals", year, ["2026-01-02T00:00:00Z", undefined], ["1767225600"]],
    ["DateLessThan", year, ["2025-12-31T00:00:00Z"], [year, "1767225601"]],
    ["DateLessThanEquals", year, [year, "1767225599"], ["1767225601"]],
    ["DateGreaterThan", year, ["1767225601"], [year, "1767225599"]],
    ["DateGreaterThanEquals", year, [year, "1767225601"], ["1767225599"]],
    ["Bool", "true", ["true", "TRUE"], ["false", "", undefined]],
    [
        "IpAddress",
        "10.0.0.0/8",
        ["10.0.0.0", "10.255.255.255"],
        ["9.255.255.255", "11.0.0.0", "::a00:1", "x", undefined],
    ],
    ["IpAddress", ["192.0.2.1", "2001:db8::/32"], ["192.0.2.1", "2001:db8:1::"], ["192.0.2.2", "2001:db9::"]],
    ["IpAddress", "nowhere", [], ["10.0.0.0"]],
    ["NotIpAddress", "10.0.0.0/8", ["11.0.0.0", undefined], ["10.0.0.1"]],
    ["Null", "true", [undefined], ["x", []]],
    ["Null", "FALSE", ["x"], [undefined]],
    ["StringEqualsIfExists", "x", ["x", undefined], ["y"]],
    ["NumericLessThanIfExists", "5", ["4", undefined], ["5"]],
    ["ForAllValues:StringEquals", ["x", "y"], ["x", ["x", "y"], [], undefined], [["x", "z"]]],
    ["ForAllValues:StringNotEquals", "x", [["y", "z"], undefined], [["x", "y"]]],
    ["ForAnyValue:StringEquals", ["x", "y"], ["x", ["z", "y"]], [["z"], [], undefined]],
    ["ForAnyValue:StringNotEquals", "x", [["x", "y"]], [["x"], undefined]],
    ["ForAnyValue:StringEqualsIfExists", "x", ["x", undefined], ["y"]],
    ["FORALLVALUES:stringlikeifexists", "x*", [["x", "xy"], undefined], [["x", "y"]]],
];

describe("a condition", () => {
    for (const [operator, expected, met, unmet] of rows) {
        it(`${operator} ${[expected].flat().join(" | ")} compares as IAM does`, () => {
            for (const [values, result] of [
                [met, true],
                [unmet, false],
            ] as const) {
                for (const value of values as readonly (string | string[] | undefined)[]) {
                    assert.equal(isMet({ [operator]: { [key]: expected } }, value), result, JSON.stringify(value));
                }
            }
        });
    }

    it("needs all of its keys and operators", () => {
        const both = { StringEquals: { [key]: "x" }, StringNotEquals: { "aws:Other": "y" } };
        assert.equal(isMet(both, "x"), true);
        assert.equal(isMet({ ...both, StringNotLike: { [key]: "x*" } }, "x"), false);
    });

    it("is read into one clause for each operator and key", () => {
        const [clause, ...others] =
            clausesOf({ "ForAnyValue:StringLikeIfExists": { [key]: ["a", "b"] } }, variables) ?? [];
        assert.deepEqual(others, []);
        assert.deepEqual(clause, {
            key: "aws:example",
            family: "text",
            operator: "stringlike",
            isNegated: false,
            ifExists: true,
            quantifier: "ForAnyValue",
            values: ["a", "b"],
            patterns: [{ pattern: [97] }, { pattern: [98] }],
            text: "ForAnyValue:StringLikeIfExists aws:Example: a | b",
        });
        const [number] = clausesOf({ NumericNotEquals: { [key]: "5" } }, variables) ?? [];
        assert.deepEqual(
            [number?.isNegated, number?.ifExists, number?.quantifier, number?.patterns],
            [true, false, undefined, []],
        );
        const [bool] = clausesOf({ Bool: { [key]: true } } as never, variables) ?? [];
        assert.deepEqual(bool?.values, ["true"]);
    });

    it("is unknown with an operator of another time, and empty without a condition", () => {
        for (const operator of ["Resembles", "StringEqualsSometimes", "ForSomeValues:StringEquals", "xStringEquals"]) {
            assert.equal(clausesOf({ [operator]: { [key]: "x" } }, variables), undefined);
        }
        assert.deepEqual(clausesOf(undefined, variables), []);
    });

    it("takes variables literally in an old version", () => {
        const [clause] = clausesOf({ StringEquals: { [key]: "${aws:username}" } }, undefined) ?? [];
        assert.ok(clause);
        assert.equal(holds(clause, new Map([["aws:example", ["${aws:username}"]]])), true);
    });

    it("has the values of variables, also where case is ignored", () => {
        const condition = { StringEqualsIgnoreCase: { [key]: "Home/${aws:PrincipalTag/Team}" } };
        const [clause] = clausesOf(condition, new Map([["aws:principaltag/team", "Shop"]])) ?? [];
        assert.ok(clause);
        assert.equal(holds(clause, new Map([["aws:example", ["HOME/shop"]]])), true);
        assert.equal(holds(clause, new Map([["aws:example", ["home/bank"]]])), false);
    });

    it("is not decided by the known value of a key that is compared with an unknown variable", () => {
        const known = new Map([["aws:example", "shop"]]);
        const keys = (value: string): (string | undefined)[] =>
            (clausesOf({ StringEquals: { [key]: value } }, known) ?? []).map(clause => clause.key);
        assert.deepEqual(keys("${aws:PrincipalTag/team}"), ["aws:example compared with ${aws:PrincipalTag/team}"]);
        assert.deepEqual([...keys("shop"), ...keys("${aws:Example}")], ["aws:example", "aws:example"]);
    });

    it("has dates in ISO 8601 or in seconds", () => {
        assert.equal(instant(year), 1_767_225_600_000);
        assert.equal(instant("1767225600"), 1_767_225_600_000);
        assert.ok(Number.isNaN(instant("x1")));
        assert.ok(Number.isNaN(instant("tomorrow")));
    });
});

describe("an IP address", () => {
    it("is a number, in every form", () => {
        assert.deepEqual(addressValue("10.1.2.3"), { version: 4, value: 0x0a010203n });
        for (const [text, value] of [
            ["::", 0n],
            ["::1", 1n],
            ["1::", 1n << 112n],
            ["1:2:3:4:5:6:7:8", 0x00010002000300040005000600070008n],
            ["2001:DB8::a:1", 0x20010db80000000000000000000a0001n],
            ["::ffff:1.2.3.4", 0xffff01020304n],
            ["fe80::1%eth0", (0xfe80n << 112n) + 1n],
        ] as const) {
            assert.deepEqual(addressValue(text), { version: 6, value }, text);
        }
        for (const text of ["", "10.1.2", "10.1.2.256", "1::2::3", "x"]) {
            assert.equal(addressValue(text), undefined);
        }
    });

    it("is written in full", () => {
        assert.equal(addressText({ version: 4, value: 0x0a010203n }), "10.1.2.3");
        assert.equal(addressText({ version: 6, value: 0x20010db80000000000000000000a0001n }), "2001:db8:0:0:0:0:a:1");
    });

    it("is in the range of its block", () => {
        const range = (text: string): readonly unknown[] => {
            const found = addressRange(text);
            return found === undefined
                ? []
                : [found.first, found.last].map(value => addressText({ version: found.version, value }));
        };
        assert.deepEqual(range("10.0.0.7/30"), ["10.0.0.4", "10.0.0.7"]);
        assert.deepEqual(range("10.0.0.7"), ["10.0.0.7", "10.0.0.7"]);
        assert.deepEqual(range("10.0.0.7/32"), ["10.0.0.7", "10.0.0.7"]);
        assert.deepEqual(range("10.0.0.7/0"), ["0.0.0.0", "255.255.255.255"]);
        assert.deepEqual(range("2001:db8::/127"), ["2001:db8:0:0:0:0:0:0", "2001:db8:0:0:0:0:0:1"]);
        assert.deepEqual(range("::1/128"), ["0:0:0:0:0:0:0:1", "0:0:0:0:0:0:0:1"]);
        for (const text of ["10.0.0.0/33", "::/129", "10.0.0.0/-1", "10.0.0.0/x", "10.0.0.0/1.5", "x/8"]) {
            assert.deepEqual(range(text), [], text);
        }
    });
});

import * as assert from "node:assert/strict";
import { gainedAccess } from "../../../../components/access/evaluation/compare";
import { clausesOf } from "../../../../components/access/evaluation/condition";
import { samplesOf } from "../../../../components/access/evaluation/samples";
import { readPolicy } from "../../../../components/access/evaluation/statement";
import type { Conditions } from "../../../../components/access/policyDocument";

const key = "aws:Example";

/** The samples of a key for operators and their values. */
function samples(operators: Readonly<Record<string, string | string[]>>, variables = new Map<string, string>()) {
    const conditions = Object.fromEntries(
        Object.entries(operators).map(([operator, values]) => [operator, { [key]: values }]),
    );
    return samplesOf(clausesOf(conditions, variables) ?? []);
}

/** Single values, without the absent key, which is always the last one. */
function single(operators: Readonly<Record<string, string | string[]>>) {
    const { values, areComplete } = samples(operators);
    assert.equal(values.at(-1), undefined);
    assert.ok(areComplete);
    return values.slice(0, -1).map(value => {
        assert.equal(value?.length, 1);
        return value[0];
    });
}

describe("the samples of a condition key", () => {
    it("are a text of each kind that patterns distinguish", () => {
        assert.deepEqual(new Set(single({ StringEquals: ["a", "b"] })), new Set(["", "a"]));
        assert.deepEqual(new Set(single({ StringLike: "a*", StringNotEquals: "ab" })), new Set(["", "a", "ab"]));
        assert.deepEqual(new Set(single({ ArnLike: "a:*" })), new Set(["", "a:"]));
    });

    it("are a text of each kind, where case is ignored", () => {
        assert.deepEqual(single({ StringEqualsIgnoreCase: ["Ab", "aB"], StringNotEqualsIgnoreCase: "C" }), [
            "",
            "c",
            "ab",
        ]);
    });

    it("are each number, one between two, and one on each side", () => {
        assert.deepEqual(single({ NumericLessThan: ["10", "5"], NumericEquals: "5" }), [
            "-995",
            "5",
            "7.5",
            "10",
            "1010",
        ]);
        assert.deepEqual(single({ NumericLessThan: "x" }), ["x"]);
        const huge = single({ NumericLessThan: "1e19" }).map(Number);
        assert.equal(new Set(huge).size, 3);
        assert.ok(Math.min(...huge) < 1e19);
    });

    it("are dates on each side", () => {
        assert.deepEqual(single({ DateLessThan: "2026-01-01T00:00:00Z" }), [
            "2025-12-31T23:59:59.000Z",
            "2026-01-01T00:00:00.000Z",
            "2026-01-01T00:00:01.000Z",
        ]);
        const latest = "+275760-09-13T00:00:00.000Z";
        assert.deepEqual(new Set(single({ DateLessThan: "99999999999999999" })), new Set([latest]));
    });

    it("are addresses on both sides of each border, and ordinary ones", () => {
        assert.deepEqual(single({ IpAddress: "10.0.0.0/8" }), [
            "10.0.0.0",
            "10.255.255.255",
            "9.255.255.255",
            "11.0.0.0",
            "192.0.2.1",
            "2001:db8::1",
        ]);
        assert.deepEqual(single({ IpAddress: ["0.0.0.0/0", "x"] }), [
            "0.0.0.0",
            "255.255.255.255",
            "192.0.2.1",
            "2001:db8::1",
        ]);
        const full = (end: string): string => Array(8).fill(end).join(":");
        assert.deepEqual(single({ IpAddress: "::/0" }), [full("0"), full("ffff"), "192.0.2.1", "2001:db8::1"]);
    });

    it("are both booleans, and any value where only the absence counts", () => {
        assert.deepEqual(single({ Bool: "true" }), ["true", "false"]);
        assert.deepEqual(single({ Null: "true" }), ["x"]);
    });

    it("are lists for a key with several values", () => {
        const { values, areComplete } = samples({ "ForAnyValue:Bool": "true" });
        assert.deepEqual(values, [["true"], ["false"], ["true", "false"], undefined]);
        assert.ok(areComplete);
    });

    it("are not complete with more lists than can be tried, or with two types of a value", () => {
        const many = samples({ "ForAllValues:NumericEquals": ["1", "2", "3"] });
        assert.equal(many.values.length, 2 ** 6 - 1 + 1 + 1);
        assert.equal(many.areComplete, false);
        assert.ok(samples({ "ForAllValues:NumericEquals": ["1", "2"] }).areComplete);
        assert.equal(samples({ StringEquals: "a", NumericEquals: "5" }).areComplete, false);
        assert.ok(samples({ StringEquals: "a", Null: "true" }).areComplete);
    });

    it("are not complete if texts are compared with an unknown variable and with others", () => {
        assert.ok(samples({ StringEquals: "${aws:username}" }).areComplete);
        assert.equal(samples({ StringEquals: "${aws:username}", StringLike: "a*" }).areComplete, false);
        assert.ok(samples({ StringEquals: "${a}", StringLike: "a*" }, new Map([["a", "b"]])).areComplete);
    });
});

describe("the search for a request", () => {
    const session = (
        own: ReadonlyMap<string, readonly string[]>,
        ...conditions: readonly (Conditions | undefined)[]
    ) => {
        const Statement = conditions.map(Condition => ({
            Effect: "Allow" as const,
            Action: ["s3:GetObject"],
            Resource: ["*"],
            ...(Condition && { Condition }),
        }));
        const statements = readPolicy({ Version: "2012-10-17", Statement }, new Map(), (_each, index) => index);
        return { layers: [{ kind: "permissions" as const, statements }], context: own };
    };
    const none = new Map<string, readonly string[]>();

    it("finds the values that only one side allows", () => {
        const [difference, ...others] = gainedAccess(
            session(none, { StringEquals: { "aws:A": "x" }, NumericLessThan: { "aws:B": "5" } }),
            session(none, { StringEquals: { "aws:A": "x" }, NumericLessThan: { "aws:B": "6" } }),
        );
        assert.deepEqual(others, []);
        assert.equal(difference?.verdict, "gained");
        assert.deepEqual(difference.witness.context.get("aws:a"), ["x"]);
        const number = Number(difference.witness.context.get("aws:b")?.[0]);
        assert.ok(number >= 5 && number < 6);
        assert.deepEqual(
            difference.statements.map(({ origin }) => origin),
            [0],
        );
        assert.equal("cause" in difference, false);
    });

    it("lists only the statements that allow the request", () => {
        const [difference] = gainedAccess(
            undefined,
            session(none, { Bool: { "aws:A": "true" } }, { Bool: { "aws:A": "false" } }),
        );
        assert.deepEqual(
            difference?.statements.map(({ origin }) => origin),
            [0],
        );
    });

    it("does not try other values of a key that the session has on both sides", () => {
        const own = new Map([["aws:a", ["x"]]]);
        const limited = { StringEquals: { "aws:A": "x" } };
        assert.deepEqual(gainedAccess(session(own, limited), session(own, undefined)), []);
        assert.deepEqual(gainedAccess(undefined, session(own, { StringEquals: { "aws:A": "y" } })), []);
        assert.equal(gainedAccess(session(none, limited), session(own, limited, limited)).length, 1);
    });

    it("is undecided with conditions that samples do not cover, and names them", () => {
        const [difference] = gainedAccess(
            session(none, undefined, { StringEquals: { "aws:A": "x" }, NumericEquals: { "aws:A": "5" } }),
            session(none, undefined, { StringEquals: { "aws:A": "x", "aws:B": "z" }, NumericEquals: { "aws:A": "5" } }),
        );
        assert.equal(difference?.verdict, "undecided");
        assert.equal(
            difference.cause,
            "the conditions StringEquals aws:A: x; NumericEquals aws:A: 5; StringEquals aws:A: x; NumericEquals aws:A: 5",
        );
        assert.equal(difference.witness.context.size, 0);
    });

    it("is undecided with more combinations than can be tried", () => {
        const keys = Array.from({ length: 10 }, (_, index) => `aws:K${index}`);
        const equal = (value: string) => ({ StringEquals: Object.fromEntries(keys.map(each => [each, value])) });
        const [difference] = gainedAccess(session(none, undefined, equal("a")), session(none, undefined, equal("b")));
        assert.equal(difference?.verdict, "undecided");
        assert.equal(difference.cause, `too many combinations of ${keys.join(", ").toLowerCase()}`);
    });
});

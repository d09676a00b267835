import * as assert from "node:assert/strict";
import { ruleProblems } from "../../../components/rules/checkRule";
import { choice, closedMap, flag, map, needed, shape, text, wholeNumber } from "../../../components/rules/rule";
import type { AnyRule } from "../../../components/rules/rule";

interface Sample {
    readonly mode?: "on" | "off" | "auto";
    readonly other?: boolean;
    readonly more?: boolean;
}
const properties = {
    mode: choice({ On: "on", Off: "off", Auto: "auto" }, { auto: words("is not for us") }),
    other: flag,
    more: flag,
};

function words(problem: string) {
    return { problem, remedy: "do something else" };
}

const found = (rule: AnyRule, value: unknown) => ruleProblems(rule, value, [], { values: {} });

describe("the rule of a value", () => {
    it("includes both ends of a range, and whole numbers only", () => {
        const refused = [0, 1, 2, 5, 9, 10].filter(value => found(wholeNumber(1, 9), value).length > 0);
        assert.deepEqual(refused, [0, 10]);
        assert.deepEqual(
            found(wholeNumber(1, 9), 1.5).map(({ problem }) => problem),
            ["1.5 is out of range"],
        );
    });

    it("names the values of a choice, without those that are refused here", () => {
        const { mode } = properties;
        assert.deepEqual(found(mode, 5), [
            {
                path: [],
                problem: "a number is not one of the values",
                remedy: "use on or off",
                gap: { path: [], empty: null },
            },
        ]);
        assert.deepEqual(
            found(mode, "auto").map(({ problem }) => problem),
            ["is not for us"],
        );
        assert.match(found(mode, "aut")[0]?.remedy ?? "", /^use on or off$/i);
        assert.deepEqual(found(mode, "off"), []);
    });

    it("says what a null entry of a map is: a problem of its own, of the usual kind, or legal", () => {
        const problems = (nullEntry: "legal" | ReturnType<typeof words> | undefined) =>
            found(map(flag, { nullEntry }), { a: null }).map(({ path, problem, gap }) => ({ path, problem, gap }));
        const gap = { path: ["a"], empty: false };
        assert.deepEqual(problems(words("is null")), [{ path: ["a"], problem: "is null", gap }]);
        assert.deepEqual(
            problems(undefined).map(each => each.gap),
            [gap],
        );
        assert.deepEqual(problems("legal"), []);
    });
});

describe("the rule of an interface", () => {
    const sample = shape<Sample>("Sample", properties, {
        refused: { namespace: words("belongs elsewhere") },
        withoutEffect: [
            {
                key: "mode",
                values: ["off"],
                properties: ["other", "more"],
                problem: mode => `has no effect if ${mode}`,
                remedy: "remove it",
            },
        ],
        words: { nullProperty: words("is null") },
    });

    it("refuses an unknown key with null, and ignores undefined; a refused key may be either", () => {
        const problems = (value: unknown) =>
            found(sample, value).map(({ path, problem }) => `${path.join(".")} ${problem}`);
        assert.deepEqual(problems({ x: undefined, namespace: undefined }), []);
        assert.deepEqual(problems({ namespace: null }), []);
        assert.deepEqual(problems({ namespace: "a" }), ["namespace belongs elsewhere"]);
        assert.deepEqual(problems({ xyz: null }), ['xyz there is no property "xyz"']);
    });

    it("reports null where that is no value, and ignores undefined", () => {
        assert.deepEqual(found(sample, { other: undefined }), []);
        assert.deepEqual(
            found(sample, { other: null }).map(({ problem }) => problem),
            ["is null"],
        );
        assert.deepEqual(found(shape<Sample>("Sample", properties), { other: null }), []);
    });

    it("reports each property without effect that is set", () => {
        const problems = (value: unknown) =>
            found(sample, value).map(({ path, problem }) => `${path.join(".")} ${problem}`);
        assert.deepEqual(problems({ mode: "off", other: true }), ["other has no effect if off"]);
        assert.deepEqual(problems({ mode: "on", other: true, more: true }), []);
        assert.deepEqual(problems({ mode: "off", other: null }), ["other is null"]);
    });

    it("reports a missing property once, if its key is misspelt", () => {
        const required = shape<{ readonly clusterName: string; readonly region?: string }>("Place", {
            clusterName: needed(text()),
            region: text(),
        });
        const absent = (value: unknown) => found(required, value).filter(problem => problem.absent).length;
        assert.deepEqual([absent({}), absent({ clusterNam: "a" }), absent({ clusterName: "a" })], [1, 0, 0]);
        assert.equal(found(required, { clusterNam: "a" }).length, 1);
    });

    it("has a message of its own if it has no properties", () => {
        const none = closedMap<string>("None", {}, { words: { noProperties: words("takes none") } });
        assert.deepEqual(
            found(none, { a: "b", c: "d" }).map(({ path, problem }) => [path, problem]),
            [[[], "takes none"]],
        );
        assert.deepEqual(found(none, {}), []);
        const some = closedMap("Some", { a: text() }, { words: { noProperties: words("takes none") } });
        assert.deepEqual(found(some, { a: "b" }), []);
    });

    it("is checked as a whole only if its parts are sound, and a problem then counts for all of it", () => {
        const whole = shape<Sample>("Sample", properties, {
            whenSound: (_value, path) => [{ path: [...path, "mode"], ...words("does not fit") }],
        });
        assert.deepEqual(found(whole, {}), [
            { path: ["mode"], ...words("does not fit"), gap: { path: [], empty: null } },
        ]);
        assert.deepEqual(
            found(whole, { other: 5 }).map(({ path }) => path),
            [["other"]],
        );
        const quiet = shape<Sample>("Sample", properties, { whenSound: () => [] });
        assert.deepEqual(found(quiet, {}), []);
    });

    it("demands exactly one of several, where an empty list or a part that is elsewhere may count as none", () => {
        const demand = {
            keys: ["ids", "refs"],
            none: "has neither",
            several: (given: readonly string[]) => `has ${given.join(" and ")}`,
            remedy: "give one",
        };
        const problems = (options: { readonly mayBeElsewhere?: true; readonly filled?: true }, value: unknown) =>
            found(
                closedMap<unknown>(
                    "Some",
                    {},
                    { exactlyOne: [{ ...demand, ...options }], words: { unknown: () => words("ignored") } },
                ),
                value,
            )
                .filter(({ problem }) => problem !== "ignored")
                .map(({ problem, absent }) => `${problem}${absent ? ", absent" : ""}`);
        assert.deepEqual(problems({}, {}), ["has neither"]);
        assert.deepEqual(problems({ mayBeElsewhere: true }, {}), ["has neither, absent"]);
        assert.deepEqual(problems({ mayBeElsewhere: true }, { ids: [1], refs: [1] }), ["has ids and refs"]);
        assert.deepEqual(problems({}, { ids: [], refs: [1] }), ["has ids and refs"]);
        assert.deepEqual(problems({ filled: true }, { ids: [], refs: [1] }), []);
        assert.deepEqual(problems({ filled: true }, { ids: [], refs: [] }), ["has neither"]);
    });
});

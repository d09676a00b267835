import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { emptyOf, ruleProblems } from "../../../components/rules/checkRule";
import { problemText } from "../../../components/rules/problem";
import { choice, filledList, flag, list, map, needed, output, shape } from "../../../components/rules/rule";
import { template, text, wholeNumber } from "../../../components/rules/rule";
import type { AnyRule, Rule, RulesOf } from "../../../components/rules/rule";
import { rule } from "../../../components/rules/textRule";
import { unique } from "../../../components/rules/unique";

const Mode = { On: "on", Off: "off" } as const;
type Mode = (typeof Mode)[keyof typeof Mode];

interface Sample {
    readonly name: pulumi.Input<string>;
    readonly count?: number;
    readonly isBig?: pulumi.Input<boolean>;
    readonly mode?: Mode;
    readonly tags?: Record<string, pulumi.Input<string>>;
    readonly parts?: Part[];
}
interface Part {
    readonly id?: string;
    readonly ref?: string;
}

const short = rule(value => value.length <= 5, "is too long", "at most 5 characters");
const part = shape<Part>(
    "Part",
    { id: text(short), ref: text() },
    {
        exactlyOne: [
            {
                keys: ["id", "ref"],
                none: "has neither",
                several: given => `has ${given.join(" and ")}`,
                remedy: "give one",
            },
        ],
    },
);
const properties: RulesOf<Sample> = {
    name: needed(template(short)),
    count: wholeNumber(1, 9),
    isBig: output(flag),
    mode: choice(Mode),
    tags: map(template(short), { nullEntry: "legal" }),
    parts: filledList(
        part,
        unique(
            entry => (entry as Part | null)?.id,
            key => ({ problem: `has "${key}" twice`, remedy: "keep one" }),
            "id",
        ),
    ),
};
const sample = shape<Sample>("Sample", properties);
const kinds = [list(text()), flag, wholeNumber(3, 5), choice(Mode)];

const found = (rule: AnyRule, value: unknown) => ruleProblems(rule, value, [], { values: { cluster: "x" } });
const texts = (value: unknown) => found(sample, value).map(problemText);

describe("rules of an interface", () => {
    it("compile only with each property, of its kind, needed where the interface has it, and an Output where that may be one", () => {
        const { count, mode } = properties;
        // @ts-expect-error -- a property is missing
        const missing: RulesOf<Sample> = { name: properties.name, count, mode };
        // @ts-expect-error -- a property that the interface lacks
        const surplus: RulesOf<Part> = { id: text(), ref: text(), other: text() };
        // @ts-expect-error -- another kind
        const kind: RulesOf<Part> = { id: flag, ref: text() };
        // @ts-expect-error -- the interface requires it
        const optional: RulesOf<Pick<Sample, "name">> = { name: template() };
        // @ts-expect-error -- the interface has a default for it
        const required: RulesOf<Part> = { id: needed(text()), ref: text() };
        // @ts-expect-error -- it may be an Output
        const known: RulesOf<Pick<Sample, "isBig">> = { isBig: flag };
        // @ts-expect-error -- it must be known
        const deferred: RulesOf<Part> = { id: output(text()), ref: text() };
        // @ts-expect-error -- a value that the enum lacks
        const value: Rule<Mode> = choice({ On: "on", Off: "off", Auto: "auto" });
        assert.ok([missing, surplus, kind, optional, required, known, deferred, value].every(Boolean));
    });

    it("find nothing wrong with what keeps them", () => {
        assert.deepEqual(texts({ name: pulumi.output("abc"), parts: [{ id: "a" }], tags: { a: null } }), []);
    });

    it("report every problem of a value, each at its path", () => {
        assert.deepEqual(
            texts({ nam: 1, count: 10, isBig: "yes", mode: "offf", tags: { a: "toolong", b: 5 }, parts: [{}, 7] }),
            [
                'nam: there is no property "nam": did you mean "name"? The properties here are name, count, isBig, mode, tags, parts',
                "count: 10 is out of range: a whole number from 1 to 9 is required here",
                "isBig: is text: true or false is required here",
                'mode: "offf" is not one of the values: did you mean "off"? Use on or off',
                'tags.a: "toolong" is too long: at most 5 characters',
                "tags.b: is a number: text is required here",
                "parts[0]: has neither: give one",
                "parts[1]: is a number: a map of properties is required here",
            ],
        );
        assert.deepEqual(texts({ name: "{cluster}{clutser}", parts: [] }), [
            'name: {clutser} is not a placeholder: did you mean "{cluster}"? The placeholders here are {cluster}',
            "parts: is an empty list: list at least one, or remove the property",
        ]);
        assert.deepEqual(texts({ mode: pulumi.output("on"), parts: [{ id: "a", ref: "b" }, { id: "a" }] }), [
            "name: is missing: set a value, because it has no default",
            "mode: is an Output, but it must be known when the program runs: use a plain value; nested values such as ARNs and tags can be Outputs",
            "parts[0]: has id and ref: give one",
            'parts[1].id: has "a" twice: keep one',
        ]);
    });

    it("say where a value is of no use, and what to take instead: nothing for a property, an empty value for an entry", () => {
        const gaps = (value: unknown) => found(sample, value).flatMap(({ gap }) => (gap ? [gap] : []));
        assert.deepEqual(gaps({ name: 5, mode: "offf", tags: { a: 5 }, parts: [7, { id: [] }] }), [
            { path: ["name"], empty: null },
            { path: ["mode"], empty: null },
            { path: ["tags", "a"], empty: "" },
            { path: ["parts", 0], empty: {} },
            { path: ["parts", 1, "id"], empty: null },
        ]);
        assert.deepEqual(gaps({ name: "toolong", count: 12, parts: [{}] }), [], "a broken rule is no gap");
        assert.deepEqual(kinds.map(emptyOf), [[], false, 3, "on"], "each kind has an empty value");
    });
});

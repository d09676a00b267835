/** What an editor underlines is refused by the check: an expression for editors refuses no text that its rule takes. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as fc from "fast-check";
import { stackModel } from "../../config/model/model";
import type { AnyRule } from "../../components/rules/rule";
import type { TextRule } from "../../components/rules/textRule";
import { golden } from "./goldenMessages";

/** Every text rule of the model, with an expression for editors. */
function rulesIn(rule: AnyRule, seen = new Set<AnyRule>(), found = new Set<TextRule>()): Set<TextRule> {
    if (seen.has(rule)) {
        return found;
    }
    seen.add(rule);
    const { form } = rule;
    const rules = form.kind === "text" ? form.rules : form.kind === "map" ? form.keyRules : [];
    rules.filter(({ pattern }) => pattern !== undefined).forEach(each => found.add(each));
    const inner =
        form.kind === "shape"
            ? Object.values(form.properties)
            : form.kind === "list" || form.kind === "map"
              ? [form.item]
              : [];
    inner.forEach(each => rulesIn(each, seen, found));
    return found;
}

const root = path.join(__dirname, "..", "..");
const examples = ["Pulumi.dev.yaml", "Pulumi.prod.yaml", "docs/presets.md", "docs/configuration.md"];
const words = [golden, ...examples.map(file => path.join(root, file))]
    .flatMap(file => fs.readFileSync(file, "utf8").split(/[\s,"'[\]]+|(?<=\w): /))
    .concat(
        ...[
            "",
            " ",
            "\n",
            "aws:x",
            "AWS:x",
            "é",
            "😀",
            "a".repeat(64),
            "a".repeat(254),
            "x".repeat(1001),
            "/".repeat(3),
        ],
        ...[
            " {} ",
            "{}",
            "[]",
            "a/b.c-d",
            "a/b..c",
            "arn:aws:iam::111122223333:role/*",
            "arn:aws:s3:::a/*",
            "latest\n",
        ],
        ...["sts:TagSession", "STS:*", "S3:get*", "ForAllValues:StringLikeIfExists", "Null", "NullIfExists"],
    );
const texts = [...new Set(words)];

/** Texts near legal ones: a part of one taken out, doubled, or in another case. */
const near = fc
    .tuple(
        fc.constantFrom(...texts),
        fc.nat(),
        fc.nat(6),
        fc.constantFrom("", "x", "*", "/", ":", "-", ".", "{x}", "A", "\n"),
    )
    .map(([text, at, length, other]) => {
        const start = at % (text.length + 1);
        return text.slice(0, start) + other + text.slice(start + length);
    });

describe("the expressions that editors get", () => {
    const rules = [...rulesIn(stackModel)];

    it("are those of many rules", () => {
        assert.ok(rules.length > 40, String(rules.length));
    });

    it("refuse no text that the rule takes", () => {
        const isWeaker = (text: string): void => {
            for (const rule of rules) {
                const { expression = /^/, words: said = "" } = rule.pattern ?? {};
                if (!expression.test(text)) {
                    assert.ok(rule(text, [], text).length > 0, `${JSON.stringify(text)}: ${said}`);
                }
            }
        };
        texts.forEach(isWeaker);
        fc.assert(fc.property(near, isWeaker), { numRuns: 5_000 });
        fc.assert(fc.property(fc.string({ unit: "grapheme" }), isWeaker));
    });

    it("are without flags, which JSON Schema does not know", () => {
        for (const { pattern } of rules) {
            assert.ok(["", "u"].includes(pattern?.expression.flags ?? ""), String(pattern?.expression));
            assert.doesNotThrow(() => new RegExp(pattern?.expression.source ?? "", "u"), pattern?.expression.source);
        }
    });
});

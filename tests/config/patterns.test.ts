/** What an editor underlines is refused by the check: an expression for editors refuses no text that its rule takes. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as fc from "fast-check";
import { stringify } from "yaml";
import { stackModel } from "../../config/model/model";
import type { AnyRule } from "../../components/rules/rule";
import type { TextRule } from "../../components/rules/textRule";
import { offlineStackOf } from "../../config/offline";
import { golden } from "./goldenMessages";
import { validate } from "./validator";

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

const problemsOf = (text: string) =>
    offlineStackOf(text, "Pulumi.dev.yaml", { folder: root, name: undefined, stackFolder: root }, file => file)
        .problems;

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
        fc.assert(fc.property(near, isWeaker), { numRuns: 1_500 });
        fc.assert(fc.property(fc.string({ unit: "grapheme" }), isWeaker));
    });

    const places: Readonly<Record<string, (text: string) => object>> = {
        "a role's settings": text => role({ name: text, path: text, description: text, permissionsBoundary: text }),
        "managed policies": text => role({ managedPolicies: [text], managedPolicyArns: { [text]: text } }),
        resources: text => role({ statements: [{ actions: ["s3:*"], resources: [text] }] }),
        actions: text => role({ statements: [{ sid: text, actions: [text], resources: ["*"] }] }),
        conditions: text =>
            role({
                statements: [{ actions: ["s3:*"], resources: ["*"], conditions: { StringLike: { [text]: [text] } } }],
            }),
        "a parameter of a preset": text => role({ presets: { velero: { bucketArns: [text], objectArns: [text] } } }),
        trust: text => role({ trust: { clusters: [text] }, irsa: { oidcProviderArn: text } }),
        subjects: text => ({ associations: { [text]: { roleArn: text } } }),
        tags: text => role({ tags: { [text]: text } }),
        "a role's key": text => ({ roles: { [text]: {} } }),
        "an add-on": text => ({ eksAddons: { [text]: { version: text, namespace: text } } }),
    };
    function role(properties: object): object {
        return { roles: { r: properties } };
    }
    for (const [place, valuesOf] of Object.entries(places)) {
        it(`refuse in the schema only what the check refuses: ${place}`, () => {
            for (const text of texts.filter((_text, index) => index % 20 === 0 || index > texts.length - 30)) {
                const keys = Object.entries(valuesOf(text)).map(
                    ([key, value]: [string, unknown]): [string, unknown] => [`eks-pod-identity:${key}`, value],
                );
                const config = { "eks-pod-identity:clusterName": "dev", ...(Object.fromEntries(keys) as object) };
                if (!validate({ config })) {
                    assert.notDeepEqual(problemsOf(stringify({ config })), [], JSON.stringify(validate.errors));
                }
            }
        });
    }

    it("are without flags, which JSON Schema does not know", () => {
        for (const { pattern } of rules) {
            assert.ok(["", "u"].includes(pattern?.expression.flags ?? ""), String(pattern?.expression));
            assert.doesNotThrow(() => new RegExp(pattern?.expression.source ?? "", "u"), pattern?.expression.source);
        }
    });
});

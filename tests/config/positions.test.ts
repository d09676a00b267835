import * as assert from "node:assert/strict";
import fc from "fast-check";
import { Document } from "yaml";
import { decoded } from "../../config/yaml/decoded";
import { placeOf, plain } from "../../config/yaml/located";
import type { Segment } from "../../config/yaml/located";
import { printedPath } from "../../components/rules/problem";
import { parseYaml } from "../../config/yaml/text";

const associations = ["config:", "  eks-pod-identity:associations:", "    Shop/orders:", "      roleRef: reader"];

describe("the position of a value", () => {
    const at = (text: string, ...path: Segment[]): string => {
        const { root, problems } = parseYaml(text, "Pulumi.dev.yaml");
        assert.deepEqual(problems, []);
        const place = placeOf(root, path);
        return `${String(place?.line)}:${String(place?.column)}`;
    };
    const path = ["config", "eks-pod-identity:associations", "Shop/orders", "roleRef"];

    const styles: readonly (readonly [title: string, text: string, place: string])[] = [
        ["in block style", associations.join("\n"), "4:7"],
        ["with Windows line ends", associations.join("\r\n"), "4:7"],
        ["behind a byte order mark", `\uFEFF${associations.join("\n")}`, "4:7"],
        ["behind comments and empty lines", `# a\n\n${associations.join(" # b\n\n")}`, "9:7"],
        ["in flow style", 'config: { "eks-pod-identity:associations": { Shop/orders: { roleRef: reader } } }', "1:61"],
        ["in JSON", '{"config":\n{"eks-pod-identity:associations":\n{"Shop/orders":\n\t{"roleRef":"reader"}}}}', "4:3"],
        [
            "with quoted keys",
            `config:\n  'eks-pod-identity:associations':\n    "Shop/orders": { 'roleRef': reader }`,
            "3:22",
        ],
        [
            "with escapes in a key",
            'config:\n  eks-pod-identity:associations:\n    "Shop\\/orders": { roleRef: r }',
            "3:23",
        ],
        ["behind a document start", `%YAML 1.2\n---\n${associations.join("\n")}`, "6:7"],
        [
            "in an anchor, where it is written",
            "x: &a\n  roleRef: reader\nconfig:\n  eks-pod-identity:associations: { Shop/orders: *a }",
            "2:3",
        ],
        [
            "merged from an anchor, where it is written",
            "x: &a\n  roleRef: reader\nconfig:\n  eks-pod-identity:associations:\n    Shop/orders:\n      <<: *a\n      tags: {}",
            "2:3",
        ],
        [
            "merged and overruled, where it counts",
            "x: &a\n  roleRef: reader\nconfig:\n  eks-pod-identity:associations:\n    Shop/orders:\n      roleRef: x\n      <<: *a",
            "6:7",
        ],
        [
            "merged from a list of anchors, in the first",
            "x: [&a { roleRef: a }, &b { roleRef: b }]\nconfig:\n  eks-pod-identity:associations:\n    Shop/orders:\n      <<: [*a, *b]",
            "1:10",
        ],
        [
            "with tabs between the words",
            "config:\n  eks-pod-identity:associations:\n    Shop/orders:\t{\troleRef:\treader }",
            "3:20",
        ],
        [
            "with an explicit key",
            "config:\n  ? eks-pod-identity:associations\n  : Shop/orders:\n      ? roleRef\n      : reader",
            "4:9",
        ],
    ];
    for (const [title, text, place] of styles) {
        it(`is found ${title}`, () => {
            assert.equal(at(text, ...path), place);
        });
    }

    it("is that of the item in a list", () => {
        assert.equal(at("a:\n  - x\n  - - y\n    - z", "a", 1, 1), "4:7");
    });

    it("is that of the parent if it is missing", () => {
        assert.equal(at(associations.join("\n"), ...path.slice(0, 3), "role", "name"), "3:5");
    });

    it("is found in UTF-16", () => {
        const text = `\uFEFF${associations.join("\n")}`;
        const bytes = Buffer.from(text, "utf16le");
        assert.equal(at(decoded(bytes) ?? "", ...path), "4:7");
        assert.equal(at(decoded(bytes.swap16()) ?? "", ...path), "4:7");
    });

    it("is the position of the key, for any style of the file", () => {
        const key = fc.string({
            unit: fc.constantFrom(...Array.from("abcXYZ/:.-_ \"'{}[]#&*!|>%@`,?é☃")),
            minLength: 1,
            maxLength: 8,
        });
        const leaf = fc.oneof(fc.string({ maxLength: 6 }), fc.integer(), fc.boolean());
        const { tree } = fc.letrec(tie => ({
            tree: fc.dictionary(
                key,
                fc.oneof({ maxDepth: 3 }, leaf, tie("tree"), fc.array(tie("tree"), { maxLength: 3 })),
                {
                    minKeys: 1,
                    maxKeys: 4,
                },
            ),
        }));
        const style = fc.record({
            flow: fc.boolean(),
            indent: fc.integer({ min: 1, max: 8 }),
            crlf: fc.boolean(),
            bom: fc.boolean(),
            quoted: fc.constantFrom("PLAIN", "QUOTE_DOUBLE", "QUOTE_SINGLE"),
        });
        fc.assert(
            fc.property(tree, style, (value, { flow, indent, crlf, bom, quoted }) => {
                const document = new Document(value, { version: "1.1" });
                const written = document.toString({
                    indent,
                    collectionStyle: flow ? "flow" : "any",
                    defaultKeyType: quoted as "PLAIN",
                    lineWidth: 0,
                });
                const text = (bom ? "\uFEFF" : "") + (crlf ? written.replaceAll("\n", "\r\n") : written);
                const { root, problems } = parseYaml(text, "f");
                assert.deepEqual(problems, []);
                const lines = text.replace("\uFEFF", "").split(/\r?\n/);
                for (const segments of pathsOf(value)) {
                    const place = placeOf(root, segments);
                    const rest = lines[(place?.line ?? 0) - 1]?.slice((place?.column ?? 0) - 1) ?? "";
                    const last = String(segments.at(-1));
                    const spellings = [last, JSON.stringify(last), `'${last.replaceAll("'", "''")}'`];
                    assert.ok(
                        spellings.some(spelling => rest.startsWith(spelling)) || /["\\]/.test(rest.slice(0, 2)),
                        `${JSON.stringify(last)} is not at ${JSON.stringify(rest)}`,
                    );
                }
            }),
        );
    });

    it("belongs to the value in the file", () => {
        fc.assert(
            fc.property(fc.dictionary(fc.string(), fc.jsonValue()), value => {
                // These keys merge, also in quotes.
                fc.pre(!JSON.stringify(value).includes('"<<"'));
                const { root, problems } = parseYaml(JSON.stringify(value), "f");
                assert.deepEqual(problems, []);
                assert.deepEqual(plain(root.node), JSON.parse(JSON.stringify(value)));
            }),
        );
    });
});

describe("a printed property path", () => {
    it("differs from every other path", () => {
        const segments = fc.array(
            fc.oneof(fc.string(), fc.nat(), fc.constantFrom("a", "a/b", 'a"b', "a]b", "__proto__")),
        );
        fc.assert(
            fc.property(segments, segments, (path, other) => {
                assert.equal(printedPath(path) === printedPath(other), JSON.stringify(path) === JSON.stringify(other));
            }),
        );
    });
});

/** The paths of all values that have a key. */
function pathsOf(value: unknown, path: readonly Segment[] = []): Segment[][] {
    if (Array.isArray(value)) {
        return value.flatMap((item, index) => pathsOf(item, [...path, index]));
    }
    return typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([key, item]) => [[...path, key], ...pathsOf(item, [...path, key])])
        : [];
}

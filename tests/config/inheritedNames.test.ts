/** Keys that every JavaScript object inherits are keys like any other. They crash no check and have no effect. */
import * as assert from "node:assert/strict";
import { isMap, parseDocument } from "yaml";
import type { Document, YAMLMap } from "yaml";
import { cases, said } from "./goldenMessages";

const inherited = ["constructor", "__proto__", "toString", "hasOwnProperty"];
const values = ["{namespace}", {}, [], null, { namespace: "{toString}" }];

/** Paths of all maps in a document. Keys of the args are replaced, so that each kind of path is tried once. */
function mapsIn(node: unknown, path: readonly unknown[] = []): (readonly unknown[])[] {
    if (isMap(node)) {
        return [path, ...node.items.flatMap(({ key, value }) => mapsIn(value, [...path, keyOf(key)]))];
    }
    const { items } = (node ?? {}) as { readonly items?: readonly unknown[] };
    return Array.isArray(items) ? items.flatMap((item, index) => mapsIn(item, [...path, index])) : [];
}

function keyOf(key: unknown): unknown {
    return (key as { readonly value?: unknown } | null)?.value;
}

/** `associations["shop/orders"].role` and `associations["shop/basket"].role` are one kind of path. */
function kindOf(path: readonly unknown[]): string {
    return path.map(part => (typeof part === "number" || /[/.]/.test(String(part)) ? "*" : String(part))).join(" ");
}

/** The text of each case with one changed map, once for each kind of path. */
function changed(
    change: (map: YAMLMap, document: Document) => void,
): { readonly where: string; readonly text: string }[] {
    const tried = new Set<string>();
    return cases().flatMap(({ title, text }) => {
        const document = parseDocument(text);
        const places = document.errors.length > 0 ? [] : mapsIn(document.contents);
        return places.flatMap(path => {
            const kind = kindOf(path);
            if (tried.has(kind)) {
                return [];
            }
            tried.add(kind);
            const copy = parseDocument(text);
            const map: unknown = path.length === 0 ? copy.contents : copy.getIn(path);
            if (!isMap(map)) {
                return [];
            }
            change(map, copy);
            return [{ where: `${title}: ${kind}`, text: copy.toString() }];
        });
    });
}

function isPlain({ where, text }: { readonly where: string; readonly text: string }): void {
    let lines: readonly string[] = [];
    assert.doesNotThrow(() => {
        lines = said(text);
    }, `${where}\n${text}`);
    for (const line of lines) {
        assert.doesNotMatch(line, /native code|\[object|function |undefined/, `${where}\n${text}`);
    }
}

describe("keys that JavaScript objects inherit", function () {
    this.timeout(60_000);

    for (const value of values) {
        it(`are reported or accepted in addition to every other key, with the value ${JSON.stringify(value)}`, () => {
            const texts = changed((map, document) => {
                for (const name of inherited) {
                    map.add(document.createPair(name, value));
                }
            });
            assert.ok(texts.length > 100, `${texts.length} places`);
            texts.forEach(isPlain);
        });
    }

    for (const name of inherited) {
        it(`are reported or accepted instead of every key: ${name}`, () => {
            for (const index of [0, 1, 2, 3]) {
                const texts = changed((map, document) => {
                    const pair = map.items[index];
                    if (pair !== undefined && keyOf(pair.key) !== "config") {
                        pair.key = document.createNode(
                            String(keyOf(pair.key)).startsWith("eks-pod-identity:") ? `eks-pod-identity:${name}` : name,
                        );
                    }
                });
                texts.forEach(isPlain);
            }
        });

        it(`are reported or accepted as every text: ${name}`, () => {
            for (const { title, text } of cases()) {
                isPlain({ where: title, text: text.replace(/: (\w[\w-]*)$/gm, `: ${name}`) });
                isPlain({ where: title, text: text.replace(/\{(\w+)\}/g, `{${name}}`) });
            }
        });
    }
});

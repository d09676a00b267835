import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { productsOf } from "../../../components/access/products";
import type { SubjectProduct } from "../../../components/access/products";

/** Few names, so that subjects have many names in common. */
const subjects = fc.array(
    fc.record({
        namespace: fc.constantFrom("a", "b", "c", "a-b"),
        serviceAccount: fc.constantFrom("x", "y", "z", "x.y"),
    }),
    { minLength: 1, maxLength: 12 },
);

function keysOf(products: readonly SubjectProduct[]): string[] {
    return products.flatMap(({ namespaces, serviceAccounts }) =>
        namespaces.flatMap(namespace => serviceAccounts.map(account => `${namespace}/${account}`)),
    );
}

describe("grouped subjects", () => {
    for (const compact of [false, true]) {
        it(`contain exactly the subjects, each once${compact ? ", if compact" : ""}`, () => {
            fc.assert(
                fc.property(subjects, given => {
                    const expected = new Set(given.map(item => `${item.namespace}/${item.serviceAccount}`));
                    assert.deepEqual(keysOf(productsOf(given, compact)).sort(), [...expected].sort());
                }),
            );
        });

        it(`are the same for any order of the subjects${compact ? ", if compact" : ""}`, () => {
            fc.assert(
                fc.property(subjects, given => {
                    assert.deepEqual(productsOf([...given].reverse(), compact), productsOf(given, compact));
                }),
            );
        });
    }

    it("are one group for each subject, and never more if compact", () => {
        fc.assert(
            fc.property(subjects, given => {
                const each = productsOf(given, false);
                assert.ok(each.every(item => item.namespaces.length === 1 && item.serviceAccounts.length === 1));
                assert.ok(productsOf(given, true).length <= each.length);
            }),
        );
    });

    it("are one group if every namespace has the same service accounts", () => {
        const given = ["a", "b"].flatMap(namespace =>
            ["x", "y"].map(serviceAccount => ({ namespace, serviceAccount })),
        );
        assert.deepEqual(productsOf(given, true), [{ namespaces: ["a", "b"], serviceAccounts: ["x", "y"] }]);
    });
});

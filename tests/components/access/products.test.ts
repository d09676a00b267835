import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { productsOf } from "../../../components/access/products";
import type { SubjectProduct } from "../../../components/access/products";

/** Few names, so that subjects have much in common. */
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

describe("subjects put together", () => {
    for (const compact of [false, true]) {
        it(`are exactly the subjects, each once${compact ? ", when they are compact" : ""}`, () => {
            fc.assert(
                fc.property(subjects, given => {
                    const expected = new Set(given.map(item => `${item.namespace}/${item.serviceAccount}`));
                    assert.deepEqual(keysOf(productsOf(given, compact)).sort(), [...expected].sort());
                }),
            );
        });

        it(`are the same in whatever order they are written${compact ? ", when they are compact" : ""}`, () => {
            fc.assert(
                fc.property(subjects, given => {
                    assert.deepEqual(productsOf([...given].reverse(), compact), productsOf(given, compact));
                }),
            );
        });
    }

    it("are one each unless they are compact, and never more when they are", () => {
        fc.assert(
            fc.property(subjects, given => {
                const each = productsOf(given, false);
                assert.ok(each.every(item => item.namespaces.length === 1 && item.serviceAccounts.length === 1));
                assert.ok(productsOf(given, true).length <= each.length);
            }),
        );
    });

    it("are one product where every namespace has the same service accounts", () => {
        const given = ["a", "b"].flatMap(namespace =>
            ["x", "y"].map(serviceAccount => ({ namespace, serviceAccount })),
        );
        assert.deepEqual(productsOf(given, true), [{ namespaces: ["a", "b"], serviceAccounts: ["x", "y"] }]);
    });
});

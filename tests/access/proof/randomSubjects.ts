/** A few similar random subjects, so that wrong matches are likely. */
import * as fc from "fast-check";
import { subjects as anySubject } from "../../components/arbitraries";

export const subject = fc.oneof(
    {
        weight: 9,
        arbitrary: fc
            .tuple(
                fc.constantFrom("shop", "shop-eu", "team-a", "a", "default"),
                fc.constantFrom("orders", "orders-eu", "reader", "a", "a.b", "default"),
            )
            .map(parts => parts.join("/")),
    },
    {
        weight: 1,
        arbitrary: anySubject.map(({ namespace, serviceAccount }) => `${namespace}/${serviceAccount}`),
    },
);

/**
 * Too many subjects for one trust statement each, with common namespaces and service accounts. Groups must contain
 * exactly these subjects, without the missing combinations.
 */
export const crowd: fc.Arbitrary<string[]> = fc
    .record({
        namespaces: fc.subarray(["shop", "shop-eu", "team-a"], { minLength: 2 }),
        accounts: fc.subarray(["orders", "reader", "a", "b"], { minLength: 3 }),
        missing: fc.uniqueArray(fc.nat(5), { maxLength: 2 }),
    })
    .map(({ namespaces, accounts, missing }) =>
        namespaces
            .flatMap(namespace => accounts.map(account => `${namespace}/${account}`))
            .filter((_, index) => !missing.includes(index)),
    );

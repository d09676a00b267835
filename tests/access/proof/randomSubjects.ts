/** Random subjects, few and near one another: what is mistaken for something else is near it. */
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
 * So many subjects that a trust with a statement for each is too long, and that have namespaces and service accounts in
 * common: what is put together then must be these and not the mixtures that are missing.
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

import * as assert from "node:assert/strict";
import { decide, rolesToMake } from "../../../components/decisions/stack";
import { movedPolicies } from "../../../components/registering/movedPolicies";

const arn = "arn:aws:iam::111122223333:policy/export";
const own = (role: object): Record<string, unknown> => ({ associations: { "shop/orders": { role } } });
const shared = (key: string, role: object): Record<string, unknown> => ({
    associations: { "shop/orders": { roleRef: key } },
    roles: { [key]: role },
});
const moved = (before: object, after: object): string[] =>
    movedPolicies(
        inputs => rolesToMake(decide("identity", inputs)),
        before as Record<string, unknown>,
        after as Record<string, unknown>,
    );

describe("a managed policy under another key", () => {
    it("is refused, because the role would lose it, with the way to change it", () => {
        assert.deepEqual(moved(own({ managedPolicyArns: { a: arn } }), own({ managedPolicyArns: { b: arn } })), [
            [
                "identity/shop/orders/managedPolicyArns:b: the role has the policy export already, as identity/shop/orders/managedPolicyArns:a. Pulumi would attach it and then detach it, and the role would lose it.",
                "Keep its key, or its place in managedPolicies. To change it, deploy without the policy first, and add it in the next deployment.",
            ].join("\n"),
        ]);
    });

    it("is refused if it moves between managedPolicies and managedPolicyArns", () => {
        const [named, keyed] = [own({ managedPolicies: [arn] }), own({ managedPolicyArns: { a: arn } })];
        assert.match(moved(named, keyed)[0] ?? "", /already, as identity\/shop\/orders\/111122223333:export\./);
        assert.equal(moved(keyed, named).length, 1);
    });

    it("is refused on both sides of a swap", () => {
        const other = arn.replace("export", "audit");
        const [from, to] = [
            { a: arn, b: other },
            { a: other, b: arn },
        ].map(managedPolicyArns => own({ managedPolicyArns }));
        assert.equal(moved(from ?? {}, to ?? {}).length, 2);
    });

    it("is refused on a shared role that is renamed", () => {
        const after = shared("new", { managedPolicyArns: { b: arn }, formerly: ["old"] });
        const [error = ""] = moved(shared("old", { managedPolicyArns: { a: arn } }), after);
        assert.match(error, /roles:new\/managedPolicyArns:b: .* as identity\/roles:old\/managedPolicyArns:a\./);
    });

    const allowed: Readonly<Record<string, readonly [object, object]>> = {
        "the key stays": [{ managedPolicyArns: { a: arn } }, { managedPolicyArns: { a: arn, b: `${arn}-2` } }],
        "the key gets another policy": [{ managedPolicyArns: { a: arn } }, { managedPolicyArns: { a: `${arn}-2` } }],
        "a name becomes the ARN of the same policy": [
            { managedPolicies: ["AmazonS3ReadOnlyAccess"] },
            { managedPolicies: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] },
        ],
        "a policy of the account has the name of an AWS managed one": [
            { managedPolicies: ["AmazonS3ReadOnlyAccess"] },
            { managedPolicyArns: { a: "arn:aws:iam::111122223333:policy/AmazonS3ReadOnlyAccess" } },
        ],
        "it is new": [{}, { managedPolicyArns: { a: arn } }],
        "it is removed": [{ managedPolicyArns: { a: arn } }, {}],
    };
    for (const [title, [before, after]] of Object.entries(allowed)) {
        it(`is no problem if ${title}`, () => {
            assert.deepEqual(moved(own(before), own(after)), []);
        });
    }

    it("is no problem if the state has inputs of a shape that is not known", () => {
        const after = own({ managedPolicyArns: { b: arn } });
        for (const role of [null, 1, { managedPolicyArns: 1 }, { managedPolicies: {} }]) {
            assert.deepEqual(moved(own(role as never), after), []);
            assert.deepEqual(moved({ associations: role, roles: role, eksAddons: role, defaults: role }, after), []);
        }
    });

    it("is refused in each partition", () => {
        const cn = "arn:aws-cn:iam::aws:policy/AmazonS3ReadOnlyAccess";
        assert.equal(
            moved(own({ managedPolicies: ["AmazonS3ReadOnlyAccess"] }), own({ managedPolicyArns: { a: cn } })).length,
            1,
        );
    });

    it("is no problem on another role", () => {
        const role = { managedPolicyArns: { a: arn } };
        assert.deepEqual(moved(own(role), shared("reader", { managedPolicyArns: { b: arn } })), []);
    });
});

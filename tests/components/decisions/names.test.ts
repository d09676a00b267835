import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import {
    addonName,
    agentName,
    exclusiveName,
    inlinePolicyName,
    managedPolicyArnName,
    managedPolicyKey,
    managedPolicyName,
    roleNamePrefix,
    sharedRoleName,
    splitPolicyName,
    subjectName,
    targetRoleName,
} from "../../../components/decisions/names";
import { namespaces, roleKeys, serviceAccounts } from "../arbitraries";

const components = fc.string({ unit: fc.constantFrom("a", "b", "-", "/", ":", "."), minLength: 1, maxLength: 6 });

describe("logical names", () => {
    for (const [kind, made, name] of [
        ["an agent", () => agentName("c"), "c-agent"],
        ["an association and its role", () => subjectName("c", "shop/orders"), "c/shop/orders"],
        ["a shared role", () => sharedRoleName("c", "reader"), "c/roles:reader"],
        ["a target role", () => targetRoleName("c", "reader"), "c/targetRoles:reader"],
        ["an add-on", () => addonName("c", "adot"), "c/eksAddons:adot"],
        ["a managed policy", () => managedPolicyName("r", "AmazonS3ReadOnlyAccess"), "r/AmazonS3ReadOnlyAccess"],
        ["a managed policy with an unknown ARN", () => managedPolicyArnName("r", "own"), "r/managedPolicyArns:own"],
        ["an inline policy", () => inlinePolicyName("r", "statements"), "r/inline:statements"],
        ["a policy for statements", () => splitPolicyName("r", 2), "r/policy:statements-2"],
        ["a restriction to the declared policies", () => exclusiveName("r", "managed"), "r/exclusive:managed"],
    ] as const) {
        it(`of ${kind} do not change: ${name}`, () => {
            assert.equal(made(), name);
        });
    }

    it("start with the name of the component", () => {
        fc.assert(
            fc.property(
                components,
                namespaces,
                serviceAccounts,
                roleKeys,
                (component, namespace, serviceAccount, key) => {
                    for (const name of [
                        subjectName(component, `${namespace}/${serviceAccount}`),
                        sharedRoleName(component, key),
                        managedPolicyName(component, "AmazonS3ReadOnlyAccess"),
                        managedPolicyArnName(component, key),
                        inlinePolicyName(component, "statements"),
                    ]) {
                        assert.ok(name.startsWith(component));
                    }
                },
            ),
        );
    });

    it("never collide, for any two resources of any two components", () => {
        const things = fc.oneof(
            fc.record({ component: components, namespace: namespaces, serviceAccount: serviceAccounts }),
            fc.record({ component: components, key: roleKeys }),
        );
        const nameOf = (thing: typeof things extends fc.Arbitrary<infer T> ? T : never): string =>
            "key" in thing
                ? sharedRoleName(thing.component, thing.key)
                : subjectName(thing.component, `${thing.namespace}/${thing.serviceAccount}`);
        fc.assert(
            fc.property(things, things, (a, b) => {
                assert.equal(nameOf(a) === nameOf(b), JSON.stringify(a) === JSON.stringify(b));
            }),
            { numRuns: 2_000 },
        );
    });

    it("contain only characters that are valid in a URN", () => {
        fc.assert(
            fc.property(namespaces, serviceAccounts, (namespace, serviceAccount) => {
                assert.doesNotMatch(subjectName("identity", `${namespace}/${serviceAccount}`), /::|\$/);
            }),
        );
    });
});

describe("the key of a managed policy", () => {
    for (const [spelling, key] of [
        ["AmazonEBSCSIDriverPolicy", "AmazonEBSCSIDriverPolicy"],
        ["service-role/AmazonEBSCSIDriverPolicy", "AmazonEBSCSIDriverPolicy"],
        ["arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy", "AmazonEBSCSIDriverPolicy"],
        ["arn:aws-cn:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy", "AmazonEBSCSIDriverPolicy"],
        ["arn:aws:iam::111122223333:policy/team/AmazonEBSCSIDriverPolicy", "111122223333:AmazonEBSCSIDriverPolicy"],
    ] as const) {
        it(`of ${spelling} is ${key}`, () => {
            assert.equal(managedPolicyKey(spelling), key);
        });
    }
});

describe("the physical name prefix of a role", () => {
    it("is its subject, shortened to the limit of AWS's provider", () => {
        assert.equal(roleNamePrefix("shop/orders"), "shop-orders-");
        assert.equal(roleNamePrefix(`shop/${"x".repeat(100)}`), `shop-${"x".repeat(32)}-`);
    });

    it("is accepted by AWS's provider for every valid subject", () => {
        fc.assert(
            fc.property(namespaces, serviceAccounts, (namespace, serviceAccount) => {
                assert.match(roleNamePrefix(`${namespace}/${serviceAccount}`), /^[\w+=,.@-]{1,38}$/);
            }),
        );
    });
});

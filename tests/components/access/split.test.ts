import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as fc from "fast-check";
import { permissionsPolicy } from "../../../components/access/permissions";
import { policyText } from "../../../components/access/policyDocument";
import { managedPolicyParts, maxInlineSize, maxManagedSize, policySize } from "../../../components/access/split";
import { resolveAll } from "../../../components/rules/placeholders";
import { statementsBound, statementSizes } from "../../../components/decisions/sizes";

const sizes = fc.array(fc.integer({ min: 50, max: 6_000 }), { minLength: 1, maxLength: 40 });
const rooms = fc.integer({ min: 0, max: maxInlineSize });

const statements = fc.array(
    fc.record({
        actions: fc.array(fc.constantFrom("s3:GetObject", "sqs:*"), { minLength: 1, maxLength: 3 }),
        resources: fc.array(fc.constantFrom("*", "arn:{partition}:s3:::{cluster}-{account}/*", 'arn:aws:s3:::"é\\'), {
            minLength: 1,
            maxLength: 3,
        }),
    }),
    { minLength: 1, maxLength: 5 },
);

describe("statements that do not fit inline", () => {
    it("exceed the room that other inline policies leave", () => {
        fc.assert(
            fc.property(sizes, rooms, (given, room) => {
                assert.equal(managedPolicyParts(given, room) === undefined, policySize(given) <= room);
            }),
        );
    });

    it("keep their order, and each policy stays within its quota", () => {
        fc.assert(
            fc.property(sizes, given => {
                const parts = managedPolicyParts(given, 0) ?? [];
                assert.deepEqual(
                    parts.flat(),
                    given.map((_, index) => index),
                );
                assert.ok(parts.every(part => policySize(part.map(index => given[index] ?? 0)) <= maxManagedSize));
            }),
        );
    });

    it("fill a policy up to its quota, and are one policy at least", () => {
        const half = (maxManagedSize - 39 - 1) / 2;
        assert.deepEqual(managedPolicyParts([half, half], 0), [[0, 1]]);
        assert.deepEqual(managedPolicyParts([half, half + 1], 0), [[0], [1]]);
        // One statement that no policy can hold has its own: another check refuses it.
        assert.deepEqual(managedPolicyParts([maxManagedSize, 10], 0), [[0], [1]]);
        assert.equal(managedPolicyParts([10, 20], 39 + 10 + 1 + 20), undefined);
        assert.equal(policySize([]), 0);
        assert.equal(policySize([10, 20]), 39 + 10 + 1 + 20);
    });

    it("have denied statements first, each once", () => {
        assert.deepEqual(managedPolicyParts([100, 100, 100], 0, [1]), [[1, 0, 2]]);
        assert.deepEqual(managedPolicyParts([100, 100, 100], 0, [0, 2]), [[0, 2, 1]]);
    });

    it("fill one policy after the other, so that a new statement at the end changes only the last policy", () => {
        fc.assert(
            fc.property(sizes, fc.integer({ min: 50, max: 6_000 }), (given, more) => {
                const before = managedPolicyParts(given, 0) ?? [];
                const after = managedPolicyParts([...given, more], 0) ?? [];
                assert.deepEqual(after.slice(0, before.length - 1), before.slice(0, -1));
                assert.ok(after.length <= before.length + 1);
            }),
        );
    });

    it("never exceed their calculated size, whatever replaces the placeholders", () => {
        const places = [
            { cluster: "x".repeat(100), account: "111122223333", region: "ap-southeast-1", partition: "aws-us-gov" },
            { cluster: "d", account: "111122223333", region: "eu-west-1", partition: "aws" },
        ];
        fc.assert(
            fc.property(statements, fc.constantFrom(...places), (given, place) => {
                const text = policyText(permissionsPolicy(resolveAll(given, place)));
                assert.ok(text.length <= policySize(statementSizes(given, {})));
                assert.equal(
                    policyText(permissionsPolicy(given)).length <= policySize(statementSizes(given, {})),
                    true,
                );
                assert.ok(policySize(statementSizes(given, {})) <= statementsBound(given));
            }),
        );
    });

    it("have an upper bound that includes escapes, placeholders and Outputs", () => {
        const awkward = [
            {
                sid: "A",
                notActions: ["s3:*"],
                notResources: ["{serviceAccount}{namespace}{cluster}", pulumi.output("x")],
                conditions: { StringEquals: { "aws:PrincipalTag/{namespace}": ['\u0007"', "é"] } },
            },
        ];
        assert.ok(policySize(statementSizes(awkward, {})) <= statementsBound(awkward));
    });
});

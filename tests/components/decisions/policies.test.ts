import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { PolicyStatement } from "../../../components";
import { policySize } from "../../../components/access/split";
import { decidePolicies } from "../../../components/decisions/policies";
import {
    documentSize,
    statementsBound,
    statementSizes,
    targetRoleSize,
    totalSize,
} from "../../../components/decisions/sizes";

const longSubject = 63 + 253;
const statement = (resource: string, effect?: "Deny"): PolicyStatement => ({
    ...(effect && { effect }),
    actions: ["s3:GetObject"],
    resources: [resource],
});
const bucket = (size: number): string => `arn:aws:s3:::${"x".repeat(size)}`;

describe("the policies of a role", () => {
    it("do not exist without permissions", () => {
        const none = { hasInlineStatements: false, inline: [], split: [], attached: [] };
        assert.deepEqual(decidePolicies({}, [], undefined), none);
        assert.deepEqual(decidePolicies({ statements: [], presets: {}, managedPolicies: [] }, [], undefined), none);
    });

    it("are one inline policy each for statements, document, presets and target roles", () => {
        const role = { statements: [statement("*")], document: "{}", presets: { ebsCsi: {} } };
        const decided = decidePolicies(role, ["arn:aws:iam::444455556666:role/target"], undefined);
        assert.equal(decided.hasInlineStatements, true);
        assert.deepEqual(decided.split, []);
        assert.deepEqual(
            decided.inline.map(({ name, preset }) => [name, preset]),
            [
                ["preset-ebsCsi", "ebsCsi"],
                ["document", undefined],
                ["target-role", undefined],
            ],
        );
    });

    it("are managed policies for statements that do not fit inline, a Deny first", () => {
        const statements = [statement(bucket(4_000)), statement(bucket(4_000)), statement(bucket(3_000), "Deny")];
        const decided = decidePolicies({ statements }, [], undefined);
        assert.equal(decided.hasInlineStatements, false);
        const sizes = statementSizes(statements, {});
        const sized = (index: number) => ({ index, size: sizes[index] });
        assert.deepEqual(decided.split, [[sized(2)], [sized(0)], [sized(1)]]);
    });

    it("count other inline policies", () => {
        const statements = [statement(bucket(2_000))];
        const documentOf = (size: number): string => `"${"x".repeat(size - 2)}"`;
        assert.equal(documentSize(documentOf(9_000), {}), 9_000);
        assert.equal(decidePolicies({ statements, document: documentOf(9_000) }, [], undefined).split.length, 1);
        const room = 10_240 - policySize(statementSizes(statements, {}));
        assert.equal(decidePolicies({ statements, document: documentOf(room + 1) }, [], undefined).split.length, 1);
        assert.equal(decidePolicies({ statements, document: documentOf(room) }, [], undefined).split.length, 0);
    });

    it("are shorter with the names of its only subject", () => {
        const statements = [statement(bucket(8_000)), statement("{namespace}/{serviceAccount}".repeat(8))];
        const subject = { namespace: "shop", serviceAccount: "orders" };
        assert.equal(decidePolicies({ statements }, [], undefined).split.length, 2);
        assert.equal(decidePolicies({ statements }, [], subject).split.length, 0);
    });

    it("attach a policy once that the role and a preset name", () => {
        const own = "arn:aws:iam::aws:policy/service-role/AmazonEFSCSIDriverPolicy";
        const presets = { efsCsiManaged: { s3Files: true } };
        const attached = (role: object) => decidePolicies(role, [], undefined).attached;
        const [first, ...others] = attached({ presets });
        assert.equal(first?.from, "presets");
        assert.equal("policy" in first && first.policy.endsWith("AmazonEFSCSIDriverPolicy"), true);
        const merged = attached({ managedPolicies: ["ReadOnlyAccess", own], presets });
        assert.deepEqual(
            merged.map(({ from }) => from),
            ["managedPolicies", "managedPolicies", ...others.map(({ from }) => from)],
        );
        assert.deepEqual(attached({ managedPolicyArns: { own: "x" } }), [{ from: "managedPolicyArns", key: "own" }]);
    });
});

describe("the size of a statement", () => {
    const sizeOf = (given: object, place = {}): number => statementSizes([given], place)[0] ?? 0;

    it("has the longest names for placeholders that are unknown", () => {
        const text = "{namespace}{serviceAccount}";
        const empty = sizeOf(statement(""));
        assert.equal(sizeOf(statement(text)), empty + longSubject);
        assert.equal(sizeOf(statement(text), { namespace: "ab" }), empty + 2 + 253);
        assert.equal(sizeOf(statement(text), { serviceAccount: "ab" }), empty + 63 + 2);
    });

    it("has the usual size of an ARN for each Output, and the rest as it is", () => {
        const arn = "x".repeat(200);
        const withValue = (value: unknown) => ({
            actions: ["s3:GetObject", "s3:PutObject"],
            resources: ["a", value],
            conditions: { ArnLike: { "aws:SourceArn": [value, "b"] } },
        });
        assert.equal(sizeOf(withValue(pulumi.output("short"))), sizeOf(withValue(arn)));
        assert.equal(statementSizes([withValue(pulumi.output("")) as never], {}, "")[0], sizeOf(withValue("")));
    });

    it("is nothing without statements", () => {
        assert.deepEqual(statementSizes(undefined, {}), []);
        assert.equal(totalSize([]), 0);
    });

    it("counts each ARN of a target role once, and all Outputs as one", () => {
        const [a, b] = ["arn:aws:iam::444455556666:role/a", "arn:aws:iam::444455556666:role/b"];
        assert.equal(targetRoleSize([a, a], {}), targetRoleSize([a], {}));
        assert.equal(targetRoleSize([a, b], {}), targetRoleSize([a], {}) + `,"${b}"`.length);
        const unknown = (): pulumi.Output<string> => pulumi.output(a);
        assert.equal(targetRoleSize([unknown(), unknown()], {}), targetRoleSize(["x".repeat(200)], {}));
    });

    it("has an upper bound, whatever its longest parts are", () => {
        for (const [what, given] of Object.entries<unknown[]>({
            statements: Array.from({ length: 100 }, () => ({})),
            placeholders: [statement("{serviceAccount}".repeat(20))],
            escapes: [statement("\u0007".repeat(500))],
            Outputs: [{ actions: ["*"], resources: Array.from({ length: 200 }, () => pulumi.output("")) }],
            keys: [{ conditions: { ["\u0007".repeat(500)]: { x: ["y"] } } }],
            lists: [{ actions: Array.from({ length: 500 }, () => "") }],
        })) {
            const statements = given as PolicyStatement[];
            assert.ok(policySize(statementSizes(statements, {})) <= statementsBound(statements), what);
        }
    });

    it("has an upper bound for null and numbers, which other checks refuse", () => {
        assert.ok(statementsBound([{ actions: null, resources: [5] } as never]) > 0);
        assert.equal(statementsBound(undefined), 40);
    });
});

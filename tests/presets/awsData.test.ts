import * as assert from "node:assert/strict";
import { policyText } from "../../components/access/policyDocument";
import { permissionsPolicy } from "../../components/access/permissions";
import { managedPolicyArn } from "../../components/access/managedPolicies";
import { presetKeys } from "../../components/presets/catalogue";
import {
    inlinePolicies,
    managedPoliciesOf,
    presetStatements,
    presetsNeedingSessionTags,
} from "../../components/presets/policies";
import type { Presets } from "../../components/presets/presets";
import { awsPolicies, latestStatements, unknownActions } from "../../scripts/presets/awsData";
import { place, places, rendered, titleOf, uses, usesOf } from "./catalogue";
import { referenceTable } from "./referenceBlocks";

/** The longest name of a cluster: 100 characters. */
const longest = { ...place, partition: "aws-us-gov", region: "ap-southeast-1", cluster: "c".repeat(100) };

describe("the actions of a preset", () => {
    for (const key of presetKeys) {
        it(`exist in AWS: ${key}`, async () => {
            const statements = usesOf(key).flatMap(use => rendered(use));
            const actions = new Set(statements.flatMap(({ Action = [] }) => Action));
            assert.deepEqual(await unknownActions(actions), []);
        });
    }
});

describe("the managed policies of a preset", () => {
    const names = uses.flatMap(({ key, given }) => managedPoliciesOf({ [key]: given }, place));
    for (const name of new Set(names)) {
        it(`exist in AWS with the path of the attachment: ${name}`, () => {
            assert.equal(managedPolicyArn(name, "aws"), awsPolicies().get(name)?.arn);
            assert.equal(
                managedPolicyArn(name, "aws-cn"),
                awsPolicies().get(name)?.arn.replace("arn:aws:", "arn:aws-cn:"),
            );
        });
    }
});

describe("the documents of a preset", () => {
    for (const use of uses) {
        it(`are valid in IAM: ${titleOf(use)}`, () => {
            for (const where of [...places, longest]) {
                const policies = presetStatements(use.key, use.given, where);
                const sizes = policies.map(({ statements }) => policyText(permissionsPolicy(statements)).length);
                for (const size of sizes) assert.ok(size <= 6_144, `${String(size)} characters are no managed policy`);
                assert.ok(sizes.reduce((sum, size) => sum + size, 0) <= 10_240);
                for (const { statements } of policies) {
                    const sids = statements.flatMap(({ sid }) => sid ?? []);
                    assert.equal(new Set(sids).size, sids.length);
                    for (const sid of sids) assert.match(sid, /^[0-9A-Za-z]+$/);
                    for (const { Action, Resource, Condition } of permissionsPolicy(statements).Statement) {
                        assert.ok(Action?.length && Resource?.length, "a statement without actions or resources");
                        const values = Object.values(Condition ?? {}).flatMap(keys => Object.values(keys));
                        for (const value of values) assert.ok(value.length > 0, "a condition without values");
                    }
                }
            }
        });

        it(`have the partition of the cluster: ${titleOf(use)}`, () => {
            for (const where of places.slice(1)) {
                // ARNs in the parameters have their own partition.
                const defaults = Object.keys(use.given).every(name => typeof use.given[name] === "boolean");
                const text = JSON.stringify(rendered(use, where));
                if (defaults) assert.ok(!text.includes("arn:aws:"), text);
            }
        });
    }

    it("exist for every preset, or managed policies do", () => {
        for (const { key, given } of uses) {
            const presets = { [key]: given } as Presets;
            assert.ok(inlinePolicies(presets, place).length + managedPoliciesOf(presets, place).length > 0, key);
        }
    });
});

describe("the two policies of Karpenter", () => {
    const rows = referenceTable(/^5\. Further presets/).filter(([length = ""]) => /^\d+/.test(length));

    it("have the sizes of the reference, for every length of a cluster's name", () => {
        assert.equal(rows.length, 4);
        for (const [length = "", ...sizes] of rows) {
            const where = {
                ...place,
                partition: "aws-us-gov",
                region: "us-gov-west-1",
                cluster: "c".repeat(parseInt(length)),
            };
            const nodeRoleArn = `arn:aws-us-gov:iam::111122223333:role/${"r".repeat(40)}`;
            const queueArn = `arn:aws-us-gov:sqs:us-gov-west-1:111122223333:Karpenter-${where.cluster}`;
            const [a, b] = presetStatements("karpenter", { nodeRoleArn, queueArn }, where).map(
                ({ statements }) => policyText(permissionsPolicy(statements)).length,
            );
            const [expectedA, expectedB] = sizes.slice(-2).map(size => Number(size.replace(",", "")));
            // Lists are always lists here. In the reference, a single value can be the value itself, and the queue has
            // no name.
            assert.ok(Math.abs((a ?? 0) - (expectedA ?? 0)) < 120, `a: ${String(a)} for ${String(expectedA)}`);
            assert.ok(Math.abs((b ?? 0) - (expectedB ?? 0)) < 250, `b: ${String(b)} for ${String(expectedB)}`);
        }
    });

    it("are always two with the same split, for any name and queue", () => {
        for (const use of usesOf("karpenter")) {
            for (const cluster of ["c", "c".repeat(100)]) {
                const policies = presetStatements("karpenter", use.given, { ...place, cluster });
                assert.deepEqual(
                    policies.map(({ suffix }) => suffix),
                    ["a", "b"],
                );
                assert.equal(policies[0]?.statements.length, 6);
            }
        }
    });
});

describe("statements that are also an AWS managed policy", () => {
    it("are the same: ebsCsi and AmazonEBSCSIDriverPolicyV2", () => {
        assert.deepEqual(
            byText(rendered({ key: "ebsCsi", given: {} })),
            byText(latestStatements("AmazonEBSCSIDriverPolicyV2")),
        );
    });

    it("are the same for S3 Files: efsCsi and AmazonS3FilesClientFullAccess", () => {
        const statements = byText(rendered({ key: "efsCsi", given: { s3Files: true } }));
        for (const text of byText(latestStatements("AmazonS3FilesClientFullAccess")))
            assert.ok(statements.includes(text), text);
    });

    it("are all of AmazonElasticFileSystemsUtils in efsCsiNode, except for the Systems Manager agent", () => {
        const actions = (statements: readonly { readonly Action?: readonly string[] }[]): readonly string[] =>
            statements.flatMap(({ Action = [] }) => Action).sort();
        assert.deepEqual(
            actions(rendered({ key: "efsCsiNode", given: {} })),
            actions(latestStatements("AmazonElasticFileSystemsUtils")).filter(
                action => !/^(ssm|ssmmessages|ec2messages):/.test(action),
            ),
        );
    });

    it("are omitted if another policy has them all: AWSXrayWriteOnlyAccess and CloudWatchAgentServerPolicy", () => {
        const wider = latestStatements("CloudWatchAgentServerPolicy").filter(({ Resource }) => Resource?.includes("*"));
        const actions = new Set(wider.flatMap(({ Action = [] }) => Action));
        for (const { Action = [] } of latestStatements("AWSXrayWriteOnlyAccess"))
            for (const action of Action) assert.ok(actions.has(action), action);
    });

    it("have the same actions: vpcCni and AmazonEKS_CNI_Policy", () => {
        const actions = (statements: readonly { readonly Action?: readonly string[] }[]): unknown =>
            [...new Set(statements.flatMap(({ Action = [] }) => Action))].sort();
        assert.deepEqual(
            actions(rendered({ key: "vpcCni", given: {} })),
            actions(latestStatements("AmazonEKS_CNI_Policy")),
        );
    });

    it("use session tags only if the preset declares it", () => {
        for (const use of uses) {
            const presets = { [use.key]: use.given } as Presets;
            const documents = [
                JSON.stringify(inlinePolicies(presets, place)),
                ...managedPoliciesOf(presets, place).map(name => JSON.stringify(latestStatements(name))),
            ];
            assert.equal(
                documents.some(text => text.includes("aws:PrincipalTag/")),
                presetsNeedingSessionTags(presets).length > 0,
                titleOf(use),
            );
        }
    });
});

/** Without Sids and sorted, because neither has an effect. */
function byText(statements: readonly object[]): readonly string[] {
    return statements
        .map(statement => {
            const { Sid: _sid, ...rest } = statement as { readonly Sid?: string };
            return JSON.stringify(rest, (_key, value: unknown) =>
                Array.isArray(value) ? [...(value as unknown[])].sort() : value,
            );
        })
        .sort();
}

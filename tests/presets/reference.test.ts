import * as assert from "node:assert/strict";
import type { Statement } from "../../components/access/policyDocument";
import { catalogue, presetKeys } from "../../components/presets/catalogue";
import type { PresetKey } from "../../components/presets/catalogue";
import type { PresetPlace } from "../../components/presets/place";
import { managedPoliciesOf } from "../../components/presets/policies";
import { place, places, rendered, titleOf, uses } from "./catalogue";
import type { Use } from "./catalogue";
import { referenceBlocks, referenceTable } from "./referenceBlocks";
import type { ReferenceCondition, ReferenceStatement } from "./referenceBlocks";

/** The statements of the reference that make up a preset, with a reason if they are not its block. */
const sources: Partial<Record<PresetKey, readonly (readonly [block: string, numbers?: readonly number[]])[]>> = {
    // Optional permissions next to the managed policies of the EBS and EFS drivers.
    ebsCsiManaged: [["ebs-csi", [14, 15, 16]]],
    ebsCsiClusterScoped: [["ebs-csi", [14, 15]]],
    efsCsiManaged: [["efs-csi", [6]]],
    awsLoadBalancerController: [["load-balancer-controller"]],
    awsLoadBalancerControllerTgb: [["load-balancer-controller-tgb"]],
};

/** Statements that are in no preset, with reasons. */
const leftOut: Readonly<Record<string, { readonly numbers: readonly number[]; readonly reason: string }>> = {};

/** Defaults of scopes and additions, from the text around a block. */
const defaults = (
    { partition, region, account, cluster }: PresetPlace,
    key: PresetKey,
): Readonly<Record<string, readonly string[]>> => ({
    // The reference has `*` instead of the account. A role can create roles only in its own account.
    serviceRoleArns: [
        `arn:${partition}:iam::${account}:role/aws-service-role/${key === "fsxLustreCsi" ? "s3.data-source.lustre." : ""}fsx.amazonaws.com/*`,
    ],
    clusterNames: [cluster],
    ...(key === "awsLoadBalancerController" && { securityGroupArns: ["*"] }),
    clusterName: [cluster],
    amiSsmParameterArns: [`arn:${partition}:ssm:${region}::parameter/aws/service/*`],
    ec2ServicePrincipal: [partition === "aws-cn" ? "ec2.amazonaws.com.cn" : "ec2.amazonaws.com"],
    ipv4: ["true"],
    volumeSnapshots: ["true"],
});

/** Preset 6: "the driver's example adds Amazon S3 Files to the same four statements". */
const s3FilesActions: Readonly<Record<number, readonly string[]>> = {
    1: ["s3files:ListAccessPoints", "s3files:ListFileSystems"],
    2: ["s3files:CreateAccessPoint"],
    3: ["s3files:TagResource"],
    4: ["s3files:DeleteAccessPoint"],
};

/** Actions that the controller's project added after the source of a block, with the date. */
const newerUpstream: Readonly<Record<string, readonly string[]>> = {};

describe("the statements of a preset", () => {
    const blocks = referenceBlocks();
    const seen = new Set<string>();

    for (const use of uses) {
        it(`match the reference: ${titleOf(use)}`, () => {
            for (const where of places) {
                const expected = sourcesOf(use.key).flatMap(([block, numbers]) => {
                    const statements = (blocks.get(block) ?? []).filter(
                        ({ number }) => numbers?.includes(number) ?? true,
                    );
                    return statements.flatMap(statement => {
                        const written = writtenOut(block, statement, use, where);
                        if (written.length > 0) seen.add(`${block} ${String(statement.number)}`);
                        return written;
                    });
                });
                assert.deepEqual(rendered(use, where).map(normal), expected.map(normal));
            }
        });
    }

    it("include every statement of every block of the reference, except for those with a reason", () => {
        const all = [...blocks].flatMap(([block, statements]) =>
            statements.map(({ number }) => `${block} ${String(number)}`),
        );
        const missing = all.filter(name => !seen.has(name));
        const known = Object.entries(leftOut).flatMap(([block, { numbers }]) =>
            numbers.map(number => `${block} ${String(number)}`),
        );
        assert.deepEqual(missing, known);
        assert.equal(blocks.size, 23);
    });
});

describe("the usual subject of a preset", () => {
    it("matches the reference", () => {
        for (const [, name = "", subject = ""] of referenceTable(/^3\. Overview/)) {
            const key = keyOf(name.replaceAll("`", ""));
            const [namespace, serviceAccount] = subject.replaceAll("`", "").split(" / ");
            // Some have the account of the workload. For App Mesh's proxies, the reference has it in the next cell.
            const isOwn = key === "appmeshEnvoyProxy" || serviceAccount === undefined;
            const expected = isOwn ? undefined : `${namespace ?? ""}/${serviceAccount}`;
            assert.equal(catalogue[key].usualSubject, expected, key);
        }
    });
});

describe("the managed policies of a preset", () => {
    it("match the reference", () => {
        const rows = referenceTable(/^6\. Presets that are only managed policies/);
        assert.equal(rows.length, 14);
        for (const [name = "", subject = "", policies = ""] of rows) {
            const key = keyOf(/`([^`]+)`/.exec(name)?.[1] ?? "");
            const named = [...policies.matchAll(/`P (?:service-role\/)?(\w+)`/g)].map(([, policy = ""]) => policy);
            assert.deepEqual(managedPoliciesOf({ [key]: {} }, place), expectedPolicies(key, named), key);
            const usual = /^[-a-z0-9]+ \/ [-a-z0-9]+$/.test(subject) ? subject.replace(" / ", "/") : undefined;
            assert.equal(catalogue[key].usualSubject, usual, key);
        }
    });

    it("include the one for CloudWatch if the collector of Prometheus metrics writes to it", () => {
        assert.deepEqual(managedPoliciesOf({ adotPrometheus: { cloudWatch: true } }, place), [
            "AmazonPrometheusRemoteWriteAccess",
            "CloudWatchAgentServerPolicy",
        ]);
    });

    it("are three for the EBS driver: one managed, one scoped by session tags, and one repeated by the statements", () => {
        assert.deepEqual(managedPoliciesOf({ ebsCsiManaged: {} }, place), ["AmazonEBSCSIDriverPolicyV2"]);
        assert.deepEqual(managedPoliciesOf({ ebsCsiClusterScoped: {} }, place), [
            "AmazonEBSCSIDriverEKSClusterScopedPolicy",
        ]);
        assert.deepEqual(managedPoliciesOf({ ebsCsi: {} }, place), []);
    });

    it("include those of Amazon S3 Files if the EFS driver mounts it", () => {
        assert.deepEqual(managedPoliciesOf({ efsCsiManaged: { s3Files: true } }, place), [
            "AmazonEFSCSIDriverPolicy",
            "AmazonS3FilesCSIDriverPolicy",
            "AmazonS3FilesClientFullAccess",
        ]);
    });
});

describe("the catalogue", () => {
    it("has all presets of the reference, and the EBS driver restricted by session tags", () => {
        const overview = referenceTable(/^3\. Overview/).map(([, name = ""]) => keyOf(name.replaceAll("`", "")));
        const managed = referenceTable(/^6\. /).map(([name = ""]) => keyOf(/`([^`]+)`/.exec(name)?.[1] ?? ""));
        assert.deepEqual([...new Set([...overview, ...managed, "ebsCsiClusterScoped"])].sort(), [...presetKeys].sort());
    });
});

function expectedPolicies(key: PresetKey, named: readonly string[]): readonly string[] {
    switch (key) {
        case "ebsCsiManaged": // "one of": AWS's present default advice
            return named.slice(0, 1);
        case "efsCsiManaged": // the others are for S3 Files
        case "adotPrometheus": // the other is for CloudWatch
            return named.slice(0, 1);
        default:
            return named;
    }
}

/** The reference's `external-dns` is `externalDns` here. The load balancer controller gets the prefix "aws". */
function keyOf(name: string): PresetKey {
    const camel = name.replace(/-([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
    const key = camel.startsWith("loadBalancer") ? `awsL${camel.slice(1)}` : camel;
    assert.ok(Object.hasOwn(catalogue, key), `there is no preset ${key}`);
    return key as PresetKey;
}

function sourcesOf(key: PresetKey): readonly (readonly [string, (readonly number[])?])[] {
    const own = sources[key];
    if (own !== undefined) {
        return own;
    }
    const block = [...referenceBlocks().keys()].find(
        name => !name.startsWith("load-balancer") && keyOfBlock(name) === key,
    );
    return block === undefined ? [] : [[block]];
}

function keyOfBlock(name: string): string {
    return name.replace(/-([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
}

/** A statement of the reference for given parameters and a cluster: none, one, or one for each value. */
function writtenOut(block: string, statement: ReferenceStatement, use: Use, where: PresetPlace): Statement[] {
    const valuesOf = (name: string): readonly string[] => {
        const given = use.given[name] ?? defaults(where, use.key)[name] ?? [];
        const list = Array.isArray(given) ? (given as unknown[]) : [given];
        return list.map(String).filter(value => value !== "false");
    };
    const name = `${block} ${String(statement.number)}`;
    const parts = (statement.when ?? "").split(" and ").filter(part => part !== "");
    const each = /^once for each of (\w+)$/.exec(parts[0] ?? "")?.[1];
    const isMet = (part: string): boolean => {
        const [, not, parameter = "", state] = /^(not )?(\w+)(?: is (not empty|set|empty))?$/.exec(part) ?? [];
        return valuesOf(parameter).length > 0 === (not === undefined && state !== "empty");
    };
    if (!parts.slice(each === undefined ? 0 : 1).every(part => part.split(" or ").some(isMet))) {
        return [];
    }
    // "A shared role": the tag with the cluster's name as its value, which is compared with the session tag.
    const isShared = valuesOf("sharedByClusters").length > 0;
    const conditions = isShared ? statement.conditions.flatMap(sharedCondition) : statement.conditions;
    const cluster = isShared ? "${aws:PrincipalTag/eks-cluster-name}" : (valuesOf("clusterName")[0] ?? where.cluster);
    const fill = (text: string): string =>
        text
            .replace("${p}", where.partition)
            .replace("${region}", where.region)
            .replace("${account}", where.account)
            .replace("${cluster}", cluster);
    const filled = (text: string): readonly string[] => {
        const [, parameter, rest = ""] = /^<(\w+)>(\/\*)?$/.exec(text) ?? [];
        return parameter === undefined ? [fill(text)] : valuesOf(parameter).map(value => value + rest);
    };
    /** `autoscaling:ResourceTag/<tag> = <its value>, of each of groupTags` */
    const tagConditions = ({ key, values }: ReferenceCondition): readonly (readonly [string, readonly string[]])[] =>
        valuesOf(/^<its value>, of each of (\w+)$/.exec(values.join())?.[1] ?? "").map(tag => {
            const [name = "", value = ""] = tag.split("=");
            return [key.replace("<tag>", name), [value]];
        });
    const extra = block === "efs-csi" && use.given.s3Files === true ? (s3FilesActions[statement.number] ?? []) : [];
    const make = (one: string): Statement => ({
        ...(statement.sid !== undefined && { Sid: statement.sid }),
        Effect: "Allow",
        Action: [...statement.actions, ...extra, ...(newerUpstream[name] ?? [])],
        Resource: statement.resources.flatMap(filled),
        ...(conditions.length > 0 && {
            Condition: Object.fromEntries(
                [...new Set(conditions.map(({ operator }) => operator))].map(operator => [
                    operator,
                    Object.fromEntries(
                        conditions
                            .filter(condition => condition.operator === operator)
                            .flatMap(condition =>
                                condition.key.includes("<tag>")
                                    ? tagConditions(condition)
                                    : [
                                          [
                                              fill(condition.key).replace("<clusterName>", one),
                                              // "iam:PassedToService holds the distinct values only"
                                              [...new Set(condition.values.flatMap(filled))],
                                          ] as const,
                                      ],
                            ),
                    ),
                ]),
            ),
        }),
    });
    return (each === undefined ? [""] : valuesOf(each)).map(make);
}

function sharedCondition(condition: ReferenceCondition): readonly ReferenceCondition[] {
    const [, tagged] = /^aws:(Resource|Request)Tag\/kubernetes\.io\/cluster\//.exec(condition.key) ?? [];
    if (tagged === undefined) {
        return [condition];
    }
    return tagged === "Request"
        ? []
        : [{ ...condition, key: "aws:ResourceTag/eks:eks-cluster-name", values: ["${cluster}"] }];
}

/** Sorted, because order has no effect in IAM, in lists and maps. */
function normal(statement: Statement): unknown {
    return JSON.parse(
        JSON.stringify(statement, (_key, value: unknown) => {
            if (Array.isArray(value)) {
                return (value as unknown[]).map(item => JSON.stringify(item)).sort();
            }
            return typeof value === "object" && value !== null
                ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
                : value;
        }),
    );
}

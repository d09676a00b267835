import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import type { ClusterIdentity } from "../../../components/rules/arn";
import type { PolicyDocument, Statement } from "../../../components/access/policyDocument";
import { trustPolicy } from "../../../components/access/trust";
import type { TrustTerms } from "../../../components/access/trust";
import type { Subject } from "../../../components/rules/subject";
import { clusters, subjects } from "../arbitraries";

/** Whether the policy lets a pod assume the role with its session tags: all conditions of one statement match. */
function admits(policy: PolicyDocument, { namespace, serviceAccount }: Subject, cluster: ClusterIdentity): boolean {
    const request: Readonly<Record<string, string>> = {
        "aws:SourceAccount": cluster.account,
        "aws:RequestTag/eks-cluster-arn": cluster.arn,
        "aws:RequestTag/kubernetes-namespace": namespace,
        "aws:RequestTag/kubernetes-service-account": serviceAccount,
    };
    return policy.Statement.some(statement =>
        Object.entries(statement.Condition ?? {}).every(([operator, keys]) => {
            assert.equal(operator, "StringEquals");
            return Object.entries(keys).every(([key, values]) => [values].flat().includes(request[key] ?? ""));
        }),
    );
}

const uniqueSubjects = fc.uniqueArray(subjects, {
    minLength: 1,
    maxLength: 6,
    selector: ({ namespace, serviceAccount }) => `${namespace}/${serviceAccount}`,
});

describe("the trust of a role", () => {
    it("admits each of its subjects and no mixture of them", () => {
        fc.assert(
            fc.property(uniqueSubjects, clusters, (users, cluster) => {
                const policy = trustPolicy({ subjects: users, clusters: [cluster] });
                for (const { namespace } of users) {
                    for (const { serviceAccount } of users) {
                        const isUser = users.some(
                            user => user.namespace === namespace && user.serviceAccount === serviceAccount,
                        );
                        assert.equal(admits(policy, { namespace, serviceAccount }, cluster), isUser);
                    }
                }
            }),
        );
    });

    it("admits no pod on another cluster or from another account", () => {
        fc.assert(
            fc.property(uniqueSubjects, clusters, clusters, (users, cluster, other) => {
                const policy = trustPolicy({ subjects: users, clusters: [cluster] });
                fc.pre(cluster.arn !== other.arn);
                assert.ok(users.every(user => !admits(policy, user, other)));
            }),
        );
    });

    it("allows EKS Pod Identity the two required actions, and no other principal", () => {
        fc.assert(
            fc.property(uniqueSubjects, clusters, (users, cluster) => {
                for (const statement of trustPolicy({ subjects: users, clusters: [cluster] }).Statement) {
                    assert.deepEqual(statement.Principal, { Service: "pods.eks.amazonaws.com" });
                    assert.deepEqual(statement.Action, ["sts:AssumeRole", "sts:TagSession"]);
                    assert.equal(statement.Effect, "Allow");
                }
            }),
        );
    });

    it("is the same text for any order of the subjects", () => {
        fc.assert(
            fc.property(uniqueSubjects, clusters, (users, cluster) => {
                assert.deepEqual(
                    trustPolicy({ subjects: [...users].reverse(), clusters: [cluster] }),
                    trustPolicy({ subjects: users, clusters: [cluster] }),
                );
            }),
        );
    });
});

describe("a trust policy", () => {
    const cluster = { arn: "arn:aws:eks:eu-west-1:111122223333:cluster/dev", partition: "aws", region: "eu-west-1" };
    const dev: ClusterIdentity = { ...cluster, account: "111122223333", name: "dev" };
    const blue: ClusterIdentity = { ...dev, arn: dev.arn.replace("dev", "blue"), name: "blue" };
    const orders: Subject = { namespace: "shop", serviceAccount: "orders" };
    const cart: Subject = { namespace: "shop", serviceAccount: "cart" };
    const account = { "aws:SourceAccount": "111122223333" };
    const onDev = { "aws:RequestTag/eks-cluster-arn": dev.arn };
    const subject = (serviceAccount: string | string[], namespace: string | string[] = "shop") => ({
        "aws:RequestTag/kubernetes-namespace": namespace,
        "aws:RequestTag/kubernetes-service-account": serviceAccount,
    });
    const conditionsOf = (terms: Partial<TrustTerms>) =>
        trustPolicy({ subjects: [orders], clusters: [dev], ...terms }).Statement.map(({ Condition }) => Condition);

    it("is complete: version, effect, principal, actions and conditions", () => {
        assert.deepEqual(trustPolicy({ subjects: [orders], clusters: [dev] }), {
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: "Allow",
                    Principal: { Service: "pods.eks.amazonaws.com" },
                    Action: ["sts:AssumeRole", "sts:TagSession"],
                    Condition: { StringEquals: { ...account, ...onDev, ...subject("orders") } },
                },
            ],
        });
    });

    it("requires the tags of its scope", () => {
        const namespaces = [orders, cart, { namespace: "pay", serviceAccount: "x" }];
        assert.deepEqual(conditionsOf({ scope: "account" }), [{ StringEquals: account }]);
        assert.deepEqual(conditionsOf({ scope: "cluster" }), [{ StringEquals: { ...account, ...onDev } }]);
        assert.deepEqual(conditionsOf({ scope: "namespace", subjects: namespaces }), [
            { StringEquals: { ...account, ...onDev, "aws:RequestTag/kubernetes-namespace": ["pay", "shop"] } },
        ]);
        assert.deepEqual(conditionsOf({ scope: "namespace", subjects: [orders, cart] }), [
            { StringEquals: { ...account, ...onDev, "aws:RequestTag/kubernetes-namespace": "shop" } },
        ]);
    });

    it("rejects tagged sessions if session tags are disabled, in every scope", () => {
        for (const scope of ["subject", "namespace", "cluster", "account"] as const) {
            assert.deepEqual(conditionsOf({ scope, sessionTags: false }), [
                { StringEquals: account, Null: { "aws:RequestTag/eks-cluster-arn": "true" } },
            ]);
        }
    });

    it("requires the organization and the cluster of the request only if it is set", () => {
        assert.deepEqual(conditionsOf({ scope: "account", organization: true, sourceArn: true }), [
            { StringEquals: { ...account, "aws:SourceArn": dev.arn, "aws:SourceOrgID": "${aws:ResourceOrgId}" } },
        ]);
        assert.deepEqual(conditionsOf({ scope: "account", organization: false, sourceArn: false }), [
            { StringEquals: account },
        ]);
    });

    it("lists further clusters sorted, each once", () => {
        const both = [blue.arn, dev.arn];
        for (const clusters of [
            [dev, blue],
            [blue, dev, blue],
        ] as const) {
            assert.deepEqual(conditionsOf({ scope: "cluster", clusters, sourceArn: true }), [
                {
                    StringEquals: { ...account, "aws:SourceArn": both, "aws:RequestTag/eks-cluster-arn": both },
                },
            ]);
        }
    });

    it("has one statement for each subject up to the default quota, and then groups them", () => {
        const users = (length: number): Subject[] =>
            Array.from({ length }, (_, index) => ({ namespace: "shop", serviceAccount: `s${index + 10}` }));
        const sizeOf = (length: number) =>
            JSON.stringify(trustPolicy({ subjects: users(length), clusters: [dev] })).length;
        const statements = (length: number, others: readonly Statement[] = []) =>
            trustPolicy({ subjects: users(length), clusters: [dev] }, others).Statement.length;
        const most =
            Array.from({ length: 20 }, (_, index) => index + 1).findLast(count => statements(count) === count) ?? 0;
        assert.ok(most > 3 && sizeOf(most) <= 2_048);
        assert.equal(statements(most + 1), 1);
        // A policy of exactly the quota is not grouped, and one more character is too much.
        const filler = (size: number): Statement => ({ Sid: "x".repeat(size), Effect: "Deny" });
        const room = 2_048 - sizeOf(most) - ',{"Sid":"","Effect":"Deny"}'.length;
        assert.equal(statements(most, [filler(room)]), most + 1);
        assert.equal(statements(most, [filler(room + 1)]), 2);
    });

    it("has other statements last", () => {
        const other: Statement = { Effect: "Deny", Sid: "Other" };
        assert.deepEqual(trustPolicy({ subjects: [orders], clusters: [dev] }, [other]).Statement.at(-1), other);
    });
});

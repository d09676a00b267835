import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import type { ClusterIdentity } from "../../../components/rules/arn";
import type { PolicyDocument } from "../../../components/access/policyDocument";
import { trustPolicy } from "../../../components/access/trust";
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

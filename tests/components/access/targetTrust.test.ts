import * as assert from "node:assert/strict";
import { externalId, targetTrustPolicy } from "../../../components/access/targetTrust";

const cluster = {
    arn: "arn:aws-cn:eks:cn-north-1:111122223333:cluster/dev",
    partition: "aws-cn",
    region: "cn-north-1",
    account: "111122223333",
    name: "dev",
};
const subject = { namespace: "shop", serviceAccount: "orders" };
const roleArn = "arn:aws-cn:iam::111122223333:role/pod-identity/orders";
const source = { cluster, subject, roleArn, disableSessionTags: false };
const Principal = { AWS: "arn:aws-cn:iam::111122223333:root" };
const fromRole = { ArnEquals: { "aws:PrincipalArn": roleArn } };
const tagged = {
    Effect: "Allow",
    Principal,
    Action: ["sts:AssumeRole", "sts:TagSession"],
    Condition: {
        StringEquals: {
            "aws:RequestTag/eks-cluster-arn": cluster.arn,
            "aws:RequestTag/kubernetes-namespace": "shop",
            "aws:RequestTag/kubernetes-service-account": "orders",
        },
        ...fromRole,
    },
};
const untagged = [
    {
        Effect: "Allow",
        Principal,
        Action: ["sts:AssumeRole"],
        Condition: {
            StringEquals: { "sts:ExternalId": "cn-north-1/111122223333/dev/shop/orders" },
            ...fromRole,
        },
    },
    { Effect: "Allow", Principal, Action: ["sts:TagSession"], Condition: fromRole },
];

describe("the trust policy of a target role", () => {
    it("requires the tags of the subject from the role of its association", () => {
        assert.deepEqual(targetTrustPolicy([source]), { Version: "2012-10-17", Statement: [tagged] });
    });

    it("requires the external ID of the subject if session tags are disabled", () => {
        const policy = targetTrustPolicy([{ ...source, disableSessionTags: true }]);
        assert.deepEqual(policy.Statement, untagged);
    });

    it("has the statements of each source, in their order", () => {
        const policy = targetTrustPolicy([{ ...source, disableSessionTags: true }, source]);
        assert.deepEqual(policy.Statement, [...untagged, tagged]);
    });

    it("uses the format of AWS for the external ID", () => {
        assert.equal(externalId(cluster, subject), "cn-north-1/111122223333/dev/shop/orders");
    });
});

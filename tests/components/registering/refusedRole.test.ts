import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { FailedResource } from "../../../components/registering/awsErrors";
import type { DescribedCluster } from "../../../components/registering/cluster";
import { explainRole } from "../../../components/registering/refusedRole";

const account = "111122223333";
const cluster: DescribedCluster = {
    arn: `arn:aws:eks:eu-west-1:${account}:cluster/dev`,
    partition: "aws",
    region: "eu-west-1",
    account,
    name: "dev",
    kubernetesVersion: "1.33",
    autoMode: false,
};
const trusts: Readonly<Record<string, string>> = {
    pods: JSON.stringify({
        Statement: {
            Effect: "Allow",
            Principal: { Service: "pods.eks.amazonaws.com" },
            Action: ["sts:AssumeRole", "sts:TagSession"],
        },
    }),
    ec2: JSON.stringify({
        Statement: { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
    }),
};

const explain = explainRole(pulumi.output(cluster), name =>
    Promise.resolve(trusts[name] === undefined ? undefined : { path: "/", trust: trusts[name] }),
);
const failed = (inputs: object, error = "Trust policy of the role provided is invalid"): FailedResource => ({
    urn: "",
    name: "identity/shop/orders",
    parentName: "identity",
    inputs: { namespace: "shop", serviceAccount: "orders", ...inputs },
    errors: [error],
});
const arnOf = (name: string): string => `arn:aws:iam::${account}:role/team/${name}`;

describe("the error of a role whose trust policy EKS refuses", () => {
    it("has the statement for its subject on its cluster, and no wider one", async () => {
        const text = (await explain(failed({ roleArn: arnOf("ec2") }))) ?? "";
        assert.match(text, /^shop\/orders cannot use the role arn:aws:iam::111122223333:role\/team\/ec2:/);
        const statement = JSON.parse(/^ {4}(\{.*\})$/m.exec(text)?.[1] ?? "") as {
            readonly Condition: { readonly StringEquals: Readonly<Record<string, string>> };
        };
        const { StringEquals } = statement.Condition;
        assert.equal(StringEquals["aws:RequestTag/eks-cluster-arn"], cluster.arn);
        assert.equal(StringEquals["aws:RequestTag/kubernetes-namespace"], "shop");
        assert.equal(StringEquals["aws:RequestTag/kubernetes-service-account"], "orders");
        assert.equal(StringEquals["aws:SourceAccount"], account);
        assert.match(text, /use role: instead of roleArn:/);
    });

    it("has a statement for sessions without tags if session tags are disabled", async () => {
        const text = (await explain(failed({ roleArn: arnOf("ec2"), disableSessionTags: true }))) ?? "";
        assert.match(text, /"aws:SourceAccount":"111122223333"/);
        assert.doesNotMatch(text, /kubernetes-service-account/);
    });

    it("does not appear if the role admits pods, or cannot be read", async () => {
        assert.equal(await explain(failed({ roleArn: arnOf("pods") })), undefined);
        assert.equal(await explain(failed({ roleArn: arnOf("unreadable") })), undefined);
    });

    it("has a statement for each service account of an add-on", async () => {
        const podIdentityAssociations = [
            { serviceAccount: "controller", roleArn: arnOf("ec2") },
            { serviceAccount: "node", roleArn: arnOf("pods") },
        ];
        const text = (await explain(failed({ addonName: "vpc-cni", podIdentityAssociations }))) ?? "";
        assert.match(text, /shop\/controller cannot use/);
        assert.doesNotMatch(text, /shop\/node cannot use/);
    });

    it("does not appear after another error of AWS", async () => {
        assert.equal(await explain(failed({ roleArn: arnOf("ec2") }, "AccessDeniedException: no")), undefined);
    });
});

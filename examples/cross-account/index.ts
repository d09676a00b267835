/** Pods of one account get the credentials of a role in another, without a line of code in them. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PodIdentityStack, PodIdentityTargetRole } from "eks-pod-identity";

const pods = { account: "111122223333", cluster: "dev" };
const data = { account: "444455556666", bucket: "reports" };
const region = "eu-west-1";

const profile = new pulumi.Config().get("dataProfile");
const dataAccount = new aws.Provider("data", {
    region,
    allowedAccountIds: [data.account],
    ...(profile && { profile }),
});

// The role at the other end: what the pods may do there. It names its source by cluster, subject and ARN, which are known
// before anything exists, so it can as well be in a stack of its own, deployed before or after this one.
const target = new PodIdentityTargetRole(
    "export",
    {
        name: "pods-export",
        sources: [
            {
                cluster: `arn:aws:eks:${region}:${pods.account}:cluster/${pods.cluster}`,
                subject: "data/export",
                roleArn: `arn:aws:iam::${pods.account}:role/pod-identity/data-export`,
            },
        ],
        statements: [{ actions: ["s3:PutObject"], resources: [`arn:aws:s3:::${data.bucket}/*`] }],
    },
    { provider: dataAccount },
);

const identity = new PodIdentityStack("identity", {
    clusterName: pods.cluster,
    associations: {
        // The role here may do one thing: assume the one there. Its name is fixed, because the other account trusts it.
        "data/export": { role: { name: "data-export" }, targetRoleArn: target.roleArn },
    },
});

/** What EKS sends along; the target role demands nothing else of it than what it computes itself. */
export const externalIds = identity.externalIds;

/** Roles and associations as somebody writes them who does not have this package. `release` 2 is a change to review. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const isLater = new pulumi.Config().require("release") === "2";
const clusterName = "by-hand";

const podTrust = JSON.stringify({
    Version: "2012-10-17",
    Statement: {
        Effect: "Allow",
        Principal: { Service: "pods.eks.amazonaws.com" },
        Action: ["sts:AssumeRole", "sts:TagSession"],
    },
});
const bucketArn = "arn:aws:s3:::orders";

function association(name: string, subject: string, roleArn: pulumi.Input<string>): void {
    const [namespace = "", serviceAccount = ""] = subject.split("/");
    new aws.eks.PodIdentityAssociation(name, { clusterName, namespace, serviceAccount, roleArn });
}

// A separate inline policy, and a managed policy of the program.
const orders = new aws.iam.Role("orders", { name: "orders", assumeRolePolicy: podTrust });
new aws.iam.RolePolicy("orders", {
    role: orders.id,
    policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: {
            Effect: "Allow",
            Action: isLater ? ["s3:GetObject", "s3:DeleteObject"] : "s3:GetObject",
            Resource: `${bucketArn}/*`,
        },
    }),
});
const queue = new aws.iam.Policy("queue", {
    policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
            { Effect: "Allow", Action: "sqs:SendMessage", Resource: "arn:aws:sqs:eu-west-1:111122223333:jobs" },
        ],
    }),
});
if (!isLater) {
    new aws.iam.RolePolicyAttachment("orders-queue", { role: orders.name, policyArn: queue.arn });
}
association("orders", "shop/orders", orders.arn);

// One role for two, with an AWS managed policy.
const reader = new aws.iam.Role("reader", { assumeRolePolicy: podTrust });
new aws.iam.RolePolicyAttachment("reader", {
    role: reader,
    policyArn: aws.iam.ManagedPolicy.AmazonS3ReadOnlyAccess,
});
association("reader-a", "team-a/reader", reader.arn);
if (isLater) {
    association("reader-b", "team-b/reader", reader.arn);
}

"use strict";
/** The same roles and associations with AWS CDK: `node synth.js <associations>` writes the template to a temporary folder. */
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { App, Stack, aws_eks: eks, aws_iam: iam } = require("aws-cdk-lib");

const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "bench-cdk-"));
// CloudFormation takes 500 resources for a stack; a user would have several stacks, which takes no less time.
const app = new App({ outdir, context: { "@aws-cdk/core:stackResourceLimit": 0 } });
const stack = new Stack(app, "bench", { env: { account: "111122223333", region: "eu-west-1" } });
const clusterArn = "arn:aws:eks:eu-west-1:111122223333:cluster/bench";
for (let index = 0; index < Number(process.argv[2]); index += 1) {
    const [namespace, serviceAccount] = [`team-${index % 50}`, `service-${index}`];
    const role = new iam.Role(stack, `Role${index}`, {
        path: "/pod-identity/",
        assumedBy: new iam.SessionTagsPrincipal(
            new iam.ServicePrincipal("pods.eks.amazonaws.com", {
                conditions: {
                    StringEquals: {
                        "aws:SourceAccount": "111122223333",
                        "aws:RequestTag/eks-cluster-arn": clusterArn,
                        "aws:RequestTag/kubernetes-namespace": namespace,
                        "aws:RequestTag/kubernetes-service-account": serviceAccount,
                    },
                },
            }),
        ),
        inlinePolicies: {
            statements: new iam.PolicyDocument({
                statements: [
                    new iam.PolicyStatement({
                        actions: ["s3:GetObject", "s3:PutObject"],
                        resources: [`arn:aws:s3:::${serviceAccount}-bench/*`],
                    }),
                ],
            }),
        },
        managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName("AmazonSQSReadOnlyAccess")],
    });
    new eks.CfnPodIdentityAssociation(stack, `Association${index}`, {
        clusterName: "bench",
        namespace,
        serviceAccount,
        roleArn: role.roleArn,
    });
}
app.synth();
fs.rmSync(outdir, { recursive: true });

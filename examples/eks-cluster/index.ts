/** A cluster, the permissions of its pods, and a workload that starts once it has them. */
import * as aws from "@pulumi/aws";
import * as eks from "@pulumi/eks";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { PodIdentityStack } from "eks-pod-identity";

const cluster = new eks.Cluster("shop", { authenticationMode: eks.AuthenticationMode.Api, instanceType: "t3.medium" });
const orders = new aws.s3.Bucket("orders");

const identity = new PodIdentityStack("identity", {
    // The name is an Output, so everything here waits until the cluster is there.
    clusterName: cluster.eksCluster.name,
    associations: {
        "shop/orders": {
            role: {
                statements: [
                    { actions: ["s3:ListBucket"], resources: [orders.arn] },
                    { actions: ["s3:GetObject", "s3:PutObject"], resources: [pulumi.interpolate`${orders.arn}/*`] },
                ],
            },
        },
        "kube-system/ebs-csi-controller-sa": { role: { managedPolicies: ["AmazonEBSCSIDriverPolicyV2"] } },
    },
});

const provider = new k8s.Provider("shop", { kubeconfig: cluster.kubeconfigJson });
const namespace = new k8s.core.v1.Namespace("shop", { metadata: { name: "shop" } }, { provider });
const serviceAccount = new k8s.core.v1.ServiceAccount(
    "orders",
    { metadata: { name: "orders", namespace: namespace.metadata.name } },
    { provider },
);
const labels = { app: "orders" };
new k8s.apps.v1.Deployment(
    "orders",
    {
        metadata: { namespace: namespace.metadata.name, labels },
        spec: {
            selector: { matchLabels: labels },
            template: {
                metadata: { labels },
                spec: {
                    serviceAccountName: serviceAccount.metadata.name,
                    containers: [
                        {
                            name: "orders",
                            image: "public.ecr.aws/aws-cli/aws-cli:2.31.0",
                            command: ["sh", "-c", "aws s3 ls s3://$BUCKET && sleep infinity"],
                            env: [{ name: "BUCKET", value: orders.bucket }],
                        },
                    ],
                },
            },
        },
    },
    // A pod gets its credentials when it is created, so it is created after the agent and its association.
    { provider, dependsOn: identity },
);

export const kubeconfig = pulumi.secret(cluster.kubeconfig);
export const roleArns = identity.roleArns;

/** A blue/green pair of clusters: the same service account has the same role on both. */
import { PodIdentityRole, PodIdentityStack } from "eks-pod-identity";

const clusterArn = (name: string) => `arn:aws:eks:eu-west-1:111122223333:cluster/${name}`;
const [blue, ...others] = ["blue", "green"] as const;

// A role of its own, so that it outlives either cluster. It trusts only shop/orders on these two clusters.
const orders = new PodIdentityRole("orders", {
    clusterArn: clusterArn(blue),
    subjects: ["shop/orders"],
    trust: { clusters: others.map(clusterArn) },
    statements: [{ actions: ["sqs:ReceiveMessage"], resources: ["arn:aws:sqs:eu-west-1:111122223333:orders"] }],
});

// One stack a cluster. What differs between the clusters is said here; a cluster that goes takes nothing else along.
const stacks = [blue, ...others].map(
    clusterName =>
        new PodIdentityStack(clusterName, {
            clusterName,
            associations: { "shop/orders": { roleArn: orders.roleArn } },
        }),
);

export const agents = stacks.map(({ agentVersion }) => agentVersion);
export const roleArn = orders.roleArn;

/** Each component alone, and a stack as a child of another component. */
import * as pulumi from "@pulumi/pulumi";
import {
    PodIdentityAddon,
    PodIdentityAgent,
    PodIdentityRole,
    PodIdentityStack,
    PodIdentityTargetRole,
} from "../../../components";

const clusterName = "dev";
const clusterArn = "arn:aws:eks:eu-west-1:111122223333:cluster/dev";
const read = (bucket: string) => [{ actions: ["s3:GetObject"], resources: [`arn:{partition}:s3:::${bucket}/*`] }];

const agent = new PodIdentityAgent("agent", { clusterName });

new PodIdentityRole("reader", {
    clusterArn,
    subjects: ["shop/orders", "shop/cart"],
    namePrefix: "reader-",
    statements: read("orders"),
    managedPolicies: ["AmazonSQSReadOnlyAccess"],
    managedPolicyArns: { export: pulumi.output("arn:aws:iam::111122223333:policy/export") },
    exclusive: true,
});
new PodIdentityRole("exporter", {
    clusterArn,
    subjects: ["shop/exporter"],
    name: "exporter",
    targetRoleArns: ["arn:aws:iam::444455556666:role/pod-identity/export"],
});
new PodIdentityTargetRole("import", {
    name: "import",
    sources: [
        {
            cluster: "arn:aws:eks:eu-west-1:444455556666:cluster/prod",
            subject: "shop/orders",
            roleArn: "arn:aws:iam::444455556666:role/pod-identity/orders",
        },
    ],
    statements: read("imports"),
});
new PodIdentityAddon(
    "storage",
    {
        clusterName,
        addonName: "aws-ebs-csi-driver",
        propagationSeconds: 0,
        associations: { "ebs-csi-controller-sa": { role: { presets: { ebsCsi: {} } } } },
    },
    { dependsOn: [agent] },
);

class Platform extends pulumi.ComponentResource {
    constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
        super("example:index:Platform", name, {}, opts);
        new PodIdentityStack(
            `${name}-identity`,
            {
                clusterName,
                propagationSeconds: 0,
                agent: { mode: "builtIn" },
                associations: {
                    "team-a/own": { role: { statements: read("a") } },
                    "team-a/shared": { roleRef: "shared" },
                },
                roles: { shared: { statements: read("shared") } },
                eksAddons: {
                    "aws-efs-csi-driver": {
                        associations: { "efs-csi-controller-sa": { role: { presets: { efsCsi: {} } } } },
                    },
                },
            },
            { parent: this },
        );
    }
}

new Platform("platform", { dependsOn: [agent] });

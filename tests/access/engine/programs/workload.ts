/** Workloads that depend on what gives them their permissions. Each has a name of its own, so that each deployment creates one. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PodIdentityAddon, PodIdentityStack } from "../../../../components";
import type { Association } from "../../../../components";

const policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" }],
});
const roleArn = "arn:aws:iam::111122223333:role/report";

class Platform extends pulumi.ComponentResource {
    public readonly identity: PodIdentityStack;

    constructor(name: string, associations: Record<string, Association>, seconds: number | undefined) {
        super("tests:index:Platform", name);
        this.identity = identityOf(associations, seconds, this);
    }
}

function identityOf(
    associations: Record<string, Association>,
    seconds: number | undefined,
    parent?: pulumi.Resource,
): PodIdentityStack {
    const ebsCsi = { associations: { "ebs-csi-controller-sa": { roleArn } } };
    return new PodIdentityStack(
        "identity",
        {
            clusterName: "test",
            associations,
            ...(new pulumi.Config().getBoolean("addon") && { eksAddons: { "aws-ebs-csi-driver": ebsCsi } }),
            ...(seconds !== undefined && { propagationSeconds: seconds }),
        },
        parent && { parent },
    );
}

export function workload(): void {
    const config = new pulumi.Config();
    const seconds = config.getNumber("seconds");
    const association = {
        roleArn,
        // An association is replaced when it gets its first target role.
        ...(config.getBoolean("targetRole") && { targetRoleArn: "arn:aws:iam::444455556666:role/target" }),
        tags: { release: config.require("workload") },
    };
    const count = config.getNumber("count") ?? 1;
    const associations = Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`shop/orders-${String(index)}`, association]),
    );
    const depended =
        config.get("kind") === "inside"
            ? new Platform("platform", associations, seconds)
            : config.get("kind") === "addon"
              ? new PodIdentityAddon("ebs", {
                    clusterName: "test",
                    addonName: "aws-ebs-csi-driver",
                    associations: { "ebs-csi-controller-sa": { roleArn } },
                    ...(seconds !== undefined && { propagationSeconds: seconds }),
                })
              : identityOf(associations, seconds);
    new aws.iam.Policy("workload", { name: config.require("workload"), policy }, { dependsOn: depended });
    if (depended instanceof PodIdentityStack && config.getBoolean("early")) {
        const description = depended.roleArns["shop/orders-0"] ?? "";
        new aws.iam.Policy("early", { name: `${config.require("workload")}-early`, description, policy });
    }
}

/** `PodIdentityStack` as every SDK that is generated from the schema calls it: its args go to the plugin. */
import * as pulumi from "@pulumi/pulumi";
import type { PodIdentityStackArgs } from "../../../../components";

const outputs = ["clusterName", "clusterArn", "agentArn", "agentVersion", "roleArns", "associationIds", "externalIds"];

export class RemotePodIdentityStack extends pulumi.ComponentResource {
    declare public readonly clusterName: pulumi.Output<string>;
    declare public readonly roleArns: pulumi.Output<Record<string, string>>;
    declare public readonly associationIds: pulumi.Output<Record<string, string>>;

    constructor(name: string, args: PodIdentityStackArgs, opts?: pulumi.ComponentResourceOptions) {
        const inputs = { ...Object.fromEntries(outputs.map(output => [output, undefined])), ...args };
        super("eks-pod-identity:index:PodIdentityStack", name, inputs, opts, true);
    }
}

/** The components as in every generated SDK: the plugin gets their args. */
import * as pulumi from "@pulumi/pulumi";
import type {
    PodIdentityAddonArgs,
    PodIdentityAgentArgs,
    PodIdentityRoleArgs,
    PodIdentityStackArgs,
    PodIdentityTargetRoleArgs,
} from "../../../../components";

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

function remote<A extends object>(name: string, outputNames: readonly string[]) {
    return class extends pulumi.ComponentResource {
        declare public readonly roleArn: pulumi.Output<string>;

        constructor(resourceName: string, args: A, opts?: pulumi.ComponentResourceOptions) {
            const inputs = { ...Object.fromEntries(outputNames.map(output => [output, undefined])), ...args };
            super(`eks-pod-identity:index:${name}`, resourceName, inputs, opts, true);
        }
    };
}

export const RemotePodIdentityRole = remote<PodIdentityRoleArgs>("PodIdentityRole", ["roleArn", "roleName"]);
export const RemotePodIdentityTargetRole = remote<PodIdentityTargetRoleArgs>("PodIdentityTargetRole", [
    "roleArn",
    "roleName",
]);
export const RemotePodIdentityAddon = remote<PodIdentityAddonArgs>("PodIdentityAddon", [
    "addonArn",
    "addonVersion",
    "roleArns",
]);
export const RemotePodIdentityAgent = remote<PodIdentityAgentArgs>("PodIdentityAgent", ["addonArn", "addonVersion"]);

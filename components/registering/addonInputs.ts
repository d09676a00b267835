/** Inputs of the agent and of other add-ons for the provider. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { answered } from "./answers";
import type { DescribedCluster } from "./cluster";
import { logMessage } from "./logs";

/** A fixed version, or the latest one for the cluster's Kubernetes version. */
export function addonVersion(
    addonName: string,
    version: pulumi.Input<string>,
    cluster: pulumi.Output<DescribedCluster>,
    region: pulumi.Input<string> | undefined,
    parent: pulumi.Resource,
): pulumi.Output<string> {
    return pulumi.all([version, cluster, region]).apply(async ([wanted, { kubernetesVersion }, clusterRegion]) => {
        if (wanted !== "latest") {
            return wanted;
        }
        const query = { addonName, kubernetesVersion, mostRecent: true };
        const latest = answered(
            "aws:eks/getAddonVersion:getAddonVersion",
            await aws.eks.getAddonVersion({ ...query, ...(clusterRegion && { region: clusterRegion }) }, { parent }),
        );
        logMessage(
            "info",
            `${addonName} is at "latest", currently ${latest.version}: any deployment can update it.`,
            parent,
        );
        return latest.version;
    });
}

/** JSON with sorted keys, so that reordering a configuration changes nothing. */
export function stableJson(configuration: pulumi.Input<Record<string, unknown>>): pulumi.Output<string> {
    return pulumi.output(configuration).apply(value => JSON.stringify(sortedKeys(value)));
}

function sortedKeys(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(sortedKeys);
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries.map(([key, item]) => [key, sortedKeys(item)]));
}

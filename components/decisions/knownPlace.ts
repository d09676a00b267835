import { clusterIdentity } from "../rules/arn";
import { clusterNameIsLegal, regionIsLegal } from "../rules/awsRules";
import { knownPartitionOf } from "../rules/partition";
import { placeholderValues } from "../rules/placeholders";
import type { PlaceholderValues } from "../rules/placeholders";
import { isMap } from "../rules/shapes";

/** The values of placeholders that the args of a component have, in addition to those that are known `elsewhere`. */
export function knownPlace(args: unknown, elsewhere: PlaceholderValues = {}): PlaceholderValues {
    const { clusterName, region }: Readonly<Record<string, unknown>> = isMap(args) ? args : {};
    return {
        ...elsewhere,
        ...(typeof clusterName === "string" &&
            clusterNameIsLegal(clusterName, []).length === 0 && { cluster: clusterName }),
        ...placeOfRegion(region),
    };
}

/** The values of a Region, if it is a legal one. */
export function placeOfRegion(region: unknown): PlaceholderValues {
    if (typeof region !== "string" || regionIsLegal(region, []).length > 0) {
        return {};
    }
    const partition = knownPartitionOf(region);
    return { region, ...(partition !== undefined && { partition }) };
}

/** All values, if the ARN of the cluster is known. */
export function placeOfCluster(clusterArn: unknown): PlaceholderValues {
    const identity = typeof clusterArn === "string" ? clusterIdentity(clusterArn) : undefined;
    return identity === undefined ? {} : placeholderValues(identity);
}

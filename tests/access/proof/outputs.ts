/** The same args with some values as Outputs, like values of new resources in a program. */
import * as pulumi from "@pulumi/pulumi";

/** By property name. A scenario has plain values and these names, so that it can be shrunk and printed. */
export const canBeOutputs = [
    "cluster",
    "clusterArn",
    "clusterName",
    "clusters",
    "document",
    "name",
    "notResources",
    "oidcProviderArn",
    "resources",
    "roleArn",
    "targetRoleArn",
    "targetRoleArns",
] as const;

/** The assumed length of an Output when the size of policies is calculated. */
const longest = 200;

/** Only the first item of a list is an Output. Lists are then mixed, and assumed lengths stay within AWS's limits. */
export function withOutputs<T>(args: T, names: readonly string[]): T {
    return given(args, false, names) as T;
}

function given(value: unknown, isOutput: boolean, names: readonly string[]): unknown {
    if (Array.isArray(value)) {
        return value.map((item, index) => given(item, isOutput && index === 0, names));
    }
    if (typeof value === "object" && value !== null) {
        return Object.fromEntries(
            Object.entries(value).map(([name, item]) => [name, given(item, names.includes(name), names)]),
        );
    }
    return isOutput && typeof value === "string" && value.length <= longest ? pulumi.output(value) : value;
}

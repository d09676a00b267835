/** The same args with some of their values as Outputs, as programs give what they have just made. */
import * as pulumi from "@pulumi/pulumi";

/** By the name of the property; a scenario holds plain values and these names, so that it can be shrunk and printed. */
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

/** The length that an Output is taken to have where it is asked, before it is known, whether policies fit. */
const longest = 200;

/** Of a list the first is an Output: so they are mixed, and what is taken for their length stays within AWS's limits. */
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

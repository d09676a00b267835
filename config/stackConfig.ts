import * as pulumi from "@pulumi/pulumi";
import type { PodIdentityStackArgs } from "../components";
import { userError } from "../components/errors";

/** Where the cluster's name comes from, when another stack has it. */
interface ClusterFrom {
    readonly stack?: string;
    readonly output?: string;
}

/** The args that the stack's config stands for. What is wrong with them, the component says. */
export function stackArgs(config: pulumi.Config): PodIdentityStackArgs {
    const clusterName = config.get("clusterName");
    const region = config.get("region");
    const clusterFrom = config.getObject<ClusterFrom>("clusterFrom") ?? {};
    const values = Object.fromEntries(
        ["agent", "associations", "roles", "defaults"].flatMap(key => {
            const value = config.getObject<unknown>(key);
            return value === undefined ? [] : [[key, value]];
        }),
    );
    return { ...values, clusterName: clusterNameOf(clusterName, clusterFrom), ...(region && { region }) };
}

function clusterNameOf(clusterName: string | undefined, { stack, output }: ClusterFrom): pulumi.Input<string> {
    const named = clusterName !== undefined && clusterName !== "";
    const referenced = stack !== undefined || output !== undefined;
    if (named === referenced) {
        throw userError(
            `${named ? "Both clusterName and clusterFrom are" : "Neither clusterName nor clusterFrom is"} configured: ` +
                `give exactly one, such as "pulumi config set clusterName dev".`,
        );
    }
    if (named) {
        return clusterName;
    }
    if (stack === undefined || output === undefined) {
        throw userError(
            `clusterFrom names no ${stack === undefined ? "stack" : "output"}: write { stack: org/eks/dev, output: clusterName }.`,
        );
    }
    return new pulumi.StackReference(stack).requireOutput(output).apply(name => {
        if (typeof name !== "string" || name === "") {
            throw userError(`The output "${output}" of the stack "${stack}" is not the name of a cluster.`);
        }
        return name;
    });
}

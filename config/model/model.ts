/**
 * The shape of a stack file: the rules of the components' args, and the keys that only config has. Conversion, checks,
 * JSON Schemas and the reference in docs/ use it.
 */
import type { PodIdentityStackArgs, PodIdentityTargetRoleArgs } from "../../components/index";
import { clusterName } from "../../components/checks/shape/agent";
import { stackProperties } from "../../components/checks/shape/stack";
import { targetRoles } from "../../components/checks/shape/targetRole";
import { like, list, needed, shape, text } from "../../components/rules/rule";
import type { Rule, RulesOf } from "../../components/rules/rule";

/** Where config of this package is found: `eks-pod-identity:associations`. */
export const namespace = "eks-pod-identity";

/** The keys of a stack file that are not args of a `PodIdentityStack`, or have another meaning. */
export interface ConfigKeys {
    /** Name of the EKS cluster. Either this or `clusterFrom`. */
    readonly clusterName?: PodIdentityStackArgs["clusterName"];
    /**
     * Target roles of associations, usually of another account's clusters, by a key of your choice. A stack may have nothing
     * but these; it then names no cluster.
     */
    readonly targetRoles?: Record<string, PodIdentityTargetRoleArgs>;
    /** Takes the name of the cluster from an output of another stack. Either this or `clusterName`. */
    readonly clusterFrom?: ClusterFrom;
    /**
     * YAML files with the same keys, without the prefix `eks-pod-identity:`. This file is merged on top of them as a JSON Merge
     * Patch (RFC 7386): maps are merged key by key, everything else is replaced, `null` removes. A later file is merged over an
     * earlier one. Paths are relative to the folder of `Pulumi.yaml`, and all files have to be in it.
     */
    readonly include?: string[];
}

/** Where the cluster's name comes from, when another stack has it. */
export interface ClusterFrom {
    /** The stack that has the cluster: `organization/project/stack`. */
    readonly stack: string;
    /** The output of that stack which is the cluster's name. */
    readonly output: string;
}

const filled = text((value, path) => (value === "" ? [{ path, problem: "is empty", remedy: "give a value" }] : []));

export const clusterFrom: Rule<ClusterFrom, "optional"> = like(
    shape<ClusterFrom>("ClusterFrom", {
        stack: needed(like(filled, "org/eks/dev")),
        output: needed(like(filled, "clusterName")),
    }),
    { stack: "org/eks/dev", output: "clusterName" },
);

/** The keys whose values become args of a `PodIdentityStack`. */
export const argsRules: RulesOf<Omit<PodIdentityStackArgs, "clusterName"> & Pick<ConfigKeys, "clusterName">> = {
    clusterName,
    ...stackProperties,
};

type StackFileKeys = Omit<PodIdentityStackArgs, "clusterName"> & ConfigKeys;

const keys: RulesOf<StackFileKeys> = {
    ...argsRules,
    targetRoles,
    clusterFrom,
    include: like(list(text()), ["common/platform.yaml"]),
};

/** All keys under `eks-pod-identity:`. */
export const configKeys = Object.keys(keys);

export const stackModel = shape<StackFileKeys>("StackFile", keys);

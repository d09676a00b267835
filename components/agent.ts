import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { answered } from "./registering/answers";
import { addonVersion, stableJson } from "./registering/addonInputs";
import { AgentMode } from "./args/agent";
import type { Agent } from "./args/agent";
import { checkedAgent } from "./checks/agent";
import { agentAddonName } from "./rules/addons";
import { checked } from "./registering/checked";
import { describeCluster } from "./registering/cluster";
import type { DescribedCluster } from "./registering/cluster";
import { reasonOf, userError } from "./registering/errors";
import { agentChange } from "./registering/changes";
import { addonHook } from "./registering/hooks";
import { logMessage } from "./registering/logs";
import { Place } from "./registering/resolve";

/** Args of a `PodIdentityAgent`. */
export interface PodIdentityAgentArgs extends Agent {
    /** Name of the EKS cluster, at most 100 characters. It has to exist, or be an Output of a cluster in the same program. */
    readonly clusterName: pulumi.Input<string>;
    /** AWS Region of the cluster, such as `eu-west-1`. @default - the provider's Region */
    readonly region?: pulumi.Input<string>;
}

/**
 * The EKS Pod Identity Agent of one cluster, as the managed add-on `eks-pod-identity-agent`. It needs no IAM role of its own.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html
 *
 * @example The agent in a fixed version
 * ```ts
 * import { PodIdentityAgent } from "eks-pod-identity";
 *
 * new PodIdentityAgent("agent", { clusterName: "dev", version: "v1.3.9-eksbuild.3" });
 * ```
 * @example An agent that another program installed
 * ```ts
 * import { PodIdentityAgent } from "eks-pod-identity";
 *
 * const agent = new PodIdentityAgent("agent", { clusterName: "dev", mode: "existing" });
 *
 * export const agentVersion = agent.addonVersion;
 * ```
 */
export class PodIdentityAgent extends pulumi.ComponentResource {
    /** ARN of the add-on. Empty if the agent is built in (EKS Auto Mode). */
    public readonly addonArn: pulumi.Output<string>;
    /** Version of the add-on. Empty if the agent is built in (EKS Auto Mode). */
    public readonly addonVersion: pulumi.Output<string>;

    /**
     * @throws pulumi.InputPropertiesError with every problem in `args`, before any resource is registered.
     */
    constructor(name: string, args: PodIdentityAgentArgs, opts?: pulumi.ComponentResourceOptions) {
        super(
            "eks-pod-identity:index:PodIdentityAgent",
            name,
            checked(`PodIdentityAgent "${name}"`, checkedAgent(args)),
            pulumi.mergeOptions(opts, agentChange(name, opts)),
        );
        const mode = args.mode ?? AgentMode.Install;
        const cluster = describeCluster(args, this, opts?.parent);
        warnOfContradiction(mode, cluster, this);

        // An add-on that was installed before needs its hook in every mode.
        const hooks = addonHook(name, opts);
        const addon = mode === AgentMode.Install ? installed(name, args, cluster, this, opts, hooks) : undefined;
        const { arn, version } =
            mode === AgentMode.Existing
                ? existing(args, cluster, this, opts)
                : { arn: addon?.arn ?? pulumi.output(""), version: addon?.addonVersion ?? pulumi.output("") };
        this.addonArn = arn;
        this.addonVersion = version;
        this.registerOutputs({ addonArn: this.addonArn, addonVersion: this.addonVersion });
    }
}

function installed(
    name: string,
    args: PodIdentityAgentArgs,
    cluster: pulumi.Output<DescribedCluster>,
    parent: pulumi.Resource,
    opts: pulumi.ComponentResourceOptions | undefined,
    hooks: pulumi.CustomResourceOptions,
): aws.eks.Addon {
    return new aws.eks.Addon(
        name,
        {
            addonName: agentAddonName,
            clusterName: cluster.name,
            // Adopts the agent of a self-managed installation, and keeps the add-on's fields as configured here.
            resolveConflictsOnCreate: "OVERWRITE",
            resolveConflictsOnUpdate: "OVERWRITE",
            ...(args.region && { region: args.region }),
            ...(args.version && {
                addonVersion: addonVersion(agentAddonName, args.version, cluster, args.region, parent),
            }),
            ...(args.configuration && { configurationValues: stableJson(args.configuration) }),
            ...(args.preserve !== undefined && { preserve: args.preserve }),
            ...(args.tags &&
                Object.keys(args.tags).length > 0 && {
                    tags: new Place(cluster).filled(args.tags),
                }),
        },
        { parent, ...(opts?.dependsOn && { dependsOn: opts.dependsOn }), ...hooks },
    );
}

/** The add-on that something else owns. A missing one is an error: without the agent no pod gets credentials. */
function existing(
    args: PodIdentityAgentArgs,
    cluster: pulumi.Output<DescribedCluster>,
    parent: pulumi.Resource,
    opts: pulumi.ComponentResourceOptions | undefined,
): { readonly arn: pulumi.Output<string>; readonly version: pulumi.Output<string> } {
    // Waits for what the caller says installs the add-on, and is unknown while that is still to be created.
    const ready = opts?.dependsOn ? aws.getPartitionOutput({}, { parent, dependsOn: opts.dependsOn }) : undefined;
    const addon = pulumi
        .all([cluster, args.region, ready, pulumi.isSecret(cluster)])
        .apply(async ([{ name }, region, , isSecret]) => {
            try {
                return answered(
                    "aws:eks/getAddon:getAddon",
                    await aws.eks.getAddon(
                        { addonName: agentAddonName, clusterName: name, ...(region && { region }) },
                        { parent },
                    ),
                );
            } catch (error) {
                if (pulumi.RunError.isInstance(error)) {
                    throw error;
                }
                throw userError(
                    `The agent's mode is "existing", but the add-on ${agentAddonName} cannot be read on the cluster${isSecret ? "" : ` "${name}"`}.`,
                    ...(isSecret ? [] : [`AWS error: ${reasonOf(error)}`]),
                    `If nothing else installs it, use mode "install". If this program installs it, add it to dependsOn.`,
                );
            }
        });
    return { arn: addon.arn, version: addon.addonVersion };
}

/** Auto Mode has the agent built in; a second one is useless there, and a missing one leaves pods without credentials. */
function warnOfContradiction(mode: AgentMode, cluster: pulumi.Output<DescribedCluster>, agent: pulumi.Resource): void {
    cluster.apply(({ name, autoMode }) => {
        if (autoMode && mode === AgentMode.Install) {
            logMessage(
                "warn",
                `The cluster "${name}" runs in EKS Auto Mode, which has the Pod Identity Agent built in: if all its nodes are Auto Mode, use mode "builtIn" for the agent.`,
                agent,
            );
        } else if (!autoMode && mode === AgentMode.BuiltIn) {
            logMessage(
                "warn",
                `The agent's mode is "builtIn", but the cluster "${name}" does not run in EKS Auto Mode: without an agent its pods get no credentials. Use mode "install".`,
                agent,
            );
        }
    });
}

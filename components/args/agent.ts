import type * as pulumi from "@pulumi/pulumi";

/** How the cluster gets the EKS Pod Identity Agent. */
export const AgentMode = {
    /** This component installs the agent, as the managed add-on. */
    Install: "install",
    /** The add-on is managed elsewhere, and has to exist. */
    Existing: "existing",
    /** The agent is built in: the cluster runs in EKS Auto Mode. */
    BuiltIn: "builtIn",
} as const;
export type AgentMode = (typeof AgentMode)[keyof typeof AgentMode];

/**
 * The EKS Pod Identity Agent of the cluster. It needs no IAM role of its own: it uses the node role.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html
 */
export interface Agent {
    /**
     * How the cluster gets the agent. `install`: this package installs the add-on. `existing`: the add-on is managed elsewhere,
     * and has to exist. `builtIn`: the cluster runs in EKS Auto Mode. @default install
     */
    readonly mode?: AgentMode;
    /**
     * Version of the add-on, such as `v1.3.9-eksbuild.3`. `latest` is looked up at every deployment, so any deployment can
     * update the agent. @default - AWS chooses one at installation, and it stays
     */
    readonly version?: pulumi.Input<string>;
    /**
     * Configuration of the add-on, for example `{ agent: { additionalArgs: { "-b": "169.254.170.23" } } }` on nodes without
     * IPv6. The schema depends on the version: `aws eks describe-addon-configuration`. If you remove it, AWS keeps the last
     * one; `{}` resets it. @default - the add-on's own
     */
    readonly configuration?: Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- free form; `unknown` has no schema type
    /** Whether the agent keeps running in the cluster after the add-on is deleted. @default false */
    readonly preserve?: pulumi.Input<boolean>;
    /** Tags of the add-on, at most 50. @default - no tags */
    readonly tags?: Record<string, pulumi.Input<string>>;
}

import type * as pulumi from "@pulumi/pulumi";

/** Who looks after the EKS Pod Identity Agent of the cluster. */
export const AgentMode = {
    /** Installed here, as the managed add-on. */
    Install: "install",
    /** Something else owns the add-on; it has to be there. */
    Existing: "existing",
    /** The cluster runs in EKS Auto Mode, which has the agent built in. */
    BuiltIn: "builtIn",
} as const;
export type AgentMode = (typeof AgentMode)[keyof typeof AgentMode];

/**
 * The EKS Pod Identity Agent of the cluster. It needs no IAM role: it uses the node role.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html
 */
export interface Agent {
    /** `install`, `existing` or `builtIn`. @default install */
    readonly mode?: AgentMode;
    /**
     * Version of the add-on, such as `v1.3.9-eksbuild.3`. Unset, AWS chooses one when it is installed and nothing moves it.
     * `latest` is looked up at every deployment, so it floats: an update can arrive with any of them.
     * @default - chosen once by AWS
     */
    readonly version?: pulumi.Input<string>;
    /**
     * Configuration of the add-on, for example `{ agent: { additionalArgs: { "-b": "169.254.170.23" } } }` on nodes without
     * IPv6. What it may hold is the schema of the version: `aws eks describe-addon-configuration`.
     * @default - the add-on's own
     */
    readonly configuration?: Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- free form; `unknown` has no schema type
    /** Keep the agent running in the cluster when the add-on is deleted. @default false */
    readonly preserve?: pulumi.Input<boolean>;
    /** Tags of the add-on, at most 50. @default - no tags */
    readonly tags?: Record<string, pulumi.Input<string>>;
}

/** What has to be in an AWS account before a deployment that does not create it. */
export interface Seed {
    readonly account: string;
    readonly region: string;
    readonly clusters?: readonly ClusterSeed[];
    /** ARNs of roles that pods may use; their account is the ARN's. */
    readonly roles?: readonly string[];
    /** ARNs of customer managed policies; their account is the ARN's. */
    readonly policies?: readonly string[];
}

export interface ClusterSeed {
    readonly name: string;
    /** EKS Auto Mode: the agent is built in. */
    readonly autoMode?: boolean;
    readonly addons?: readonly string[];
}

/** The settings of a stack that the sandbox needs. Its caller reads the stack files. */
export interface StackSettings {
    readonly stack: string;
    /** The account that the stack deploys to. */
    readonly account: string;
    /** The AWS endpoints that the stack configures. */
    readonly endpoints: readonly string[];
    /** `undefined` if the file has no region. */
    readonly seed: Seed | undefined;
}

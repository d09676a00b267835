import * as path from "node:path";
import { requireLoopback } from "./loopback";

export type Environment = Readonly<Record<string, string | undefined>>;

/** The account of whatever names none: the one AWS uses in its own documentation. */
export const defaultAccount = "111122223333";

/**
 * What could reach a real AWS account, a real Pulumi backend or a real cluster, or change what the CLI does: taken
 * out whatever its value. `AWS_*` covers keys, profiles, web identity, container credentials and endpoints, `PULUMI_*`
 * the access token, backend, stack and config, `TF_*` what the official provider's engine reads, `TS_NODE_*` how
 * the program is compiled (Pulumi decides that).
 */
const ambient = [/^AWS_/i, /^PULUMI_/i, /^TF_/i, /^TS_NODE_/i, /^SANDBOX_/, /^KUBECONFIG$/, /^KUBE_/, /^BOTO_CONFIG$/];

const proxies = /^(https?|all|grpc|ftp|no_grpc)_proxy$/i;

export function withoutAmbient(environment: Environment): Record<string, string> {
    const kept = Object.entries(environment).filter(([name]) => !ambient.some(pattern => pattern.test(name)));
    return Object.fromEntries(kept.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** Without a proxy nothing leaves this machine by way of it, and loopback requests reach the emulator. */
export function withoutProxies(environment: Record<string, string>): Record<string, string> {
    return Object.fromEntries(Object.entries(environment).filter(([name]) => !proxies.test(name)));
}

/** A proxy stays for downloads; this machine is never behind it. */
function withLoopbackUnproxied(environment: Record<string, string>): Record<string, string> {
    const existing = environment.no_proxy ?? environment.NO_PROXY;
    const value = [existing, "127.0.0.1,localhost,::1"].filter(Boolean).join(",");
    return { ...environment, NO_PROXY: value, no_proxy: value };
}

/** The environment for fetching tools (CLI, Python packages): proxies and mirrors stay, credentials go. */
export function fetchEnvironment(ambientEnvironment: Environment): Record<string, string> {
    return withLoopbackUnproxied(withoutAmbient(ambientEnvironment));
}

export interface PulumiEnvironment {
    readonly home: string;
    readonly cliFolder: string;
    /** `file://` folder of the stacks; it exists. */
    readonly backend: string;
    readonly directory: string;
    readonly downloadsPlugins: boolean;
}

export const passphrase = "sandbox";

/** What the Pulumi CLI, and through it the program and the plugins, run with. */
export function pulumiEnvironment(
    ambientEnvironment: Environment,
    { home, cliFolder, backend, directory, downloadsPlugins }: PulumiEnvironment,
): Record<string, string> {
    const kept = withLoopbackUnproxied(withoutAmbient(ambientEnvironment));
    const absent = path.join(directory, "no-such-file");
    return {
        ...kept,
        // The launcher of the npm package does the same: language hosts are found beside the CLI.
        PATH: [cliFolder, kept.PATH ?? ""].join(path.delimiter),
        PULUMI_HOME: home,
        PULUMI_BACKEND_URL: `file://${backend}`,
        PULUMI_CONFIG_PASSPHRASE: passphrase,
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: downloadsPlugins ? "false" : "true",
        SANDBOX_DIRECTORY: directory,
        AWS_ACCESS_KEY_ID: defaultAccount,
        AWS_SECRET_ACCESS_KEY: "sandbox",
        // SDKs also read ~/.aws and the instance metadata service when the environment names nothing.
        AWS_CONFIG_FILE: absent,
        AWS_SHARED_CREDENTIALS_FILE: absent,
        AWS_EC2_METADATA_DISABLED: "true",
        // The provider's Node is this one, and what it prints is shown by the engine.
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
        KUBECONFIG: absent,
    };
}

/** What is added where the command has an AWS. `AWS_ENDPOINT_URL` is what SDKs and the official provider obey. */
export function awsEnvironment(endpoint: string, botocoreData: string): Record<string, string> {
    const url = requireLoopback(endpoint);
    return { SANDBOX_AWS_ENDPOINT: url, SANDBOX_BOTOCORE_DATA: botocoreData, AWS_ENDPOINT_URL: url };
}

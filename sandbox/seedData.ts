import { defaultAccount } from "./environment";
import { requireLoopback } from "./loopback";
import { isRecord } from "./stackFile";

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

/** The account a stack deploys to: the one it is confined to, else the one of the role it assumes. */
export function accountOf(config: Readonly<Record<string, unknown>>): string {
    const allowed = parsed(config["aws:allowedAccountIds"]);
    const [only, ...others] = listed(allowed);
    if (others.length === 0 && /^\d{12}$/.test(String(only))) return String(only);
    const assumed: unknown = parsed(config["aws:assumeRole"]) ?? parsed(config["aws:assumeRoles"]);
    const [role] = listed(assumed);
    const arn = isRecord(role) ? text(role.roleArn) : undefined;
    return /^arn:[^:]+:iam::(\d{12}):/.exec(arn ?? "")?.[1] ?? defaultAccount;
}

/** Refuses a stack whose config sends AWS requests somewhere else than to this machine. */
export function requireLoopbackEndpoints(config: Readonly<Record<string, unknown>>): void {
    const endpoints = parsed(config["aws:endpoints"]);
    for (const group of listed(endpoints).filter(isRecord)) {
        for (const endpoint of Object.values(group)) if (typeof endpoint === "string") requireLoopback(endpoint);
    }
}

export function partitionOf(region: string): string {
    if (region.startsWith("cn-")) return "aws-cn";
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/** Config may hold an object as JSON text: `pulumi config set` without `--path` writes it so. */
export function parsed(value: unknown): unknown {
    if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
    try {
        return JSON.parse(value);
    } catch {
        return value;
    }
}

export function listed(value: unknown): readonly unknown[] {
    return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

export function text(value: unknown): string | undefined {
    return typeof value === "string" && value !== "" ? value : undefined;
}

import * as fs from "node:fs/promises";
import * as path from "node:path";
import { defaultAccount } from "./environment";
import { requireLoopback } from "./loopback";
import { configOf, isRecord, stackOfFile } from "./stackFile";

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

/** Seeds of all stack files in a project's root. */
export async function seedsOfProject(project: string): Promise<readonly Seed[]> {
    const files = (await fs.readdir(project)).filter(file => stackOfFile(file) !== undefined).sort();
    const texts = await Promise.all(files.map(file => fs.readFile(path.join(project, file), "utf8")));
    return texts.map(text => seedOfConfig(configOf(text))).filter(seed => seed !== undefined);
}

/** The seed of one stack file; undefined when it names neither a region nor anything to be there. */
export function seedOfConfig(config: Readonly<Record<string, unknown>>): Seed | undefined {
    const own = ownConfig(config);
    const clusterName = text(own.clusterName);
    const region = text(own.region) ?? text(config["aws:region"]);
    if (region === undefined) return undefined;
    const account = accountOf(config);
    const named = namedArns(own, {
        account,
        region,
        partition: partitionOf(region),
        cluster: clusterName ?? "{cluster}",
    });
    const seed = {
        account,
        region,
        clusters: clusterName === undefined ? [] : [clusterSeed(clusterName, own.agent)],
    };
    return { ...seed, roles: [...named.roles].sort(), policies: [...named.policies].sort() };
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

/** The project's own keys, without their namespace. */
function ownConfig(config: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    const own = Object.entries(config).filter(([key]) => key.startsWith("eks-pod-identity:"));
    return Object.fromEntries(own.map(([key, value]) => [key.slice("eks-pod-identity:".length), parsed(value)]));
}

function clusterSeed(name: string, agent: unknown): ClusterSeed {
    const mode = isRecord(agent) ? agent.mode : undefined;
    return { name, autoMode: mode === "builtIn", addons: mode === "existing" ? ["eks-pod-identity-agent"] : [] };
}

interface Placeholders {
    readonly account: string;
    readonly region: string;
    readonly partition: string;
    readonly cluster: string;
    readonly namespace?: string;
    readonly serviceAccount?: string;
}

interface NamedArns {
    readonly roles: Set<string>;
    readonly policies: Set<string>;
}

const customerPolicy = /^arn:[^:]+:iam::\d{12}:policy\/[^{}]+$/;
const existingRole = /^arn:[^:]+:iam::\d{12}:role\/[^{}]+$/;

/** The ARNs of existing roles and customer managed policies anywhere in a config, placeholders filled in. */
function namedArns(own: Readonly<Record<string, unknown>>, placeholders: Placeholders): NamedArns {
    const found: NamedArns = { roles: new Set(), policies: new Set() };
    for (const [key, value] of Object.entries(own)) {
        // The sources of a target role are roles of other stacks, which may come later.
        collect(value, placeholders, found, key !== "targetRoles");
    }
    return found;
}

function collect(value: unknown, placeholders: Placeholders, found: NamedArns, rolesExist: boolean): void {
    if (Array.isArray(value)) {
        for (const item of value) collect(item, placeholders, found, rolesExist);
        return;
    }
    if (!isRecord(value)) return;
    for (const [key, nested] of Object.entries(value)) {
        const arns = listed(nested)
            .filter(item => typeof item === "string")
            .map(item => filledIn(item, placeholders));
        if (key === "roleArn" && rolesExist)
            arns.filter(arn => existingRole.test(arn)).forEach(arn => found.roles.add(arn));
        if (key === "permissionsBoundary" || key === "managedPolicies") {
            arns.filter(arn => customerPolicy.test(arn)).forEach(arn => found.policies.add(arn));
        }
        const [, namespace, serviceAccount] = /^([^/]+)\/([^/]+)$/.exec(key) ?? [];
        const inside = namespace && serviceAccount ? { ...placeholders, namespace, serviceAccount } : placeholders;
        collect(nested, inside, found, rolesExist);
    }
}

function filledIn(arn: string, placeholders: Placeholders): string {
    return arn.replace(
        /\{(\w+)\}/g,
        (whole, name: string) => (placeholders as unknown as Record<string, string>)[name] ?? whole,
    );
}

export function partitionOf(region: string): string {
    if (region.startsWith("cn-")) return "aws-cn";
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/** Config may hold an object as JSON text: `pulumi config set` without `--path` writes it so. */
function parsed(value: unknown): unknown {
    if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
    try {
        return JSON.parse(value);
    } catch {
        return value;
    }
}

function listed(value: unknown): readonly unknown[] {
    return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

function text(value: unknown): string | undefined {
    return typeof value === "string" && value !== "" ? value : undefined;
}

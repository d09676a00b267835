/** Runs components under Pulumi's mocks and records what the mocks do not show: parents, dependencies, options, hooks. */
import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";

export interface Registration {
    readonly type: string;
    readonly name: string;
    urn: string;
    readonly parent: string;
    readonly inputs: Record<string, unknown>;
    /** What the mocks answer. */
    outputs: Record<string, unknown>;
    readonly dependencies: readonly string[];
    readonly protect: boolean;
    readonly provider: string;
    readonly deleteBeforeReplace: boolean;
    readonly aliases: readonly unknown[];
    readonly onError: readonly string[];
    /** Hooks that run once it is created. */
    readonly noted: readonly string[];
}

export interface Capture {
    readonly registrations: readonly Registration[];
    readonly warnings: readonly string[];
    readonly hints: readonly string[];
    readonly hooks: readonly string[];
    /** All of one type, by logical name. */
    readonly of: (type: string) => ReadonlyMap<string, Registration>;
}

export const types = {
    addon: "aws:eks/addon:Addon",
    association: "aws:eks/podIdentityAssociation:PodIdentityAssociation",
    role: "aws:iam/role:Role",
    rolePolicy: "aws:iam/rolePolicy:RolePolicy",
    attachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    policy: "aws:iam/policy:Policy",
    attachmentsExclusive: "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
    policiesExclusive: "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive",
    agentComponent: "eks-pod-identity:index:PodIdentityAgent",
    roleComponent: "eks-pod-identity:index:PodIdentityRole",
    stackComponent: "eks-pod-identity:index:PodIdentityStack",
    addonComponent: "eks-pod-identity:index:PodIdentityAddon",
    targetRoleComponent: "eks-pod-identity:index:PodIdentityTargetRole",
} as const;

export interface World {
    /** A preview knows keys but no values that AWS gives. */
    readonly preview?: boolean;
    readonly autoMode?: boolean;
    readonly clusters?: readonly string[];
    readonly addons?: readonly string[];
    /** Paths of the roles that exist, by name. */
    readonly rolePaths?: Readonly<Record<string, string>>;
    readonly account?: string;
    readonly region?: string;
    readonly partition?: string;
}

/** Runs `program` as a stack and waits for all it registers. Rejects as the program would fail. */
export async function capture(program: () => unknown, world: World = {}): Promise<Capture> {
    const { preview = false } = world;
    const registrations: Registration[] = [];
    const hooks: string[] = [];
    const warnings: string[] = [];
    const hints: string[] = [];
    await pulumi.runtime.setMocks(
        {
            newResource: ({ type, name, inputs }) => ({
                id: preview ? undefined : `${name}-id`,
                state: {
                    ...(inputs as Record<string, unknown>),
                    ...(preview ? {} : made(type, name, inputs as Record<string, unknown>, world)),
                },
            }),
            call: ({ token, inputs }) => answer(token, inputs as Record<string, unknown>, world),
        },
        "project",
        "stack",
        preview,
    );
    const monitor = pulumi.runtime.getMonitor() as unknown as RecordedMonitor;
    const registerResource = monitor.registerResource.bind(monitor);
    monitor.registerResource = (request, callback) => {
        const entry: Registration = {
            type: request.getType(),
            name: request.getName(),
            urn: "",
            parent: request.getParent(),
            inputs: request.getObject()?.toJavaScript() ?? {},
            outputs: {},
            dependencies: request.getDependenciesList(),
            protect: request.getProtect(),
            provider: request.getProvider(),
            deleteBeforeReplace: request.getDeletebeforereplace(),
            aliases: request.getAliasesList().map(alias => alias.toObject()),
            onError: request.getHooks()?.getOnErrorList() ?? [],
            noted: request.getHooks()?.getAfterCreateList() ?? [],
        };
        registrations.push(entry);
        return registerResource(request, (error, response) => {
            entry.urn = response?.getUrn() ?? "";
            entry.outputs = response?.getObject()?.toJavaScript() ?? {};
            callback(error, response);
        });
    };
    const acceptHook = (request: { getName(): string }, callback: (error: null, response: object) => void): void => {
        hooks.push(request.getName());
        callback(null, {});
    };
    monitor.registerErrorHook = acceptHook;
    monitor.registerResourceHook = acceptHook;

    let fail: (reason: unknown) => void = () => undefined;
    const failed = new Promise<never>((_resolve, reject) => {
        fail = reject;
    });
    const restoreWarnings = redirected("warn", warnings);
    const restoreHints = redirected("info", hints);
    // Under mocks a rejection that no registration carries surfaces nowhere else.
    const others = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection");
    process.on("unhandledRejection", fail);
    try {
        program();
        // A program whose registrations fail never comes to rest.
        await Promise.race([pulumi.runtime.disconnect(), failed]);
        await Promise.race([new Promise(resolve => setImmediate(resolve)), failed]);
    } catch (error) {
        // What is still under way must not reach the mocks of the next program.
        await new Promise(resolve => setTimeout(resolve, 20));
        throw error;
    } finally {
        process.off("unhandledRejection", fail);
        others.forEach(listener => process.on("unhandledRejection", listener));
        restoreWarnings();
        restoreHints();
    }
    return {
        registrations,
        warnings,
        hints,
        hooks,
        of: type => new Map(registrations.filter(entry => entry.type === type).map(entry => [entry.name, entry])),
    };
}

/** Collects what is logged in `into`, until the function it gives is called. */
function redirected(level: "warn" | "info", into: string[]): () => void {
    const original = pulumi.log[level];
    const replace = (value: unknown): void => {
        Object.defineProperty(pulumi.log, level, { value, configurable: true, writable: true });
    };
    replace((message: string) => {
        into.push(message);
        return Promise.resolve();
    });
    return () => {
        replace(original);
    };
}

/** The known value of an output; rejects where it is unknown. */
export function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
    return new Promise((resolve, reject) => {
        output.apply(resolve);
        setTimeout(() => {
            reject(new Error("the output is not known"));
        }, 2_000).unref();
    });
}

type Callback<T> = (error: Error | null, response: T | undefined) => void;

interface RecordedMonitor {
    registerResource(request: RegisterResourceRequest, callback: Callback<RegisterResourceResponse>): unknown;
    registerErrorHook: unknown;
    registerResourceHook: unknown;
}

interface RegisterResourceResponse {
    getUrn(): string;
    getObject(): { toJavaScript(): Record<string, unknown> } | undefined;
}

interface RegisterResourceRequest {
    getType(): string;
    getName(): string;
    getParent(): string;
    getObject(): { toJavaScript(): Record<string, unknown> } | undefined;
    getDependenciesList(): string[];
    getProtect(): boolean;
    getProvider(): string;
    getDeletebeforereplace(): boolean;
    getAliasesList(): { toObject(): unknown }[];
    getHooks(): { getOnErrorList(): string[]; getAfterCreateList(): string[] } | undefined;
}

function made(
    type: string,
    name: string,
    inputs: Record<string, unknown>,
    { account = "111122223333", region = "eu-west-1", partition = "aws" }: World,
): Record<string, unknown> {
    switch (type) {
        case types.role: {
            const roleName =
                typeof inputs.name === "string" ? inputs.name : `${String(inputs.namePrefix)}${uniqueSuffix(name)}`;
            return { name: roleName, arn: `arn:${partition}:iam::${account}:role${String(inputs.path)}${roleName}` };
        }
        case types.policy:
            return {
                arn: `arn:${partition}:iam::${account}:policy/pod-identity/${String(inputs.namePrefix)}${uniqueSuffix(name)}`,
            };
        case types.addon:
            return {
                arn: `arn:${partition}:eks:${region}:${account}:addon/${name}`,
                addonVersion: inputs.addonVersion ?? "v1.3.9-eksbuild.3",
            };
        case "aws:s3/bucket:Bucket":
            return { arn: `arn:aws:s3:::${name}`, bucket: name };
        case "eks:index:Cluster":
            return { eksCluster: { name: "shop" }, kubeconfig: {}, kubeconfigJson: "{}" };
        case types.association:
            return { associationId: `a-${name.replace(/[^a-z]/g, "")}`, externalId: "" };
        default:
            return {};
    }
}

/** As AWS's provider makes it: 26 characters, another one for each resource. */
function uniqueSuffix(logicalName: string): string {
    return createHash("sha256").update(logicalName).digest("hex").slice(0, 26);
}

function answer(token: string, inputs: Record<string, unknown>, world: World): Record<string, unknown> {
    const { account = "111122223333", region = "eu-west-1", clusters, addons = [], autoMode = false } = world;
    const { partition = "aws" } = world;
    const name = (inputs.name ?? inputs.clusterName) as string;
    switch (token) {
        case "aws:eks/getCluster:getCluster":
            if (clusters && !clusters.includes(name)) {
                throw refusal(`reading EKS Cluster (${name}): couldn't find resource`);
            }
            return {
                name,
                arn: `arn:${partition}:eks:${(inputs.region as string | undefined) ?? region}:${account}:cluster/${name}`,
                version: "1.33",
                computeConfigs: [{ enabled: autoMode }],
            };
        case "aws:eks/getAddon:getAddon":
            if (!addons.includes(name)) {
                throw refusal(`reading EKS Add-On (${name}:eks-pod-identity-agent): couldn't find resource`);
            }
            return {
                arn: `arn:${partition}:eks:${region}:${account}:addon/${name}`,
                addonVersion: "v1.2.0-eksbuild.1",
            };
        case "aws:eks/getAddonVersion:getAddonVersion":
            return { version: "v9.9.9-eksbuild.1" };
        case "aws:iam/getRole:getRole": {
            const path = world.rolePaths?.[String(inputs.name)];
            if (path === undefined) {
                throw refusal(`reading IAM Role (${name}): couldn't find resource`);
            }
            return { name, path };
        }
        case "aws:index/getPartition:getPartition":
            return { partition, dnsSuffix: "amazonaws.com" };
        default:
            throw new Error(`no answer for ${token}`);
    }
}

/** The SDK reads an invoke's failure from `details`, where gRPC puts it. */
function refusal(message: string): Error {
    return Object.assign(new Error(message), { details: message });
}

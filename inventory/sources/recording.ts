/** Runs a program without an engine: Pulumi's runtime answers registrations at once, and they are recorded. */
import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import type { ClusterIdentity } from "../../components/access/arn";
import type { RegisteredResource } from "../resources";
import { resourceTypes } from "../resources";

/** What AWS would answer about the cluster. */
export interface AssumedCluster extends ClusterIdentity {
    readonly kubernetesVersion: string;
}

/** The resources that `program` registers. Rejects where the program fails. */
export async function recordedResources(
    program: () => unknown,
    cluster: AssumedCluster,
    { project, stack }: { readonly project: string; readonly stack: string },
): Promise<RegisteredResource[]> {
    await pulumi.runtime.setMocks(
        {
            newResource: ({ type, name, inputs }) => ({
                id: `${name}-id`,
                state: { ...(inputs as object), ...madeBy(type, name, inputs as Record<string, unknown>, cluster) },
            }),
            call: ({ token, inputs }) => answerTo(token, inputs as Record<string, unknown>, cluster),
        },
        project,
        stack,
        false,
    );
    const recorded = recordRegistrations();
    const failure = new Promise<never>((_resolve, reject) => {
        // A rejection that no registration carries surfaces nowhere else.
        process.once("unhandledRejection", reject);
        void pulumi.runtime.disconnect().finally(() => process.off("unhandledRejection", reject));
    });
    // Without an engine the SDK prints to the standard output, which holds the report.
    const restore = (["info", "warn"] as const).map(silenced);
    try {
        program();
        await Promise.race([pulumi.runtime.disconnect(), failure]);
    } finally {
        restore.forEach(each => {
            each();
        });
    }
    return recorded;
}

function silenced(level: "info" | "warn"): () => void {
    const original = pulumi.log[level];
    const set = (value: typeof original): void => {
        Object.defineProperty(pulumi.log, level, { value, configurable: true, writable: true });
    };
    set(() => Promise.resolve());
    return () => {
        set(original);
    };
}

/** The part of a registration that is read here. */
interface RegisterRequest {
    getType(): string;
    getName(): string;
    getCustom(): boolean;
    getObject(): { toJavaScript(): Record<string, unknown> } | undefined;
    getPropertydependenciesMap(): { entries(): Iterable<[string, { getUrnsList(): string[] }]> };
}

interface RegisterResponse {
    getUrn(): string;
    getObject(): { toJavaScript(): Record<string, unknown> } | undefined;
}

type Callback = (error: Error | null, response: RegisterResponse | undefined) => void;

function recordRegistrations(): RegisteredResource[] {
    const resources: RegisteredResource[] = [];
    const monitor = pulumi.runtime.getMonitor() as unknown as {
        registerResource(request: RegisterRequest, callback: Callback): unknown;
    };
    const register = monitor.registerResource.bind(monitor);
    monitor.registerResource = (request, callback) =>
        register(request, (error, response) => {
            if (response !== undefined) {
                const name = request.getName();
                resources.push({
                    // The mocks' own URN leaves out the parents; the type and the name are enough to tell resources apart.
                    urn: response.getUrn(),
                    type: request.getType(),
                    name,
                    inputs: request.getObject()?.toJavaScript() ?? {},
                    outputs: response.getObject()?.toJavaScript() ?? {},
                    propertyDependencies: Object.fromEntries(
                        [...request.getPropertydependenciesMap().entries()].map(([property, value]) => [
                            property,
                            value.getUrnsList(),
                        ]),
                    ),
                });
            }
            callback(error, response);
        });
    return resources;
}

/** What AWS gives a new resource, as far as others read it. */
function madeBy(
    type: string,
    logicalName: string,
    { name, namePrefix, path, addonVersion }: Record<string, unknown>,
    { account, partition, region, name: cluster }: AssumedCluster,
): Record<string, unknown> {
    const suffix = createHash("sha256").update(logicalName).digest("hex").slice(0, 26);
    const fullName = typeof name === "string" ? name : `${typeof namePrefix === "string" ? namePrefix : ""}${suffix}`;
    const folder = typeof path === "string" ? path : "/";
    switch (type) {
        case resourceTypes.role:
            return { name: fullName, arn: `arn:${partition}:iam::${account}:role${folder}${fullName}` };
        case resourceTypes.policy:
            return { name: fullName, arn: `arn:${partition}:iam::${account}:policy${folder}${fullName}` };
        case resourceTypes.addon:
            return {
                arn: `arn:${partition}:eks:${region}:${account}:addon/${cluster}/${suffix}`,
                addonVersion: addonVersion ?? "",
            };
        case resourceTypes.association:
            return { associationId: `a-${suffix.slice(0, 17)}`, externalId: "" };
        default:
            return {};
    }
}

function answerTo(
    token: string,
    inputs: Record<string, unknown>,
    { account, partition, region, name, arn, kubernetesVersion }: AssumedCluster,
): Record<string, unknown> {
    switch (token) {
        case "aws:eks/getCluster:getCluster":
            return { name, arn, version: kubernetesVersion, computeConfigs: [{ enabled: false }] };
        case "aws:eks/getAddon:getAddon":
            return {
                arn: `arn:${partition}:eks:${region}:${account}:addon/${name}/${String(inputs.addonName)}`,
                addonVersion: "",
            };
        case "aws:eks/getAddonVersion:getAddonVersion":
            return { version: "" };
        default:
            return inputs;
    }
}

/** Everything that depends on internals of the Pulumi SDK, in one file to review for each new version of the SDK. */
import * as pulumi from "@pulumi/pulumi";

/** The logical name of a resource. */
export function nameOf(resource: pulumi.Resource): string | undefined {
    return (resource as { readonly __name?: string }).__name;
}

export function parentOf(resource: pulumi.Resource): pulumi.Resource | undefined {
    return (resource as { readonly __parentResource?: pulumi.Resource }).__parentResource;
}

/** The names of the enclosing components of a resource with these options, the outermost first. */
export function enclosingNames(opts: pulumi.ResourceOptions | undefined): string[] {
    const names: string[] = [];
    for (let parent = opts?.parent; parent !== undefined; parent = parentOf(parent)) {
        names.unshift(...[nameOf(parent)].filter(name => name !== undefined));
    }
    return names;
}

/** An object that is the same during one deployment, or one test with mocks. Absent outside of both. */
export function currentDeployment(): object | undefined {
    return pulumi.runtime.getMonitor();
}

/** Whether `pulumi.runtime.setMocks` is active, which has no gRPC client. */
export function isMocked(): boolean {
    return currentDeployment() !== undefined && !monitorHas("makeUnaryRequest");
}

/**
 * The mock monitor of the SDK claims to support hooks, but lacks the methods. In unit tests, every resource with a hook
 * would hang.
 */
export function hooksAreSupported(): boolean {
    return monitorHas("registerErrorHook") && monitorHas("registerResourceHook");
}

function monitorHas(method: string): boolean {
    return typeof (currentDeployment() as Partial<Record<string, unknown>> | undefined)?.[method] === "function";
}

/**
 * `error`, printed as `message` without a stack trace. The SDK detects a RunError by this marker, across copies of the
 * SDK.
 */
export function printedAlone<E extends Error>(error: E, message: string): E {
    Object.defineProperty(error, "__pulumiRunError", { value: true });
    Object.defineProperty(error, Symbol.for("nodejs.util.inspect.custom"), { value: () => message });
    return error;
}

/**
 * Calls `register` without stack traces. The SDK captures one for each of the dozens of promises of a registration,
 * which takes most of the time. The args are valid, so no remaining error needs them.
 */
export function withShortStacks<T>(register: () => T): T {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
        return register();
    } finally {
        Error.stackTraceLimit = stackTraceLimit;
    }
}

/** The config keys with secret values. The SDK has no function for this. */
export function secretConfigKeys(): string[] {
    try {
        const keys: unknown = JSON.parse(process.env.PULUMI_CONFIG_SECRET_KEYS ?? "[]");
        return Array.isArray(keys) ? keys.filter(key => typeof key === "string") : [];
    } catch {
        return [];
    }
}

/** All that relies on internals of Pulumi's SDK, in one file: a new version of the SDK is compared with it. */
import * as pulumi from "@pulumi/pulumi";

/** The logical name of a resource. */
export function nameOf(resource: pulumi.Resource): string | undefined {
    return (resource as { readonly __name?: string }).__name;
}

export function parentOf(resource: pulumi.Resource): pulumi.Resource | undefined {
    return (resource as { readonly __parentResource?: pulumi.Resource }).__parentResource;
}

/** The names of the components that enclose a resource with these options, the outermost first. */
export function enclosingNames(opts: pulumi.ResourceOptions | undefined): string[] {
    const names: string[] = [];
    for (let parent = opts?.parent; parent !== undefined; parent = parentOf(parent)) {
        names.unshift(...[nameOf(parent)].filter(name => name !== undefined));
    }
    return names;
}

/** Something that is the same during one deployment, or one test with mocks; none outside of both. */
export function currentDeployment(): object | undefined {
    return pulumi.runtime.getMonitor();
}

/** Whether `pulumi.runtime.setMocks` answers, which has no gRPC client. */
export function isMocked(): boolean {
    return currentDeployment() !== undefined && !monitorHas("makeUnaryRequest");
}

/**
 * The mock monitor of the SDK says that it supports hooks but lacks the methods, and every resource with a hook then hangs
 * in the unit tests of whoever uses these components.
 */
export function hooksAreSupported(): boolean {
    return monitorHas("registerErrorHook") && monitorHas("registerResourceHook");
}

function monitorHas(method: string): boolean {
    return typeof (currentDeployment() as Partial<Record<string, unknown>> | undefined)?.[method] === "function";
}

/**
 * `error`, printed as `message` alone and without a stack trace. The SDK detects a RunError by this marker, also across
 * copies of the SDK.
 */
export function printedAlone<E extends Error>(error: E, message: string): E {
    Object.defineProperty(error, "__pulumiRunError", { value: true });
    Object.defineProperty(error, Symbol.for("nodejs.util.inspect.custom"), { value: () => message });
    return error;
}

/**
 * What `register` returns. The SDK captures a stack trace for each of the dozens of promises behind a registration, which
 * takes more time than all the rest. The args have been checked, so no error is left that a stack would explain.
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

/** The keys of the stack's config whose values are secret. The SDK has no function that lists them. */
export function secretConfigKeys(): string[] {
    try {
        const keys: unknown = JSON.parse(process.env.PULUMI_CONFIG_SECRET_KEYS ?? "[]");
        return Array.isArray(keys) ? keys.filter(key => typeof key === "string") : [];
    } catch {
        return [];
    }
}

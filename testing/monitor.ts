/** Records the registrations of a program. Unlike Pulumi's mocks, it has parents, dependencies, options and hooks. */
import * as pulumi from "@pulumi/pulumi";

/** A resource or component that a program registered. */
export interface RecordedResource {
    /** Type of the resource, such as `aws:iam/role:Role`: one of `resourceTypes`, or your own. */
    readonly type: string;
    /** Logical name, such as `identity/shop/orders`. */
    readonly name: string;
    /** URN in the mocked stack. */
    readonly urn: string;
    /** URN of its parent: a component or the stack. */
    readonly parent: string;
    /** Inputs with resolved Outputs. A secret is an object with the value in `value`. */
    readonly inputs: Readonly<Record<string, unknown>>;
    /** State, as the mocks return it. */
    readonly outputs: Readonly<Record<string, unknown>>;
    /** URNs of the resources that it waits for. */
    readonly dependencies: readonly string[];
    /** URNs of the resources that each input depends on. */
    readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
    /** Whether Pulumi refuses to delete it. */
    readonly protect: boolean;
    /** Provider, `urn::id`; empty for the default provider. */
    readonly provider: string;
    /** Whether a replacement deletes the old resource first. */
    readonly deleteBeforeReplace: boolean;
    /** Aliases, as they are sent to the engine. */
    readonly aliases: readonly unknown[];
    /** Names of its resource hooks, by event. */
    readonly hooks: {
        /** Hooks that can repeat an operation that failed. */
        readonly onError: readonly string[];
        /** Hooks that run after the creation. */
        readonly afterCreate: readonly string[];
    };
}

export interface Registrations {
    readonly resources: readonly RecordedResource[];
    /** Names of the resource hooks. */
    readonly hooks: readonly string[];
}

/** Records all registrations from now on, with the current mocks. */
export function recordRegistrations(): Registrations {
    const resources: RecordedResource[] = [];
    const hooks: string[] = [];
    const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
    const registerResource = monitor.registerResource.bind(monitor);
    monitor.registerResource = (request, callback) => {
        const entry = recorded(request);
        resources.push(entry);
        return registerResource(request, (error, response) => {
            Object.assign(entry, { urn: response?.getUrn() ?? "", outputs: propertiesOf(response) });
            callback(error, response);
        });
    };
    // The mock monitor does not have these methods.
    const acceptHook: Monitor["registerErrorHook"] = (request, callback) => {
        hooks.push(request.getName());
        callback(null, {});
    };
    monitor.registerErrorHook = acceptHook;
    monitor.registerResourceHook = acceptHook;
    return { resources, hooks };
}

function recorded(request: RegisterRequest): RecordedResource {
    return {
        type: request.getType(),
        name: request.getName(),
        urn: "",
        parent: request.getParent(),
        inputs: propertiesOf(request),
        outputs: {},
        dependencies: request.getDependenciesList(),
        propertyDependencies: Object.fromEntries(
            [...request.getPropertydependenciesMap().entries()].map(([property, urns]) => [
                property,
                urns.getUrnsList(),
            ]),
        ),
        protect: request.getProtect(),
        provider: request.getProvider(),
        deleteBeforeReplace: request.getDeletebeforereplace(),
        aliases: request.getAliasesList().map(alias => alias.toObject()),
        hooks: {
            onError: request.getHooks()?.getOnErrorList() ?? [],
            afterCreate: request.getHooks()?.getAfterCreateList() ?? [],
        },
    };
}

function propertiesOf(message: WithObject | undefined): Record<string, unknown> {
    return message?.getObject()?.toJavaScript() ?? {};
}

type Callback<T> = (error: Error | null, response: T | undefined) => void;

interface Monitor {
    registerResource(request: RegisterRequest, callback: Callback<RegisterResponse>): unknown;
    registerErrorHook: (request: { getName(): string }, callback: Callback<object>) => void;
    registerResourceHook: Monitor["registerErrorHook"];
}

interface WithObject {
    getObject(): { toJavaScript(): Record<string, unknown> } | undefined;
}

interface RegisterResponse extends WithObject {
    getUrn(): string;
}

interface RegisterRequest extends WithObject {
    getType(): string;
    getName(): string;
    getParent(): string;
    getDependenciesList(): string[];
    getPropertydependenciesMap(): { entries(): Iterable<[string, { getUrnsList(): string[] }]> };
    getProtect(): boolean;
    getProvider(): string;
    getDeletebeforereplace(): boolean;
    getAliasesList(): { toObject(): unknown }[];
    getHooks(): { getOnErrorList(): string[]; getAfterCreateList(): string[] } | undefined;
}

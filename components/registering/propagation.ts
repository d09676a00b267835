/** Waits until EKS has propagated new associations to the cluster. */
import * as pulumi from "@pulumi/pulumi";
import { hookPrefix } from "./hooks";
import type { HookOptions } from "./hooks";
import { logMessage } from "./logs";
import { addonGainsAssociations, associationChanges } from "./newAssociations";
import { hooksAreSupported } from "./sdkInternals";

/**
 * AWS documents no maximum: "associations are eventually consistent", with "delays of several seconds", and no API
 * reports completion. In public reports, pods started one to two seconds too early.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html#pod-id-considerations
 */
export const defaultPropagationSeconds = 5;

/** The wait of one component. */
export interface Propagation {
    readonly seconds: number;
    /** Whether hooks report new associations. Not in previews, and not under mocks. */
    readonly isActive: boolean;
    /** Includes associations of nested components. */
    readonly outer: Propagation | undefined;
    readonly watched: pulumi.Resource[];
    /** Creation time of each association, on a monotonic clock. */
    readonly created: number[];
}

const propagations = new WeakMap<pulumi.Resource, Propagation>();

/** Prepares the wait of a component. Call it in the constructor, before children are registered. */
export function propagationOf(
    component: pulumi.Resource,
    seconds: number | undefined,
    parent: pulumi.Resource | undefined,
): Propagation {
    const propagation = {
        seconds: seconds ?? defaultPropagationSeconds,
        isActive: !pulumi.runtime.isDryRun() && hooksAreSupported(),
        outer: parent && propagations.get(parent),
        watched: [],
        created: [],
    };
    propagations.set(component, propagation);
    return propagation;
}

/** Waits for the registration of `resource` before it decides whether an association is new. */
export function watch<T extends pulumi.Resource>(resource: T, propagation: Propagation): T {
    for (const each of withOuter(propagation)) {
        each.watched.push(resource);
    }
    return resource;
}

/** Records each association that this deployment creates, replaces, or gives another role. */
export function newAssociationHook(
    component: string,
    opts: pulumi.ComponentResourceOptions | undefined,
    propagation: Propagation,
): HookOptions {
    return noteHook(`${hookPrefix(component, opts)}:association-created`, propagation, associationChanges);
}

/** The same for the associations of an add-on. */
export function newAddonAssociationsHook(
    component: string,
    opts: pulumi.ComponentResourceOptions | undefined,
    propagation: Propagation,
): HookOptions {
    return noteHook(`${hookPrefix(component, opts)}:addon-associations-created`, propagation, addonGainsAssociations);
}

function noteHook(
    hookName: string,
    propagation: Propagation,
    isNew: (before: Inputs | undefined, after: Inputs) => boolean,
): HookOptions {
    if (!propagation.isActive) {
        return {};
    }
    const hook = new pulumi.ResourceHook(hookName, ({ oldInputs, newInputs }) => {
        if (isNew(oldInputs as Inputs | undefined, (newInputs ?? {}) as Inputs)) {
            const now = performance.now();
            for (const { created } of withOuter(propagation)) {
                created.push(now);
            }
        }
    });
    return { hooks: { afterCreate: [hook], afterUpdate: [hook] } };
}

type Inputs = Readonly<Record<string, unknown>>;

/**
 * Settles as soon as the newest association of `component` is old enough, or immediately if none is new. For
 * `initialize` of the component, which the SDK awaits before it registers dependents.
 */
export async function propagated(component: pulumi.Resource): Promise<void> {
    // The constructor of the base class calls `initialize`: let the component's own constructor finish first.
    await Promise.resolve();
    const propagation = propagations.get(component);
    if (propagation?.isActive !== true || propagation.seconds === 0) {
        return;
    }
    const { seconds, watched, created } = propagation;
    // The engine runs hooks before it answers a registration.
    await new Promise(resolve => pulumi.all(watched.map(({ urn }) => urn)).apply(resolve));
    if (created.length === 0) {
        return;
    }
    const count = created.length === 1 ? "a new association" : `${String(created.length)} new associations`;
    logMessage(
        "info",
        `Waiting up to ${String(seconds)} s for EKS to propagate ${count}: a pod created earlier gets no credentials (propagationSeconds).`,
        component,
    );
    for (let rest = remaining(created, seconds); rest > 0; rest = remaining(created, seconds)) {
        const milliseconds = rest;
        await new Promise(resolve => setTimeout(resolve, milliseconds));
    }
}

/** Milliseconds until the newest association is `seconds` old. A timer can end a fraction of a millisecond early. */
function remaining(created: readonly number[], seconds: number): number {
    return Math.ceil((created.at(-1) ?? 0) + seconds * 1000 - performance.now());
}

function withOuter(propagation: Propagation | undefined): Propagation[] {
    return propagation === undefined ? [] : [propagation, ...withOuter(propagation.outer)];
}

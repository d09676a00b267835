import { AsyncResource } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";
import { addonRefusal } from "./addonErrors";
import { associationExists, clusterChange, existingAssociationId, failedSubject, retryDelay } from "./awsErrors";
import type { FailedResource } from "./awsErrors";
import type { FindAssociation } from "./existing";
import { logMessage } from "./logs";

export type HookOptions = Pick<pulumi.CustomResourceOptions, "hooks">;
type Explanation = (failed: FailedResource, error: string) => Promise<string | undefined> | string | undefined;

/**
 * What happens when AWS refuses an association: an answer that only means "not yet" is waited for, one that means "exists
 * already" is explained. To be called once a component, whatever is registered: a deletion looks hooks up by the name that
 * the state holds.
 */
export function associationHook(
    component: string,
    opts: pulumi.ComponentResourceOptions | undefined,
    find: FindAssociation,
): HookOptions {
    return onError(`${hookPrefix(component, opts)}:association`, component, async (failed, error) => {
        const id = existingAssociationId(error);
        return id && associationExists(failed, id, await find(failedSubject(failed), id));
    });
}

/** What happens when AWS refuses an add-on. */
export function addonHook(component: string, opts: pulumi.ComponentResourceOptions | undefined): HookOptions {
    return onError(`${hookPrefix(component, opts)}:addon`, component, addonRefusal);
}

/**
 * Says, before anything happens, what another cluster's name in a live stack does to the pods of the cluster it had. To be
 * handed to the stack's own registration, whose inputs hold the name.
 */
export function clusterChangeHook(component: string, opts: pulumi.ComponentResourceOptions | undefined): HookOptions {
    if (!hooksAreSupported()) {
        return {};
    }
    const hook = new pulumi.ResourceHook(
        `${hookPrefix(component, opts)}:cluster`,
        AsyncResource.bind(({ oldInputs, newInputs }: pulumi.ResourceHookArgs) => {
            const warning = clusterChange(oldInputs?.clusterName, newInputs?.clusterName);
            if (warning !== undefined) {
                logMessage("warn", warning);
            }
        }),
        { onDryRun: true },
    );
    return { hooks: { beforeUpdate: [hook] } };
}

/** Hook names are unique in a deployment, so they begin with the names of the enclosing components. */
export function hookPrefix(component: string, opts: pulumi.ComponentResourceOptions | undefined): string {
    const names = [component];
    for (let parent = opts?.parent; parent !== undefined; parent = parentOf(parent)) {
        const name = nameOf(parent);
        if (name !== undefined) {
            names.unshift(name);
        }
    }
    return `eks-pod-identity:${names.join(":")}`;
}

function nameOf(resource: pulumi.Resource): string | undefined {
    return (resource as { readonly __name?: string }).__name;
}

function parentOf(resource: pulumi.Resource): pulumi.Resource | undefined {
    return (resource as { readonly __parentResource?: pulumi.Resource }).__parentResource;
}

function onError(hookName: string, component: string, explain: Explanation): HookOptions {
    if (!hooksAreSupported()) {
        return {};
    }
    const hook = new pulumi.ErrorHook(
        hookName,
        // In a plugin the engine to log to belongs to the context of the construction, which a callback is called outside of.
        AsyncResource.bind(async ({ urn, name, newInputs, oldInputs, errors, failedOperation }) => {
            const [error = ""] = errors;
            const delay = failedOperation === "delete" ? undefined : retryDelay(errors);
            if (delay !== undefined) {
                logMessage(
                    "info",
                    `${name}: not there yet on AWS's side, trying again in ${String(delay)} s: ${firstLine(error)}`,
                );
                await new Promise(resolve => setTimeout(resolve, delay * 1000));
                return true;
            }
            const explanation =
                failedOperation !== "delete"
                    ? await explain({ urn, name, parentName: component, inputs: newInputs ?? oldInputs ?? {} }, error)
                    : undefined;
            if (explanation !== undefined) {
                logMessage("error", explanation);
            }
            return false;
        }),
    );
    return { hooks: { onError: [hook] } };
}

/**
 * The mock monitor of the SDK says that it supports hooks but lacks the methods, and every resource with a hook then hangs
 * in the unit tests of whoever uses these components.
 */
export function hooksAreSupported(): boolean {
    const monitor = pulumi.runtime.getMonitor() as Partial<Record<string, unknown>> | undefined;
    return ["registerErrorHook", "registerResourceHook"].every(method => typeof monitor?.[method] === "function");
}

function firstLine(text: string): string {
    return text.trim().split("\n", 1)[0] ?? "";
}

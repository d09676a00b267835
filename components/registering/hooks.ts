import { AsyncResource } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";
import { addonRefusal } from "./addonErrors";
import {
    associationExists,
    existingAssociationId,
    existingRoleName,
    failedSubject,
    roleExists,
    roleHasPolicies,
} from "./awsErrors";
import type { AssociationBefore, FailedResource } from "./awsErrors";
import { findRoleWith } from "./existing";
import type { FindAssociation } from "./existing";
import { logMessage } from "./logs";
import type { ExplainRole } from "./refusedRole";
import { lateDeletion, repetition } from "./retries";
import type { Repetition } from "./retries";
import { enclosingNames, hooksAreSupported, parentOf } from "./sdkInternals";
import type { Subject } from "../rules/subject";

export type HookOptions = Pick<pulumi.CustomResourceOptions, "hooks">;

/** The action after an error of AWS: explain it and fail, or retry the call. */
type Decision = string | Repetition | undefined;

/** Decides about an error that the table of temporary errors does not cover; `undefined` for the table. */
type Decide = (failed: FailedResource, operation: string) => Promise<Decision> | Decision;

/** The change of a stack in this deployment, according to its own registration. */
export interface StackChange extends HookOptions {
    /** The previous association of the subject; `undefined` if unknown. */
    readonly associationBefore: (subject: Subject) => AssociationBefore | undefined;
}

/**
 * Retries, explains or reports errors of AWS about associations. Call it once for each component, even without
 * associations: a deletion looks up hooks by the name in the state.
 */
export function associationHook(
    component: string,
    opts: pulumi.ComponentResourceOptions | undefined,
    find: FindAssociation,
    refusedRole: ExplainRole,
    change: StackChange,
): HookOptions {
    return onError(
        `${hookPrefix(component, opts)}:association`,
        () => component,
        async (failed, operation) => {
            const id = operation === "create" ? existingAssociationId(failed.errors[0] ?? "") : undefined;
            if (id === undefined) {
                return refusedRole(failed);
            }
            const subject = failedSubject(failed);
            const before = change.associationBefore(subject);
            const found = await find(subject, id);
            const isReplaced = before === "same cluster" || found.isGone === true;
            const repeat = isReplaced ? lateDeletion(failed.errors) : undefined;
            return repeat ?? associationExists({ ...failed, isNew: before === "none" }, id, found);
        },
    );
}

/** The hooks that stacks share with their add-ons: the deletion of a removed add-on needs one. */
const addonHooks = new WeakMap<pulumi.Resource, HookOptions>();

/** Retries, explains or reports errors of AWS about the add-ons in `owner`. */
export function stackAddonHook(
    owner: pulumi.Resource,
    name: string,
    opts: pulumi.ComponentResourceOptions | undefined,
    refusedRole: ExplainRole,
): void {
    addonHooks.set(owner, onAddonError(`${hookPrefix(name, opts)}:stackAddon`, refusedRole));
}

/** The hook of the enclosing component, or a new one. Both are registered, because states can have either name. */
export function addonHook(
    name: string,
    opts: pulumi.ComponentResourceOptions | undefined,
    refusedRole: ExplainRole = () => undefined,
): HookOptions {
    const own = onAddonError(`${hookPrefix(name, opts)}:addon`, refusedRole);
    return hookOfStack(opts) ?? own;
}

/** Whether a stack encloses the component. An add-on that a stack registers has no roles of its own. */
export function isInStack(opts: pulumi.ComponentResourceOptions | undefined): boolean {
    return hookOfStack(opts) !== undefined;
}

function hookOfStack(opts: pulumi.ComponentResourceOptions | undefined): HookOptions | undefined {
    for (let enclosing = opts?.parent; enclosing !== undefined; enclosing = parentOf(enclosing)) {
        const shared = addonHooks.get(enclosing);
        if (shared !== undefined) {
            return shared;
        }
    }
    return undefined;
}

function onAddonError(hookName: string, refusedRole: ExplainRole): HookOptions {
    return onError(
        hookName,
        addon => addon,
        (failed, operation) => (operation === "delete" ? undefined : addonRefusal(failed)) ?? refusedRole(failed),
    );
}

/**
 * Retries, explains or reports errors of AWS about a role and its policies. `owner`, called `name`, is their parent in
 * the state. Names of hooks are unique, although components of two types can share a name.
 */
export function roleHook(
    owner: pulumi.Resource,
    kind: "role" | "targetRole" | "stackRole" | "addonRole",
    name: string,
    opts: pulumi.ComponentResourceOptions | undefined,
): HookOptions {
    const find = findRoleWith(owner);
    return onError(
        `${hookPrefix(name, opts)}:${kind}`,
        () => name,
        async (failed, operation) => {
            if (operation === "delete") {
                return roleHasPolicies(failed);
            }
            const taken = operation === "create" ? existingRoleName(failed) : undefined;
            return taken && roleExists(failed, taken, await find(taken));
        },
    );
}

/** Hook names are unique in a deployment, so they start with the names of the enclosing components. */
export function hookPrefix(component: string, opts: pulumi.ComponentResourceOptions | undefined): string {
    return `eks-pod-identity:${[...enclosingNames(opts), component].join(":")}`;
}

/** `parentName` returns the logical name of the parent component of a resource. */
function onError(hookName: string, parentName: (name: string) => string, decide: Decide): HookOptions {
    if (!hooksAreSupported()) {
        return {};
    }
    const hook = new pulumi.ErrorHook(
        hookName,
        // In a plugin, the engine for logs belongs to the context of the construction. Callbacks run outside of it.
        AsyncResource.bind(async ({ urn, name, newInputs, oldInputs, errors, failedOperation }) => {
            const inputs = newInputs ?? oldInputs ?? {};
            const failed = { urn, name, parentName: parentName(name), inputs, errors };
            const decision = (await decide(failed, failedOperation)) ?? repetition(errors);
            if (typeof decision === "string") {
                logMessage("error", decision);
            }
            if (typeof decision !== "object") {
                return false;
            }
            const { delay, reason } = decision;
            const answer = firstLine(errors[0] ?? "");
            logMessage("info", `${name}: ${reason}, retrying in ${String(delay)} s: ${answer}`);
            await new Promise(resolve => setTimeout(resolve, delay * 1000));
            return true;
        }),
    );
    return { hooks: { onError: [hook] } };
}

/** Without the heading of the provider's list of errors. */
function firstLine(text: string): string {
    const [line = ""] = text
        .replace(/^\s*\d+ errors? occurred:\s*\* /, "")
        .trim()
        .split("\n", 1);
    return line;
}

import { AsyncResource } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";
import { addonRefusal } from "./addonErrors";
import {
    associationBefore,
    associationExists,
    clusterChange,
    existingAssociationId,
    existingRoleName,
    failedSubject,
    roleExists,
} from "./awsErrors";
import type { AssociationBefore, FailedResource } from "./awsErrors";
import { findRoleWith } from "./existing";
import type { FindAssociation } from "./existing";
import { logMessage } from "./logs";
import type { ExplainRole } from "./refusedRole";
import { lateDeletion, repetition } from "./retries";
import type { Repetition } from "./retries";
import { enclosingNames, hooksAreSupported, parentOf } from "./sdkInternals";
import { subjectKey } from "../rules/subject";
import type { Subject } from "../rules/subject";

export type HookOptions = Pick<pulumi.CustomResourceOptions, "hooks">;

/** What to do about an answer of AWS: explain it and fail, or repeat the call. */
type Decision = string | Repetition | undefined;

/** Decides about an answer that needs more than the table of temporary answers; `undefined` leaves it to the table. */
type Decide = (failed: FailedResource, operation: string) => Promise<Decision> | Decision;

/** What a deployment changes about a stack, as its own registration shows it. */
export interface StackChange extends HookOptions {
    /** Where the subject had an association before; `undefined` if it is not known. */
    readonly associationBefore: (subject: Subject) => AssociationBefore | undefined;
}

/**
 * Repeats, explains or reports what AWS answers about associations. Called once for each component, whatever is registered:
 * a deletion looks hooks up by the name in the state.
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

/**
 * Hooks that a component shares with the components inside it: their number must not grow with the roles, and a role or an
 * add-on that is removed from the program needs them for its deletion.
 */
type SharedHooks = WeakMap<pulumi.Resource, HookOptions>;
const addonHooks: SharedHooks = new WeakMap();
const roleHooks: SharedHooks = new WeakMap();

/** Repeats, explains or reports what AWS answers about the add-ons inside `owner`. */
export function stackAddonHook(
    owner: pulumi.Resource,
    name: string,
    opts: pulumi.ComponentResourceOptions | undefined,
    refusedRole: ExplainRole,
): void {
    addonHooks.set(owner, onAddonError(`${hookPrefix(name, opts)}:stackAddon`, refusedRole));
}

/** The hook of the enclosing component, or one of its own. Both are registered: states name either. */
export function addonHook(
    name: string,
    opts: pulumi.ComponentResourceOptions | undefined,
    refusedRole: ExplainRole = () => undefined,
): HookOptions {
    const own = onAddonError(`${hookPrefix(name, opts)}:addon`, refusedRole);
    return enclosingHook(addonHooks, opts) ?? own;
}

function onAddonError(hookName: string, refusedRole: ExplainRole): HookOptions {
    return onError(
        hookName,
        addon => addon,
        (failed, operation) => (operation === "delete" ? undefined : addonRefusal(failed)) ?? refusedRole(failed),
    );
}

/**
 * Repeats, explains or reports what AWS answers about a role and its policies. `owner` is the component that registers them;
 * inside a component that has such a hook, that one is used. Components of two kinds may have one name, hook names may not.
 */
export function roleHook(
    owner: pulumi.Resource,
    kind: "role" | "targetRole" | "stackRole" | "addonRole",
    name: string,
    opts: pulumi.ComponentResourceOptions | undefined,
): HookOptions {
    const shared = enclosingHook(roleHooks, opts);
    if (shared !== undefined) {
        return shared;
    }
    const find = findRoleWith(owner);
    const hooks = onError(
        `${hookPrefix(name, opts)}:${kind}`,
        role => role,
        async (failed, operation) => {
            const taken = operation === "create" ? existingRoleName(failed) : undefined;
            return taken && roleExists(failed, taken, await find(taken));
        },
    );
    roleHooks.set(owner, hooks);
    return hooks;
}

function enclosingHook(hooks: SharedHooks, opts: pulumi.ComponentResourceOptions | undefined): HookOptions | undefined {
    for (let enclosing = opts?.parent; enclosing !== undefined; enclosing = parentOf(enclosing)) {
        const shared = hooks.get(enclosing);
        if (shared !== undefined) {
            return shared;
        }
    }
    return undefined;
}

/**
 * Shows what the deployment changes about a stack, and warns before another cluster's name takes access from running pods.
 * For the stack's own registration, whose inputs hold the name and the associations.
 */
export function stackChange(component: string, opts: pulumi.ComponentResourceOptions | undefined): StackChange {
    if (!hooksAreSupported()) {
        return { associationBefore: () => undefined };
    }
    let before: StackChange["associationBefore"] = () => undefined;
    const hook = new pulumi.ResourceHook(
        `${hookPrefix(component, opts)}:cluster`,
        AsyncResource.bind(({ oldInputs, newInputs }: pulumi.ResourceHookArgs) => {
            before = subject => associationBefore(subjectKey(subject), oldInputs, newInputs);
            const warning = clusterChange(oldInputs?.clusterName, newInputs?.clusterName);
            if (warning !== undefined) {
                logMessage("warn", warning);
            }
        }),
        { onDryRun: true },
    );
    return { hooks: { beforeUpdate: [hook] }, associationBefore: subject => before(subject) };
}

/** Hook names are unique in a deployment, so they begin with the names of the enclosing components. */
export function hookPrefix(component: string, opts: pulumi.ComponentResourceOptions | undefined): string {
    return `eks-pod-identity:${[...enclosingNames(opts), component].join(":")}`;
}

/** `parentOf` gives the logical name of the component that a resource is a child of. */
function onError(hookName: string, parentName: (name: string) => string, decide: Decide): HookOptions {
    if (!hooksAreSupported()) {
        return {};
    }
    const hook = new pulumi.ErrorHook(
        hookName,
        // In a plugin the engine to log to belongs to the context of the construction, which a callback is called outside of.
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
            logMessage("info", `${name}: ${reason}, trying again in ${String(delay)} s: ${answer}`);
            await new Promise(resolve => setTimeout(resolve, delay * 1000));
            return true;
        }),
    );
    return { hooks: { onError: [hook] } };
}

/** Without the headline of the provider's list of errors. */
function firstLine(text: string): string {
    const [line = ""] = text
        .replace(/^\s*\d+ errors? occurred:\s*\* /, "")
        .trim()
        .split("\n", 1);
    return line;
}

/** What a change of a component does to access or configuration, by the inputs of its own registration. */
import { AsyncResource } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";
import { decideAddon, decideRole, decideTargetRole } from "../decisions/single";
import { decide, rolesToMake } from "../decisions/stack";
import { agentAddonName } from "../rules/addons";
import { subjectKey } from "../rules/subject";
import { associationBefore, clusterChange } from "./awsErrors";
import { hookPrefix, isInStack } from "./hooks";
import type { HookOptions, StackChange } from "./hooks";
import { keptConfiguration, keptConfigurations } from "./keptConfiguration";
import { logMessage } from "./logs";
import { movedPolicies } from "./movedPolicies";
import { hooksAreSupported } from "./sdkInternals";

type Options = pulumi.ComponentResourceOptions | undefined;
type Inputs = Readonly<Record<string, unknown>>;

interface Effects {
    readonly warnings?: readonly string[];
    /** The change is refused. */
    readonly errors?: readonly string[];
}

/** Also warns before a new cluster name removes access from running pods. */
export function stackChange(component: string, opts: Options): StackChange {
    let before: StackChange["associationBefore"] = () => undefined;
    const hooks = changeHook("cluster", component, opts, (old, now) => {
        before = subject => associationBefore(subjectKey(subject), old, now);
        const moved = clusterChange(old.clusterName, now.clusterName);
        return {
            warnings: moved === undefined ? keptConfigurations(old, now) : [moved],
            errors: movedPolicies(inputs => rolesToMake(decide(component, inputs)), old, now),
        };
    });
    return { ...hooks, associationBefore: subject => before(subject) };
}

export function roleChange(component: string, opts: Options): HookOptions {
    return changeHook("roleChange", component, opts, (old, now) => ({
        errors: movedPolicies(inputs => [decideRole(component, inputs)], old, now),
    }));
}

export function targetRoleChange(component: string, opts: Options): HookOptions {
    return changeHook("targetRoleChange", component, opts, (old, now) => ({
        errors: movedPolicies(inputs => [decideTargetRole(component, inputs)], old, now),
    }));
}

/** The inputs of an enclosing stack have its add-ons, so that the stack examines them. */
export function addonChange(component: string, opts: Options): HookOptions {
    return isInStack(opts)
        ? {}
        : changeHook("addonChange", component, opts, (old, now) => ({
              warnings: keptConfiguration("", String(now.addonName), old, now),
              errors: movedPolicies(inputs => decideAddon(component, inputs).roles, old, now),
          }));
}

/** The same for the agent. */
export function agentChange(component: string, opts: Options): HookOptions {
    return isInStack(opts)
        ? {}
        : changeHook("agentChange", component, opts, (old, now) => ({
              warnings: keptConfiguration("", agentAddonName, old, now),
          }));
}

function changeHook(
    kind: string,
    component: string,
    opts: Options,
    effectsOf: (old: Inputs, now: Inputs) => Effects,
): HookOptions {
    if (!hooksAreSupported()) {
        return {};
    }
    const hook = new pulumi.ResourceHook(
        `${hookPrefix(component, opts)}:${kind}`,
        AsyncResource.bind(({ oldInputs = {}, newInputs = {} }: pulumi.ResourceHookArgs) => {
            const { warnings = [], errors = [] } = effectsOf(oldInputs, newInputs);
            for (const warning of warnings) {
                logMessage("warn", warning);
            }
            if (errors.length > 0) {
                throw new Error(errors.join("\n"));
            }
        }),
        { onDryRun: true },
    );
    return { hooks: { beforeUpdate: [hook] } };
}

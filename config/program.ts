/** The Pulumi program of a stack file: one `PodIdentityStack`, and target roles where the config has any. */
import { PodIdentityStack, PodIdentityTargetRole } from "../components/index";
import { targetRoleName } from "../components/decisions/names";
import type { ConfiguredStack } from "./configuredStack";

/** Name of the component, the start of all logical names. */
export const programName = "identity";

export interface Registered {
    readonly stack: PodIdentityStack | undefined;
    readonly targetRoles: Readonly<Record<string, PodIdentityTargetRole>>;
}

/** Registers the resources of a stack's config, under `name`. */
export function registered({ stack, targetRoles }: ConfiguredStack, name = programName): Registered {
    return {
        stack: stack && new PodIdentityStack(name, stack),
        targetRoles: Object.fromEntries(
            Object.entries(targetRoles).map(([key, args]) => [
                key,
                new PodIdentityTargetRole(targetRoleName(name, key), args),
            ]),
        ),
    };
}

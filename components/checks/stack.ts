import { decide } from "../decisions/stack";
import type { AccessArgs, Decisions } from "../decisions/stack";
import { ruleProblems } from "../rules/checkRule";
import type { Problem } from "../rules/problem";
import { needed, untypedShape } from "../rules/rule";
import { isMap } from "../rules/shapes";
import { checkedArgs } from "./checkedArgs";
import type { Checked } from "./checkedArgs";
import { oneOwnerEach } from "./fit/owners";
import { associationTagsFit, rolesFit } from "./fit/roles";
import { sessionPoliciesFit } from "./fit/sessionPolicy";
import { sessionTagsFit } from "./fit/sessionTags";
import { sharedRolesFit } from "./fit/sharedRoles";
import { trustTooLong } from "./fit/trustLength";
import { clusterName } from "./shape/agent";
import { stackProperties } from "./shape/stack";

export const stackArgs = { clusterName: needed(clusterName), ...stackProperties };

const rule = untypedShape("PodIdentityStackArgs", stackArgs, {
    within: (context, { roles }) => ({ ...context, roleKeys: isMap(roles) ? Object.keys(roles) : [] }),
});

/** The args of a `PodIdentityStack` called `component`. */
export function checkedStack(component: string, args: unknown): Checked<Decisions> {
    return checkedArgs<AccessArgs, Decisions>(
        args,
        ruleProblems(rule, args),
        sound => decide(component, sound),
        stackFit,
    );
}

/** All problems of the args of a `PodIdentityStack` that can be found before any registration. */
export function stackProblems(args: unknown): readonly Problem[] {
    return checkedStack("", args).problems;
}

function stackFit(decisions: Decisions): Problem[] {
    const { roles, clusterName: cluster } = decisions;
    return [
        ...sessionPoliciesFit(decisions),
        ...sharedRolesFit(decisions),
        ...rolesFit(decisions),
        ...roles.flatMap(role => trustTooLong(role, cluster)),
        ...associationTagsFit(decisions),
        ...sessionTagsFit(decisions),
        ...oneOwnerEach(decisions),
    ];
}

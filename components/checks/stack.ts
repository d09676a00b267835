import { knownPlace } from "../decisions/knownPlace";
import { decide } from "../decisions/stack";
import type { AccessArgs, Decisions } from "../decisions/stack";
import { ruleProblems } from "../rules/checkRule";
import type { PlaceholderValues } from "../rules/placeholders";
import type { Problem } from "../rules/problem";
import { needed, untypedShape } from "../rules/rule";
import { isMap } from "../rules/shapes";
import { sampleValues } from "../rules/texts";
import { checkedArgs } from "./checkedArgs";
import type { Checked } from "./checkedArgs";
import { locationIn, locationProblems } from "./fit/location";
import type { Location } from "./fit/location";
import { oneOwnerEach } from "./fit/owners";
import { associationTagsFit, rolesFit } from "./fit/roles";
import { sessionPoliciesFit } from "./fit/sessionPolicy";
import { sessionTagsFit } from "./fit/sessionTags";
import { sharedRolesFit } from "./fit/sharedRoles";
import { sharedWithoutTags } from "./fit/targetAccess";
import { trustTooLong } from "./fit/trustLength";
import { clusterName } from "./shape/agent";
import { stackProperties } from "./shape/stack";

export const stackArgs = { clusterName: needed(clusterName), ...stackProperties };

const rule = untypedShape("PodIdentityStackArgs", stackArgs, {
    within: (context, { roles }) => ({ ...context, roleKeys: isMap(roles) ? Object.keys(roles) : [] }),
});

/** The args of a `PodIdentityStack` called `component`. `elsewhere` has values of placeholders that are not in the args. */
export function checkedStack(component: string, args: unknown, elsewhere: PlaceholderValues = {}): Checked<Decisions> {
    return checkedArgs<AccessArgs, Decisions>(
        args,
        ruleProblems(rule, args, [], { values: { ...sampleValues(), ...knownPlace(args, elsewhere) } }),
        sound => decide(component, sound, elsewhere),
        stackFit,
    );
}

/** All problems of the args of a `PodIdentityStack` that can be found before any registration. */
export function stackProblems(args: unknown): readonly Problem[] {
    return checkedStack("", args).problems;
}

/** The problems that remain until AWS has returned the cluster. */
export function clusterFits(decisions: Decisions, location: Location): Problem[] {
    return [
        ...locationProblems(decisions, location),
        ...decisions.roles.flatMap(role => sharedWithoutTags(role, location.values)),
    ];
}

function stackFit(decisions: Decisions): Problem[] {
    const { roles, place } = decisions;
    return [
        ...locationProblems(decisions, locationIn(place)),
        ...sessionPoliciesFit(decisions),
        ...sharedRolesFit(decisions),
        ...rolesFit(decisions),
        ...roles.flatMap(role => trustTooLong(role, place)),
        ...associationTagsFit(decisions),
        ...sessionTagsFit(decisions),
        ...oneOwnerEach(decisions),
    ];
}

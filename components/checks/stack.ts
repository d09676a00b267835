import { oneOwnerEach } from "./fit/owners";
import { sessionPoliciesFit } from "./fit/sessionPolicy";
import { sharedRolesFit } from "./fit/sharedRoles";
import { ruleProblems } from "../rules/checkRule";
import { needed, untypedShape } from "../rules/rule";
import { clusterName } from "./shape/agent";
import { stackProperties } from "./shape/stack";
import { associationTagsFit, decidedRoleProblems, stackRoles } from "./fit/decidedRoles";
import type { Check, Problem } from "../rules/problem";
import { sessionTagsFit } from "./fit/sessionTags";
import { isMap } from "../rules/shapes";
import { trustedRoles, trustTooLong } from "./fit/trustLength";

const rule = untypedShape(
    "PodIdentityStackArgs",
    { clusterName: needed(clusterName), ...stackProperties },
    { within: (context, { roles }) => ({ ...context, roleKeys: isMap(roles) ? Object.keys(roles) : [] }) },
);

/** All that is wrong with the args of a `PodIdentityStack`, as far as it can be told before anything is registered. */
export function stackProblems(args: unknown): Problem[] {
    const shapes = ruleProblems(rule, args);
    return isMap(args) ? [...shapes, ...fits.flatMap(fit => fit(args, []))] : shapes;
}

const trustFits: Check = args => trustedRoles(args).flatMap(trusted => trustTooLong(trusted, trusted.path));

const rolesFit: Check = args => {
    const { defaults, clusterName: cluster } = isMap(args) ? args : {};
    return decidedRoleProblems(stackRoles(args), defaults, cluster);
};

const fits = [
    sessionPoliciesFit,
    sharedRolesFit,
    rolesFit,
    trustFits,
    associationTagsFit,
    sessionTagsFit,
    oneOwnerEach,
];

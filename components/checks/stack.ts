import { oneOwnerEach } from "./fit/owners";
import { sessionPoliciesFit } from "./fit/sessionPolicy";
import { sharedRolesFit } from "./fit/sharedRoles";
import { eksAddons } from "./shape/addon";
import { agent, clusterProperties } from "./shape/agent";
import { associations } from "./shape/associations";
import { associationTagsFit, decidedRoleProblems, stackRoles } from "./fit/decidedRoles";
import type { Check, Problem } from "../rules/problem";
import { propagationSeconds } from "./shape/propagation";
import { roleDefaults } from "./shape/role";
import { sessionTagsFit } from "./fit/sessionTags";
import { all, isMap, known, properties } from "../rules/shapes";
import { sharedRoles } from "./shape/sharedRoles";
import { tags } from "../rules/tags";
import { sampleValues } from "../rules/texts";
import { trustedRoles, trustTooLong } from "./fit/trustLength";

/** All that is wrong with the args of a `PodIdentityStack`, as far as it can be told before anything is registered. */
export function stackProblems(args: unknown): Problem[] {
    const { roles } = isMap(args) ? args : {};
    return known(
        all(
            properties(
                {
                    ...clusterProperties,
                    agent,
                    associations: associations(roles),
                    eksAddons: eksAddons(roles),
                    roles: sharedRoles,
                    defaults: stackDefaults,
                    propagationSeconds,
                },
                ["clusterName"],
            ),
            sessionPoliciesFit,
            sharedRolesFit,
            rolesFit,
            trustFits,
            associationTagsFit,
            sessionTagsFit,
            oneOwnerEach,
        ),
    )(args, []);
}

const stackDefaults: Check = known(
    properties({
        role: roleDefaults,
        association: known(properties({ tags: tags(sampleValues({ namespace: "x", serviceAccount: "x" })) })),
    }),
);

const trustFits: Check = args => trustedRoles(args).flatMap(trusted => trustTooLong(trusted, trusted.path));

const rolesFit: Check = args => {
    const { defaults, clusterName } = isMap(args) ? args : {};
    return decidedRoleProblems(stackRoles(args), defaults, clusterName);
};

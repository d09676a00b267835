import { eksAddons, oneOwnerEach } from "./addon";
import { agent, clusterProperties } from "./agent";
import { associations } from "./associations";
import { associationTagsFit, decidedRoleProblems, stackRoles } from "./decidedRoles";
import type { Check, Problem } from "../rules/problem";
import { propagationSeconds } from "./propagation";
import { roleDefaults } from "./role";
import { sessionTagsFit } from "./sessionTags";
import { all, isMap, known, properties } from "../rules/shapes";
import { sharedRoles } from "./sharedRoles";
import { tags } from "../rules/tags";
import { sampleValues } from "../rules/texts";
import { trustedRoles, trustTooLong } from "./trustLength";

/** All that is wrong with the args of a `PodIdentityStack`, as far as it can be told before anything is registered. */
export function stackProblems(args: unknown): Problem[] {
    const { roles, defaults } = isMap(args) ? args : {};
    return known(
        all(
            properties(
                {
                    ...clusterProperties,
                    agent,
                    associations: associations(roles),
                    eksAddons: eksAddons(roles),
                    roles: sharedRoles(defaults),
                    defaults: stackDefaults,
                    propagationSeconds,
                },
                ["clusterName"],
            ),
            rolesFit,
            trustFits,
            associationTagsFit,
            sessionTagsFit,
            oneOwnerEach,
        ),
    )(args, "");
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

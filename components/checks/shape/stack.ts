/** The shape of a stack. */
import type { AssociationDefaults, Defaults } from "../../args/defaults";
import { like, shape, wholeNumber } from "../../rules/rule";
import type { Rule } from "../../rules/rule";
import { eksAddons } from "./addon";
import { agent, region } from "./agent";
import { associations } from "./associations";
import { roleDefaults } from "./role";
import { sharedRoles } from "./sharedRoles";
import { tags } from "./tags";

/** In seconds. A longer wait is a mistake, such as milliseconds. */
export const propagationSeconds = wholeNumber(0, 300);

const defaults: Rule<Defaults, "optional"> = like(
    shape<Defaults>(
        "Defaults",
        {
            role: roleDefaults,
            association: like(shape<AssociationDefaults>("AssociationDefaults", { tags }), {
                tags: { team: "platform" },
            }),
        },
        {
            // {namespace} and {serviceAccount} can be in a default. Each role is checked for a value.
            within: context => ({ ...context, values: { ...context.values, namespace: "x", serviceAccount: "x" } }),
        },
    ),
    { role: { tags: { team: "platform" } } },
);

/** The properties of a stack, except for its cluster's name. */
export const stackProperties = {
    region,
    agent,
    associations,
    eksAddons,
    roles: sharedRoles,
    defaults,
    propagationSeconds,
};

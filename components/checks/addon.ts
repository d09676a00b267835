import { ruleProblems } from "../rules/checkRule";
import type { Problem } from "../rules/problem";
import { needed, text, untypedShape } from "../rules/rule";
import { isMap } from "../rules/shapes";
import { addonRoles, decidedRoleProblems } from "./fit/decidedRoles";
import { addonNameIsLegal, addonProperties, namespaceIsKnown, withinAddon } from "./shape/addon";
import { clusterName, region } from "./shape/agent";
import { propagationSeconds } from "./shape/stack";

const rule = untypedShape(
    "PodIdentityAddonArgs",
    {
        clusterName: needed(clusterName),
        region,
        addonName: needed(text(addonNameIsLegal)),
        propagationSeconds,
        ...addonProperties,
    },
    {
        within: (context, args) => withinAddon(context, args, typeof args.addonName === "string" ? args.addonName : ""),
        also: namespaceIsKnown,
    },
);

/** All that is wrong with the args of a `PodIdentityAddon`. */
export function addonProblems(args: unknown): Problem[] {
    const { addonName, clusterName: cluster } = isMap(args) ? args : {};
    const name = typeof addonName === "string" ? addonName : "";
    return [...ruleProblems(rule, args), ...decidedRoleProblems(addonRoles(name, args, []), undefined, cluster)];
}

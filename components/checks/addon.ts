import type { Problem } from "../rules/problem";
import { isMap, known, text } from "../rules/shapes";
import { addonRoles, decidedRoleProblems } from "./fit/decidedRoles";
import { addonNameIsLegal, eksAddon } from "./shape/addon";
import { clusterProperties } from "./shape/agent";
import { propagationSeconds } from "./shape/propagation";

/** All that is wrong with the args of a `PodIdentityAddon`. */
export function addonProblems(args: unknown): Problem[] {
    const { addonName, clusterName } = isMap(args) ? args : {};
    const name = typeof addonName === "string" ? addonName : "";
    return [
        ...known(
            eksAddon(name, [], { ...clusterProperties, addonName: known(text(addonNameIsLegal)), propagationSeconds }, [
                "clusterName",
                "addonName",
            ]),
        )(args, []),
        ...decidedRoleProblems(addonRoles(name, args, []), undefined, clusterName),
    ];
}

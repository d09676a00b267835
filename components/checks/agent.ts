import { ruleProblems } from "../rules/checkRule";
import type { Problem } from "../rules/problem";
import { needed, untypedShape } from "../rules/rule";
import { agentProperties, clusterName, onlyInstalledIsConfigured, region } from "./shape/agent";

const rule = untypedShape(
    "PodIdentityAgentArgs",
    { clusterName: needed(clusterName), region, ...agentProperties },
    { withoutEffect: [onlyInstalledIsConfigured] },
);

/** What is wrong with the args of a `PodIdentityAgent`. */
export function agentProblems(args: unknown): Problem[] {
    return ruleProblems(rule, args);
}

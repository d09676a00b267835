import { ruleProblems } from "../rules/checkRule";
import { needed, untypedShape } from "../rules/rule";
import type { Checked } from "./checkedArgs";
import { agentProperties, clusterName, onlyInstalledIsConfigured, region } from "./shape/agent";

export const agentArgs = { clusterName: needed(clusterName), region, ...agentProperties };

const rule = untypedShape("PodIdentityAgentArgs", agentArgs, { withoutEffect: [onlyInstalledIsConfigured] });

/** The args of a `PodIdentityAgent`, which need no decisions. */
export function checkedAgent<A>(args: A): Pick<Checked<A>, "decisions" | "problems"> {
    return { decisions: args, problems: ruleProblems(rule, args) };
}

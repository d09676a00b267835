/** The shape of a cluster's agent. */
import { AgentMode } from "../../args/agent";
import type { Agent } from "../../args/agent";
import { addonVersionIsLegal, clusterNameIsLegal, regionIsLegal } from "../../rules/awsRules";
import { choice, configuration, flag, like, output, shape, text } from "../../rules/rule";
import type { Rule, RulesOf } from "../../rules/rule";
import { tags } from "./tags";

export const clusterName = like(output(text(clusterNameIsLegal)), "dev");
export const region = like(output(text(regionIsLegal)), "eu-west-1");

export const addonConfiguration = like(
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as in args/
    configuration<Record<string, any>>("write the add-on's configuration as a map, not as JSON text"),
    { resources: { requests: { cpu: "20m", memory: "64Mi" } } },
);

export const preserve = like(output(flag), true);

export const agentProperties: RulesOf<Agent> = {
    mode: choice(AgentMode),
    version: like(output(text(addonVersionIsLegal)), "v1.3.9-eksbuild.3", "latest"),
    configuration: addonConfiguration,
    preserve,
    tags,
};

/** An add-on that is not installed here has no version, configuration … */
export const onlyInstalledIsConfigured = {
    key: "mode",
    values: [AgentMode.Existing, AgentMode.BuiltIn],
    properties: ["version", "configuration", "preserve", "tags"],
    problem: (mode: string): string => `has no effect in mode "${mode}"`,
    remedy: 'remove it, or use mode "install"',
};

/** The `agent` of a stack. */
export const agent: Rule<Agent, "optional"> = like(
    shape<Agent>("Agent", agentProperties, { withoutEffect: [onlyInstalledIsConfigured] }),
    { version: "v1.3.9-eksbuild.3" },
);

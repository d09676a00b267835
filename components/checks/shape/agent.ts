import { AgentMode } from "../../args/agent";
import { addonVersionIsLegal, clusterNameIsLegal, regionIsLegal } from "../../rules/awsRules";
import { at } from "../../rules/problem";
import type { Check, Path, Problem } from "../../rules/problem";
import { all, flag, input, isAbsent, isDeferred, isMap, known, oneOf, properties, text } from "../../rules/shapes";
import { tags } from "../../rules/tags";
import { sampleValues } from "../../rules/texts";

export const agentProperties: Record<string, Check> = {
    mode: known(oneOf(AgentMode)),
    version: input(text(addonVersionIsLegal)),
    configuration: configurationIsMap,
    preserve: input(flag),
    tags: tags(sampleValues()),
};

export const clusterProperties: Record<string, Check> = {
    clusterName: input(text(clusterNameIsLegal)),
    region: input(text(regionIsLegal)),
};

/** The `agent` of a stack. */
export const agent: Check = known(all(properties(agentProperties), onlyInstalledIsConfigured));

/** Outputs may stand in it anywhere, the whole included. */
export function configurationIsMap(value: unknown, path: Path): Problem[] {
    return isMap(value) || isDeferred(value)
        ? []
        : [{ path, problem: "is not a map", remedy: "write the add-on's configuration as a map, not as JSON text" }];
}

/** An add-on that is not made here takes no version, configuration … from here. */
export function onlyInstalledIsConfigured(value: unknown, path: Path): Problem[] {
    // A mode that there is not is another mistake.
    if (!isMap(value) || (value.mode !== AgentMode.Existing && value.mode !== AgentMode.BuiltIn)) {
        return [];
    }
    return ["version", "configuration", "preserve", "tags"]
        .filter(key => !isAbsent(value[key]))
        .map(key => ({
            path: at(path, key),
            problem: `has no effect in mode "${String(value.mode)}"`,
            remedy: 'take it out, or use mode "install"',
        }));
}

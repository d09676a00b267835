import type { Problem } from "../rules/problem";
import { all, known, properties } from "../rules/shapes";
import { agentProperties, clusterProperties, onlyInstalledIsConfigured } from "./shape/agent";

/** What is wrong with the args of a `PodIdentityAgent`. */
export function agentProblems(args: unknown): Problem[] {
    return all(
        known(properties({ ...clusterProperties, ...agentProperties }, ["clusterName"])),
        onlyInstalledIsConfigured,
    )(args, []);
}

/** The configurations in docs/access.md. */
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";

/** One block, without the prefix of its keys. */
export interface DocumentedConfig {
    /** Its heading. */
    readonly heading: string;
    /** Set if the block names a cluster: it is then a stack of its own. */
    readonly clusterName: string | undefined;
    readonly config: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export function documentedConfigs(): DocumentedConfig[] {
    const text = readFileSync(path.join(__dirname, "..", "..", "..", "docs", "access.md"), "utf8");
    return text.split(/^## /m).flatMap(section => {
        const heading = section.split("\n", 1)[0] ?? "";
        return [...section.matchAll(/^ *```yaml\n([\s\S]*?)^ *```$/gm)].map(([, block = ""]) => {
            const { config } = parse(block) as { config: Record<string, unknown> };
            const { clusterName, ...rest } = Object.fromEntries(
                Object.entries(config).map(([key, value]) => [key.replace("eks-pod-identity:", ""), value]),
            );
            return {
                heading,
                clusterName: typeof clusterName === "string" ? clusterName : undefined,
                config: rest as DocumentedConfig["config"],
            };
        });
    });
}

/** All blocks without a cluster in one stack. No two of them have a value for the same property. */
export function allTogether(configs: readonly DocumentedConfig[]): DocumentedConfig["config"] {
    const together: Record<string, Record<string, unknown>> = {};
    for (const { heading, config } of configs.filter(({ clusterName }) => clusterName === undefined)) {
        for (const [key, map] of Object.entries(config)) {
            for (const [name, value] of Object.entries(map)) {
                if (name in (together[key] ?? {})) {
                    throw new Error(`${heading}: ${key} has ${name} elsewhere too.`);
                }
                together[key] = { ...together[key], [name]: value };
            }
        }
    }
    return together;
}

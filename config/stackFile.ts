/** The keys of this package in a stack file, `Pulumi.<stack>.yaml`. https://www.pulumi.com/docs/iac/concepts/config/ */
import { nearestOf } from "../components/checks/nearest";
import { emptyMap } from "./located";
import type { Entry, Located } from "./located";
import { namespace } from "./model";
import { parseYaml } from "./yamlText";
import type { LocatedProblem } from "./yamlText";

export interface StackFile {
    /** A map of what stands under `eks-pod-identity:`, without the prefix. */
    readonly config: Entry;
    readonly problems: readonly LocatedProblem[];
    readonly warnings: readonly LocatedProblem[];
    /** Whether environments of Pulumi ESC may add to it. https://www.pulumi.com/docs/esc/ */
    readonly hasEnvironment: boolean;
}

/** Reads the text of a stack file. `project` is the name in Pulumi.yaml, which keys without a prefix belong to. */
export function readStackFile(text: string, file: string, project = namespace): StackFile {
    const { root, problems } = parseYaml(text, file);
    const hasEnvironment = root.node.kind === "map" && root.node.entries.has("environment");
    const config = root.node.kind === "map" ? root.node.entries.get("config") : undefined;
    const at = config?.place ?? root.place;
    if (problems.length > 0) {
        return { config: { place: at, node: emptyMap }, problems, warnings: [], hasEnvironment };
    }
    const noMap = [root.node, config?.node].filter(
        node => node !== undefined && node.kind !== "map" && !isNothing(node),
    );
    if (noMap.length > 0) {
        const problem = {
            path: "",
            problem: "this is not a map",
            remedy: 'write "config:" and below it a map of keys',
            place: at,
        };
        return { config: { place: at, node: emptyMap }, problems: [problem], warnings: [], hasEnvironment };
    }
    const written = config?.node.kind === "map" ? config.node.entries : new Map<string, Entry>();
    const entries = new Map<string, Entry>();
    const twice: LocatedProblem[] = [];
    const warnings: LocatedProblem[] = [];
    for (const [key, entry] of written) {
        const name = ownKey(key, project);
        if (name === undefined) {
            warnings.push(...strayKey(key).map(problem => ({ ...problem, place: entry.place })));
        } else if (entries.has(name)) {
            twice.push({
                path: name,
                problem: "is written twice, in two spellings",
                remedy: `keep ${namespace}:${name}`,
                place: entry.place,
            });
        } else {
            entries.set(name, entry);
        }
    }
    return { config: { place: at, node: { kind: "map", entries } }, problems: twice, warnings, hasEnvironment };
}

/** The key without the prefix of this package; `undefined` where it is another's. Both spellings are Pulumi's. */
export function ownKey(key: string, project = namespace): string | undefined {
    const [prefix, ...rest] = key.split(":");
    if (rest.length === 0) {
        return project === namespace ? key : undefined;
    }
    return prefix === namespace
        ? (rest[0] === "config" && rest.length > 1 ? rest.slice(1) : rest).join(":")
        : undefined;
}

/** Pulumi ignores a key whose prefix nobody reads, and with it the associations below. */
export function strayKey(key: string): Pick<LocatedProblem, "path" | "problem" | "remedy">[] {
    const [prefix = "", ...rest] = key.split(":");
    return rest.length > 0 && prefix !== namespace && nearestOf(prefix, [namespace]) !== undefined && prefix.length > 6
        ? [
              {
                  path: "",
                  problem: `nothing reads the key "${key}"`,
                  remedy: `Did you mean "${[namespace, ...rest].join(":")}"?`,
              },
          ]
        : [];
}

function isNothing(node: Located): boolean {
    return node.kind === "scalar" && node.value === null;
}

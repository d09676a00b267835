/** The keys of this package in a stack file, `Pulumi.<stack>.yaml`. https://www.pulumi.com/docs/iac/concepts/config/ */
import { nearestOf } from "../components/rules/nearest";
import { emptyMap } from "./yaml/located";
import type { Entry, Flaw, Located, LocatedProblem } from "./yaml/located";
import { namespace } from "./model/model";
import { parseYaml } from "./yaml/text";

export interface StackFile {
    /** The keys under `eks-pod-identity:`, without the prefix. */
    readonly config: Entry;
    readonly problems: readonly LocatedProblem[];
    readonly warnings: readonly LocatedProblem[];
    /** The keys of AWS's provider, such as `aws:region`. */
    readonly provider: ReadonlyMap<string, Entry>;
    /** Whether environments of Pulumi ESC can add to it. https://www.pulumi.com/docs/esc/ */
    readonly hasEnvironment: boolean;
    /** Whether `config` has everything in the file, with or without problems. */
    readonly isWhole: boolean;
}

/** Pulumi's own keys at the root of a stack file; it ignores all others. */
const rootKeys = ["config", "environment", "secretsprovider", "encryptedkey", "encryptionsalt"];

/** Reads the text of a stack file. `project` is the name in Pulumi.yaml, the namespace of keys without a prefix. */
export function readStackFile(text: string, file: string, project = namespace): StackFile {
    const { root, problems: unread, isWhole } = parseYaml(text, file);
    const top = entriesOf(root.node);
    const hasEnvironment = !isEmpty(top.get("environment")?.node);
    const config = top.get("config");
    const at = config?.place ?? root.place;
    const noMap = [root.node, config?.node].filter(
        node => node !== undefined && node.kind !== "map" && !isNothing(node),
    );
    const problems = [
        ...unread,
        ...[...top.values(), ...entriesOf(config?.node).values()].flatMap(({ oddKey, flaw, place }) =>
            oddKey === undefined ? [] : [{ path: [], place, ...(flaw ?? noText(oddKey)) }],
        ),
        ...noMap.map(() => ({
            path: [],
            problem: "this is not a map",
            remedy: 'write "config:" and below it a map of keys',
            place: at,
        })),
    ];
    const entries = new Map<string, Entry>();
    const warnings = [...top].flatMap(([key, { place }]) => strayRoot(key).map(problem => ({ ...problem, place })));
    for (const [key, entry] of entriesOf(config?.node)) {
        const name = ownKey(key, project);
        if (name === undefined) {
            warnings.push(...strayKey(key).map(problem => ({ ...problem, place: entry.place })));
        } else if (entry.oddKey === undefined) {
            entries.set(name, entries.has(name) ? spelledTwice(name, entry) : entry);
        }
    }
    return {
        config: { place: at, node: { kind: "map", entries } },
        problems,
        warnings,
        provider: new Map([...entriesOf(config?.node)].filter(([key]) => key.startsWith("aws:"))),
        hasEnvironment,
        isWhole: isWhole && noMap.length === 0,
    };
}

function entriesOf(node: Located | undefined): ReadonlyMap<string, Entry> {
    return node?.kind === "map" ? node.entries : emptyMap.entries;
}

function noText(key: string): Flaw {
    return { problem: `the key ${key} is not text`, remedy: `put it in quotes: ${JSON.stringify(key)}` };
}

/** Pulumi accepts either, but not consistently. */
function spelledTwice(name: string, entry: Entry): Entry {
    const flaw = { problem: "is written twice, in two spellings", remedy: `keep ${namespace}:${name}` };
    return { ...entry, flaw };
}

/** The key without the prefix of this package; `undefined` for other keys. Pulumi has both spellings. */
export function ownKey(key: string, project = namespace): string | undefined {
    const [prefix, ...rest] = key.split(":");
    if (rest.length === 0) {
        return project === namespace ? key : undefined;
    }
    return prefix === namespace
        ? (rest[0] === "config" && rest.length > 1 ? rest.slice(1) : rest).join(":")
        : undefined;
}

type Stray = Pick<LocatedProblem, "path" | "problem" | "remedy">;

function strayRoot(key: string): Stray[] {
    const nearest = rootKeys.includes(key) ? undefined : nearestOf(key, rootKeys);
    return nearest === undefined ? [] : [stray(key, `did you mean "${nearest}"?`)];
}

/** Pulumi ignores a key with an unknown prefix, and the associations in it. */
export function strayKey(key: string): Stray[] {
    const [prefix = "", ...rest] = key.split(":");
    // A longer name with the same beginning belongs to another package.
    const isOther = prefix.startsWith(namespace) && prefix.length > namespace.length + 2;
    return rest.length > 0 &&
        prefix !== namespace &&
        prefix.length > 6 &&
        !isOther &&
        nearestOf(prefix, [namespace]) !== undefined
        ? [stray(key, `did you mean "${[namespace, ...rest].join(":")}"?`)]
        : [];
}

function stray(key: string, remedy: string): Stray {
    return { path: [], problem: `the key "${key}" is not used`, remedy };
}

function isEmpty(node: Located | undefined): boolean {
    return node === undefined || isNothing(node) || (node.kind === "list" && node.items.length === 0);
}

function isNothing(node: Located): boolean {
    return node.kind === "scalar" && node.value === null;
}

/** Everything that is wrong with a stack's config, and the args it stands for. One way for the program and the command. */
import type { PodIdentityStackArgs, PodIdentityTargetRoleArgs } from "../components/index";
import type { Problem } from "../components/checks/problem";
import { properties, text } from "../components/checks/shapes";
import { stackProblems } from "../components/checks/stack";
import { targetRoles } from "../components/checks/targetRole";
import { stackWarnings } from "../components/checks/warnings";
import { converted } from "./convert";
import { placeOf } from "./located";
import type { Entry, Located, LocatedMap } from "./located";
import { argsModel, stackModel } from "./model";
import { segmentsOf } from "./propertyPath";
import type { LocatedProblem } from "./yamlText";

/** Where the cluster's name comes from, when another stack has it. */
export interface ClusterFrom {
    readonly stack: string;
    readonly output: string;
}

export interface Analysis {
    /** All but the name of the cluster where `clusterFrom` gives it. To be used only where there are no problems. */
    readonly args: Omit<PodIdentityStackArgs, "clusterName"> & { readonly clusterName?: string };
    /** Whether the config is about a cluster at all, or about target roles alone. */
    readonly hasCluster: boolean;
    readonly targetRoles: Readonly<Record<string, PodIdentityTargetRoleArgs>>;
    readonly clusterFrom: ClusterFrom | undefined;
    readonly problems: readonly LocatedProblem[];
    readonly warnings: readonly LocatedProblem[];
}

export interface Circumstances {
    /** Only a part of the config is known, such as a stack file without its environment: what is missing may be elsewhere. */
    readonly partial: boolean;
}

/** What makes a stack about a cluster. `defaults`, which a shared file may bring along, does not. */
const needingCluster = ["clusterName", "clusterFrom", "agent", "associations", "roles", "eksAddons"];

/** `config` is a map of the keys under `eks-pod-identity:`, everything included. */
export function analysed(config: Entry, { partial }: Circumstances): Analysis {
    const given = withoutBlanks(config.node);
    const { value, problems: misread, secrets } = converted(given, stackModel);
    const values = value as Readonly<Record<string, unknown>>;
    const args = Object.fromEntries(Object.entries(values).filter(([key]) => Object.hasOwn(argsModel, key)));
    const hasCluster = values.targetRoles === undefined || needingCluster.some(key => values[key] !== undefined);
    const isUncertain = partial || secrets.length > 0;
    // One message for one mistake: what else is wrong with a value that has been misread would only confuse.
    const settled = new Set([...secrets, ...misread.map(({ path }) => path)]);
    const found = [
        ...keysAreKnown(values),
        ...(hasCluster ? clusterProblems(values, given) : []),
        // The name may be another stack's: whether there is one is asked above.
        ...stackProblems({ clusterName: "cluster", ...args }),
        ...(values.targetRoles === undefined ? [] : targetRoles(values.targetRoles, "targetRoles")),
    ].filter(({ path, absent }) => !settled.has(path) && !(absent && isUncertain));
    const problems = [...secrets.map(secretProblem), ...misread, ...found];
    const usable = problems.length === 0;
    return {
        args,
        hasCluster,
        targetRoles: (values.targetRoles ?? {}) as Record<string, PodIdentityTargetRoleArgs>,
        clusterFrom: values.clusterFrom as ClusterFrom | undefined,
        problems: located(config, problems),
        warnings: usable
            ? located(
                  config,
                  stackWarnings(args).filter(({ absent }) => !(absent && partial)),
              )
            : [],
    };
}

function located(config: Entry, problems: readonly Problem[]): LocatedProblem[] {
    return problems.map(problem => ({ ...problem, place: placeOf(config, segmentsOf(problem.path)) }));
}

/** Pulumi.yaml gives an optional key an empty default, for Pulumi would demand a key that has none. */
function withoutBlanks(node: Located): LocatedMap {
    const entries = node.kind === "map" ? [...node.entries] : [];
    const isLeftOut = (key: string, entry: Entry): boolean =>
        Object.hasOwn(stackModel.shape, key) && isBlank(entry.node);
    return { kind: "map", entries: new Map(entries.filter(([key, entry]) => !isLeftOut(key, entry))) };
}

function isBlank(node: Located): boolean {
    switch (node.kind) {
        case "scalar":
            return node.value === "" || node.value === null;
        case "map":
            return node.entries.size === 0;
        case "list":
            return node.items.length === 0;
        case "secret":
            return false;
    }
}

const nothingIsWrong = (): Problem[] => [];

function keysAreKnown(values: Readonly<Record<string, unknown>>): Problem[] {
    return properties(Object.fromEntries(Object.keys(stackModel.shape).map(key => [key, nothingIsWrong])))(values, "");
}

/** The cluster is named in exactly one way. */
function clusterProblems({ clusterFrom }: Readonly<Record<string, unknown>>, given: LocatedMap): Problem[] {
    const ways = ["clusterName", "clusterFrom"].filter(key => given.entries.has(key));
    const inWords = "give exactly one: clusterName, or clusterFrom: { stack: org/eks/dev, output: clusterName }";
    const filled = text((value, path) => (value === "" ? [{ path, problem: "is empty", remedy: "give a value" }] : []));
    return [
        ...(ways.length === 0
            ? [{ path: "", problem: "the cluster is not named", remedy: inWords, absent: true as const }]
            : []),
        ...(ways.length === 2 ? [{ path: "clusterFrom", problem: "the cluster is named twice", remedy: inWords }] : []),
        ...(clusterFrom === undefined
            ? []
            : properties({ stack: filled, output: filled }, ["stack", "output"])(clusterFrom, "clusterFrom")),
    ];
}

function secretProblem(path: string): Problem {
    return {
        path,
        problem: "is a secret",
        remedy:
            "what names resources is written in the state and in messages in plain text, so it must not look protected: " +
            "set it with --plaintext, or, in an environment, without fn::secret",
    };
}

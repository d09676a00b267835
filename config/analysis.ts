/** All problems of a stack's config, and its args. The program and the command share it. */
import type { PodIdentityStackArgs, PodIdentityTargetRoleArgs } from "../components/index";
import { printedPath } from "../components/rules/problem";
import { emptyRoleWarnings } from "../components/checks/fit/emptyRoles";
import { otherPartitionWarnings } from "../components/checks/fit/otherPartition";
import type { Path, Problem } from "../components/rules/problem";
import { namedRoles, namedTargetRoles, namesDiffer } from "../components/checks/fit/roleNames";
import { isMisspelt, unknownProperty } from "../components/rules/kinds";
import { ruleProblems } from "../components/rules/checkRule";
import { checkedStack } from "../components/checks/stack";
import { checkedTargetRoles } from "../components/checks/targetRole";
import { singleRoleWarnings, stackWarnings } from "../components/checks/fit/warnings";
import { placeOfRegion } from "../components/decisions/knownPlace";
import type { DecidedTargetRole } from "../components/decisions/single";
import type { Decisions } from "../components/decisions/stack";
import { converted, isMapKind, kindOfModel, modelOf } from "./model/convert";
import { child, placeOf } from "./yaml/located";
import type { Entry, Located, LocatedMap, LocatedProblem } from "./yaml/located";
import { argsRules, clusterFrom as clusterFromRule, configKeys, stackModel } from "./model/model";
import type { ClusterFrom } from "./model/model";

export interface Analysis {
    /** All args except the cluster's name if `clusterFrom` has it. Use them only if there are no problems. */
    readonly args: Omit<PodIdentityStackArgs, "clusterName"> & { readonly clusterName?: string };
    /** Whether the config is about a cluster, or only about target roles. */
    readonly hasCluster: boolean;
    readonly targetRoles: Readonly<Record<string, PodIdentityTargetRoleArgs>>;
    readonly clusterFrom: ClusterFrom | undefined;
    /** The decisions of the cluster's args, and the target roles. Logical names have no component name. */
    readonly decisions: Decisions;
    readonly decidedTargetRoles: readonly DecidedTargetRole[];
    readonly problems: readonly LocatedProblem[];
    readonly warnings: readonly LocatedProblem[];
}

export interface Circumstances {
    /**
     * Only a part of the config is known, such as a stack file without its environment: missing values may be
     * elsewhere.
     */
    readonly partial: boolean;
    /** The Region of AWS's provider, if config has it. */
    readonly region?: string | undefined;
    /** The account of the stack, if the provider's config allows exactly one. */
    readonly account?: string | undefined;
}

/** Keys that make a stack about a cluster. `defaults` does not, because a shared file can have it. */
const needingCluster = ["clusterName", "clusterFrom", "agent", "associations", "roles", "eksAddons"];

/** `config` is a map of the keys under `eks-pod-identity:`, with included files. */
export function analysed(config: Entry, { partial, region, account }: Circumstances): Analysis {
    const given = withoutBlanks(config.node);
    const { value, problems: misread, secrets } = converted(given, stackModel);
    const values = value as Readonly<Record<string, unknown>>;
    const args = Object.fromEntries(Object.entries(values).filter(([key]) => Object.hasOwn(argsRules, key)));
    const hasCluster = values.targetRoles === undefined || needingCluster.some(key => values[key] !== undefined);
    const reported = [...secrets.map(path => secretProblem(path, config)), ...misread, ...textsOfJson(given)];
    // One message for one mistake: other problems of a misread value would only confuse.
    const settled = new Set(reported.map(({ path }) => printedPath(path)));
    const isUncertain = ({ path, absent }: Problem): boolean =>
        absent === true && (partial || secrets.some(secret => mayHold(secret, path)));
    // Another stack can have the name. The check above reports a missing one.
    const place = { ...(account !== undefined && { account }), ...placeOfRegion(region) };
    const stack = checkedStack("", { clusterName: Promise.resolve(), ...args }, place);
    const targets = checkedTargetRoles(values.targetRoles ?? {});
    const found = [
        ...keysAreKnown(values),
        ...(hasCluster ? clusterProblems(values, config.node) : []),
        ...stack.problems,
        ...targets.problems,
        ...targets.outsideGaps(targetNamesDiffer(targets.decisions, stack.decisions)),
    ].filter(({ path }) => !settled.has(printedPath(path)));
    const problems = [...reported, ...found].filter(problem => !isUncertain(problem));
    // Warnings need valid args.
    const warnings = problems.length > 0 ? [] : warningsOf(stack.decisions, targets.decisions, values, region);
    return {
        args,
        decisions: stack.decisions,
        decidedTargetRoles: targets.decisions,
        hasCluster,
        targetRoles: (values.targetRoles ?? {}) as Record<string, PodIdentityTargetRoleArgs>,
        clusterFrom: values.clusterFrom as ClusterFrom | undefined,
        problems: located(config, problems),
        warnings: located(
            config,
            warnings.filter(({ absent }) => !(absent && partial)),
        ),
    };
}

/** Target roles are created in the account of the stack, next to the roles of its cluster. */
function targetNamesDiffer(targetRoles: readonly DecidedTargetRole[], { roles, place }: Decisions): readonly Problem[] {
    return namesDiffer(namedTargetRoles(targetRoles), namedRoles(roles, place));
}

function warningsOf(
    decisions: Decisions,
    targetRoles: readonly DecidedTargetRole[],
    values: Readonly<Record<string, unknown>>,
    region: string | undefined,
): Problem[] {
    return [
        ...stackWarnings(decisions),
        ...targetRoles.flatMap(singleRoleWarnings),
        ...emptyRoleWarnings(decisions.roles, targetRoles),
        ...partitionWarnings(values, region),
    ];
}

/** Checks that config alone allows. A program gets its Region elsewhere. */
function partitionWarnings(values: Readonly<Record<string, unknown>>, providerRegion: string | undefined): Problem[] {
    const { associations, roles, eksAddons, targetRoles, region = providerRegion } = values;
    return typeof region === "string"
        ? otherPartitionWarnings({ associations, roles, eksAddons, targetRoles }, region)
        : [];
}

function located(config: Entry, problems: readonly Problem[]): LocatedProblem[] {
    return problems.map(problem => ({ ...problem, place: placeOf(config, problem.path) }));
}

/** A missing value at `path` can be in a secret elsewhere. A secret around it or at its path is reported itself. */
function mayHold(secret: Path, path: Path): boolean {
    const last = path.length > 1 ? path.at(-1) : undefined;
    return (
        (printedPath(secret) === "roles" && last === "roleRef") ||
        (["defaults", "defaults.role"].includes(printedPath(secret)) && last === "name")
    );
}

/** An optional key without a value is omitted. A Pulumi.yaml that declares it sets an empty value. */
function withoutBlanks(node: Located): LocatedMap {
    const entries = node.kind === "map" ? [...node.entries] : [];
    return { kind: "map", entries: new Map(entries.filter(([key, entry]) => !isBlank(key, entry.node))) };
}

function isBlank(key: string, node: Located): boolean {
    const model = modelOf(stackModel, key);
    const kind = kindOfModel(model);
    switch (node.kind) {
        case "scalar":
            return kind !== undefined && (node.value === null || (node.value === "" && kind === "text"));
        case "map":
            return node.entries.size === 0 && isMapKind(model) && key !== "clusterFrom";
        case "list":
            return node.items.length === 0 && kind === "list";
        case "secret":
            return false;
    }
}

/**
 * The result of `pulumi config set eks-pod-identity:associations '{…}'`: one text, without positions and without editor
 * support.
 */
function textsOfJson(given: LocatedMap): Problem[] {
    return [...given.entries].flatMap(([key, { node }]) =>
        isMapKind(modelOf(stackModel, key)) && node.kind === "scalar" && isJson(node.value)
            ? [{ path: [key], problem: "is JSON text", remedy: "write it as YAML, or set it with --path" }]
            : [],
    );
}

function isJson(value: unknown): boolean {
    try {
        return typeof value === "string" && /^\s*[[{]/.test(value) && typeof JSON.parse(value) === "object";
    } catch {
        return false;
    }
}

function keysAreKnown(values: Readonly<Record<string, unknown>>): Problem[] {
    return Object.keys(values).flatMap(key =>
        configKeys.includes(key) ? [] : [{ path: [key], ...unknownProperty(key, configKeys) }],
    );
}

/** The cluster has exactly one source. */
function clusterProblems(values: Readonly<Record<string, unknown>>, config: Located): Problem[] {
    const ways = ["clusterName", "clusterFrom"];
    const given = ways.filter(key => values[key] !== undefined);
    const inWords = "set exactly one: clusterName, or clusterFrom: { stack: org/eks/dev, output: clusterName }";
    const isUnnamed = given.length === 0 && !isMisspelt(values, ways, configKeys);
    const blank = ways.find(key => child(config, key) !== undefined);
    return [
        ...(isUnnamed
            ? [
                  {
                      path: blank === undefined ? [] : [blank],
                      problem: "the cluster is not named",
                      remedy: inWords,
                      absent: true as const,
                  },
              ]
            : []),
        ...(given.length === 2
            ? [{ path: ["clusterFrom"], problem: "the cluster is named twice", remedy: inWords }]
            : []),
        ...(values.clusterFrom === undefined ? [] : ruleProblems(clusterFromRule, values.clusterFrom, ["clusterFrom"])),
    ];
}

function secretProblem(path: Path, config: Entry): Problem {
    const place = placeOf(config, path);
    const isIncluded = place !== undefined && place.file !== config.place?.file;
    return {
        path,
        problem: "is a secret",
        remedy:
            "names of resources appear in the state and in messages in plain text: " +
            (isIncluded
                ? "write it in plain text, like everything in an included file"
                : "set it with --plaintext, or, in an environment, without fn::secret"),
    };
}

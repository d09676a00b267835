import type { KnownStatement } from "../access/permissions";
import type { Path, Problem } from "../rules/problem";
import type { Parameter, Value } from "./parameters";
import { parameterValue } from "./parameters";
import type { PresetPlace } from "./place";

/** The values of the parameters of interface `P`: without Outputs, with defaults. */
export type Values<P> = { readonly [K in keyof P]-?: ValueOf<NonNullable<P[K]>> };
type ValueOf<T> = T extends boolean ? boolean : T extends readonly unknown[] ? readonly string[] : string;

/** A parameter for each property of the interface. A required property has a required parameter. */
type ParameterTable<P> = {
    readonly [K in keyof P]-?: Parameter<
        ValueOf<NonNullable<P[K]>>,
        object extends Pick<P, K> ? "scope" | "feature" : "required"
    >;
};

type Render<P> = (values: Values<P>, place: PresetPlace) => readonly KnownStatement[];

interface Definition<P> {
    /** Page or file with the permissions that the controller needs. */
    readonly source: string;
    /** The day of the last comparison of the statements with the source. */
    readonly checked: `${number}-${number}-${number}`;
    /** The compared version: the source's commit, or the ISO date of its last change if it has no commits. */
    readonly sourceVersion: string;
    /** Differences between the statements and the source, with reasons. */
    readonly differences?: readonly Difference[];
    /** Subject of the controller's chart or add-on. Reported, not applied. Absent if every workload has its own. */
    readonly usualSubject?: string;
    /** End of the controller's life, as text. Using the preset is then a warning. */
    readonly ended?: string;
    readonly parameters: ParameterTable<P>;
    /** Conditions on several parameters. */
    readonly demands?: readonly Demand<P>[];
    /** One inline policy. */
    readonly statements?: Render<P>;
    /**
     * Several inline policies, keyed by suffix. The split must never depend on size: a longer cluster name would replace the
     * policies.
     */
    readonly policies?: Readonly<Record<string, Render<P>>>;
    /** AWS managed policies, by name. */
    readonly managedPolicies?: (values: Values<P>) => readonly string[];
    /** Whether conditions read `aws:PrincipalTag/…`, so that it needs session tags; or the parameter that makes them. */
    readonly needsSessionTags?: boolean | (keyof P & string);
    /** Parameters of a typical use, for the documentation. */
    readonly example: P;
}

/** An intended difference from the source. */
export interface Difference {
    /** The actions that the source lacks, or has on other resources or under other conditions; `*` as in IAM. */
    readonly actions: readonly string[];
    /** The reason, in sentences. */
    readonly reason: string;
}

interface Demand<P> {
    /** `given` distinguishes a default from the same value in the args. */
    readonly holds: (values: Values<P>, given: { readonly [K in keyof P]?: unknown }) => boolean;
    readonly problem: string;
    readonly remedy: string;
}

/** An inline policy of a preset. */
export interface PresetPolicy {
    /** Distinguishes the policies of one preset. Empty if there is one. */
    readonly suffix: string;
    readonly statements: readonly KnownStatement[];
}

/** A preset whose parameters' interface is `P`. */
export interface Preset<P = unknown> {
    readonly source: string;
    readonly checked: string;
    /** Commit or ISO date of the source that was compared. */
    readonly sourceVersion: string;
    /** Intended differences from the source. */
    readonly differences: readonly Difference[];
    readonly usualSubject: string | undefined;
    /** End of the controller's life, as text. */
    readonly ended: string | undefined;
    readonly parameters: Readonly<Record<string, Parameter>>;
    /** Whether conditions read session tags, or the name of the parameter that makes them. */
    readonly needsSessionTags: boolean | string;
    readonly example: P;
    /** The inline policies for `given` parameters, without Outputs. Policies without a statement are omitted. */
    readonly policies: (given: Given, place: PresetPlace) => readonly PresetPolicy[];
    /** The names of the AWS managed policies. */
    readonly managedPolicies: (given: Given, place: PresetPlace) => readonly string[];
    /** Problems of `given` as a whole. */
    readonly unmetDemands: (given: Given, place: PresetPlace, path: Path) => Problem[];
}

/** Parameters as in the args. */
export type Given = Readonly<Record<string, unknown>>;

/** Defines a preset: data with a source. */
export function definePreset<P extends object>(definition: Definition<P>): Preset<P> {
    const {
        source,
        checked,
        sourceVersion,
        differences = [],
        usualSubject,
        ended,
        demands = [],
        statements,
        managedPolicies,
        example,
    } = definition;
    const { needsSessionTags = false, policies = statements ? { "": statements } : {} } = definition;
    const parameters = definition.parameters as Readonly<Record<string, Parameter>>;
    const valuesOf = (given: Given, place: PresetPlace): Values<P> =>
        Object.fromEntries(
            Object.entries(parameters).map(([key, parameter]): [string, Value] => [
                key,
                parameterValue(parameter, given[key], place),
            ]),
        ) as Values<P>;
    return {
        source,
        checked,
        sourceVersion,
        differences,
        usualSubject,
        ended,
        parameters,
        needsSessionTags,
        example,
        policies: (given, place) =>
            Object.entries(policies)
                .map(([suffix, render]) => ({ suffix, statements: render(valuesOf(given, place), place) }))
                .filter(policy => policy.statements.length > 0),
        managedPolicies: (given, place) => managedPolicies?.(valuesOf(given, place)) ?? [],
        unmetDemands: (given, place, path) =>
            demands
                .filter(({ holds }) => !holds(valuesOf(given, place), given as { readonly [K in keyof P]?: unknown }))
                .map(({ problem, remedy }) => ({ path, problem, remedy })),
    };
}

/** A statement that allows `actions` on `resources` under `conditions`: operator → key → values. */
export function allow(
    actions: readonly string[],
    resources: readonly string[],
    conditions?: KnownStatement["conditions"],
): KnownStatement {
    return { actions, resources, ...(conditions && { conditions }) };
}

/** The same with the Sid of its source. */
export function allowAs(sid: string, ...statement: Parameters<typeof allow>): KnownStatement {
    return { sid, ...allow(...statement) };
}

/** `statements` if a feature is enabled. */
export function when(isAsked: boolean, ...statements: readonly KnownStatement[]): readonly KnownStatement[] {
    return isAsked ? statements : [];
}

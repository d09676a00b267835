import type { KnownStatement } from "../access/permissions";
import type { Path, Problem } from "../rules/problem";
import type { Parameter, Value } from "./parameters";
import { parameterValue } from "./parameters";
import type { PresetPlace } from "./place";

/** The values of a preset's parameters, whose interface for users is `P`: Outputs known, defaults filled in. */
export type Values<P> = { readonly [K in keyof P]-?: ValueOf<NonNullable<P[K]>> };
type ValueOf<T> = T extends boolean ? boolean : T extends readonly unknown[] ? readonly string[] : string;

/** A parameter for each property of the interface; one that has no default is a property that must be given. */
type ParameterTable<P> = {
    readonly [K in keyof P]-?: Parameter<
        ValueOf<NonNullable<P[K]>>,
        object extends Pick<P, K> ? "scope" | "feature" : "required"
    >;
};

type Render<P> = (values: Values<P>, place: PresetPlace) => readonly KnownStatement[];

interface Definition<P> {
    /** The page or file that says what the controller needs. */
    readonly source: string;
    /** The day of the last comparison of the statements with the source. */
    readonly checked: `${number}-${number}-${number}`;
    /** What was compared: the source's commit, or the ISO date of its last change where it has no commits. */
    readonly sourceVersion: string;
    /** In what the statements differ from the source, and why. */
    readonly differences?: readonly Difference[];
    /** The subject that the controller's chart or add-on uses: reported, not applied. None for a workload's own. */
    readonly usualSubject?: string;
    /** When what it is for ended, in words: using it is a warning. */
    readonly ended?: string;
    readonly parameters: ParameterTable<P>;
    /** What must hold of the parameters together. */
    readonly demands?: readonly Demand<P>[];
    /** One inline policy. */
    readonly statements?: Render<P>;
    /**
     * Several inline policies with a fixed boundary, by suffix. Which there are must never depend on their size: a longer
     * cluster name would replace them.
     */
    readonly policies?: Readonly<Record<string, Render<P>>>;
    /** AWS managed policies, by name. */
    readonly managedPolicies?: (values: Values<P>) => readonly string[];
    /** Its conditions read `aws:PrincipalTag/…`: without session tags it grants nothing. A switch, where only that needs them. */
    readonly needsSessionTags?: boolean | (keyof P & string);
    /** Parameters of a typical use: the example of the documentation. */
    readonly example: P;
}

/** A difference from the source that stays. */
export interface Difference {
    /** The actions that the source lacks, or has on other resources or under other conditions; `*` as in IAM. */
    readonly actions: readonly string[];
    /** Why, in sentences. */
    readonly reason: string;
}

interface Demand<P> {
    /** `given` tells a default from the same value written by the user. */
    readonly holds: (values: Values<P>, given: { readonly [K in keyof P]?: unknown }) => boolean;
    readonly problem: string;
    readonly remedy: string;
}

/** An inline policy of a preset. */
export interface PresetPolicy {
    /** Tells the policies of one preset apart; empty where there is one. */
    readonly suffix: string;
    readonly statements: readonly KnownStatement[];
}

/** A preset whose parameters' interface is `P`. */
export interface Preset<P = unknown> {
    readonly source: string;
    readonly checked: string;
    /** Commit or ISO date of the source that was compared. */
    readonly sourceVersion: string;
    /** The differences from the source that stay. */
    readonly differences: readonly Difference[];
    readonly usualSubject: string | undefined;
    /** When what it is for ended, in words. */
    readonly ended: string | undefined;
    readonly parameters: Readonly<Record<string, Parameter>>;
    /** Whether its conditions read session tags; the name of a switch, where they do only with that. */
    readonly needsSessionTags: boolean | string;
    readonly example: P;
    /** The inline policies for `given` parameters, all of them known; those without a statement are left out. */
    readonly policies: (given: Given, place: PresetPlace) => readonly PresetPolicy[];
    /** The names of the AWS managed policies. */
    readonly managedPolicies: (given: Given, place: PresetPlace) => readonly string[];
    /** What is wrong with `given` as a whole. */
    readonly unmetDemands: (given: Given, place: PresetPlace, path: Path) => Problem[];
}

/** Parameters as the user gave them. */
export type Given = Readonly<Record<string, unknown>>;

/** A preset: data with a source, and nothing that a parameter kind could not say. */
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

/** A statement that allows `actions` on `resources`, where `conditions` hold: operator → key → values. */
export function allow(
    actions: readonly string[],
    resources: readonly string[],
    conditions?: KnownStatement["conditions"],
): KnownStatement {
    return { actions, resources, ...(conditions && { conditions }) };
}

/** The same under the name that its source gives it. */
export function allowAs(sid: string, ...statement: Parameters<typeof allow>): KnownStatement {
    return { sid, ...allow(...statement) };
}

/** `statements` where a feature is asked for. */
export function when(isAsked: boolean, ...statements: readonly KnownStatement[]): readonly KnownStatement[] {
    return isAsked ? statements : [];
}

/**
 * Rules describe the args as data. The compiler compares them with the interfaces of args/. The checks (checkRule.ts),
 * the conversion of stack-file values and the JSON Schema for editors use them.
 */
import type * as pulumi from "@pulumi/pulumi";
import type { PlaceholderValues } from "./placeholders";
import type { Path, Problem } from "./problem";
import type { TextRule } from "./textRule";

declare const of: unique symbol;

/** A rule for values of type `T`, which the type parameter requires exactly. */
export interface Rule<T, N extends Need = Need> extends AnyRule {
    readonly [of]: (value: T) => T;
    readonly need: N;
}

type Need = "needed" | "optional";

/** A rule for any type of value. */
export interface AnyRule {
    readonly form: Form;
    readonly need: Need;
    /** Whether the value can be an Output. */
    readonly mayBeOutput: boolean;
    /** Examples for documentation and completion. */
    readonly examples?: readonly unknown[];
}

/** A rule for each property of `T`. A missing or additional rule, or one of another type, does not compile. */
export type RulesOf<T> = {
    readonly [K in keyof T]-?: Rule<Exclude<T[K], undefined>, object extends Pick<T, K> ? "optional" : "needed">;
};

export type Form = TextForm | FlagForm | NumberForm | ChoiceForm | ListForm | MapForm | ShapeForm | FreeForm;

export interface TextForm {
    readonly kind: "text";
    readonly rules: readonly TextRule[];
    /** Placeholders such as `{cluster}` are replaced before `rules` apply. */
    readonly hasPlaceholders: boolean;
}

export interface FlagForm {
    readonly kind: "flag";
}

export interface NumberForm {
    readonly kind: "number";
    readonly from: number;
    readonly to: number;
}

export interface ChoiceForm {
    readonly kind: "choice";
    readonly values: readonly string[];
    /** Values of the type that are not allowed here, and why. */
    readonly refused: Readonly<Record<string, Words>>;
}

export interface ListForm {
    readonly kind: "list";
    readonly item: AnyRule;
    /** The fix for an empty list; `undefined` if it is allowed. */
    readonly emptyRemedy: string | undefined;
    readonly also: Also<readonly unknown[]>;
}

export interface MapForm {
    readonly kind: "map";
    readonly item: AnyRule;
    readonly keyRules: readonly TextRule[];
    readonly keysHavePlaceholders: boolean;
    /** The fix for a value that is not a map, if it is not the usual one. */
    readonly notMap: string | undefined;
    /** `null` for an entry: allowed, because it removes a default, or a problem with this text. */
    readonly nullEntry: "legal" | Words | undefined;
    readonly also: Also<Fields>;
}

export interface ShapeForm {
    readonly kind: "shape";
    /** The interface's name. */
    readonly name: string;
    readonly properties: Readonly<Record<string, AnyRule>>;
    /** Properties that belong elsewhere, and why they are refused here. */
    readonly refused: Readonly<Record<string, Words>>;
    readonly exactlyOne: readonly ExactlyOne[];
    readonly withoutEffect: readonly WithoutEffect[];
    readonly also: Also<Fields>;
    /** Called only if there are no other problems. */
    readonly whenSound: Also<Fields>;
    /** The context of nested values, from the value and its key. */
    readonly within: ((context: Context, value: Fields, key: string) => Context) | undefined;
    readonly words: ShapeWords;
}

/** Any value: the configuration of an add-on. */
export interface FreeForm {
    readonly kind: "free";
    readonly notMap: string;
}

export type Fields = Readonly<Record<string, unknown>>;

/** A problem without a path. */
export type Words = Omit<Problem, "path">;

/** A check of a whole value of the right type, in addition to its rule. */
export type Also<V> = ((value: V, path: Path, context: Context) => readonly Problem[]) | undefined;

/** Messages of a shape that differ from the usual ones. */
export interface ShapeWords {
    readonly notMap?: string;
    /** For an unknown key. */
    readonly unknown?: (key: string) => Words;
    /** For a property that must not be `null`. */
    readonly nullProperty?: Words;
    /** For any property, if the shape has none. */
    readonly noProperties?: Words;
}

/** Exactly one of `keys` is set. */
export interface ExactlyOne {
    readonly keys: readonly string[];
    readonly none: string;
    readonly several: (given: readonly string[]) => string;
    readonly remedy: string;
    /** None can be in an unknown part of the config, such as a file that another one is merged over. */
    readonly mayBeElsewhere?: true;
    /** An empty list counts as missing. */
    readonly filled?: true;
}

/** Properties without effect if `key` has one of `values`. */
export interface WithoutEffect {
    readonly key: string;
    readonly values: readonly string[];
    readonly properties: readonly string[];
    readonly problem: (value: string) => string;
    readonly remedy: string;
}

/** The context of a value. */
export interface Context {
    /** The values of placeholders. */
    readonly values: PlaceholderValues;
    /** The keys of the stack's roles, if there is a stack. */
    readonly roleKeys?: readonly string[];
    /** The enclosing add-on, and its namespace if known. */
    readonly addon?: { readonly name: string; readonly namespace: string | undefined };
}

function rule<T>(form: Form, mayBeOutput = false): Rule<T, "optional"> {
    return { form, need: "optional", mayBeOutput } as Rule<T, "optional">;
}

/** Text that matches all `rules`. */
export function text(...rules: readonly TextRule[]): Rule<string, "optional"> {
    return rule({ kind: "text", rules, hasPlaceholders: false });
}

/** Text that matches all `rules` after its placeholders are replaced. */
export function knownTemplate(...rules: readonly TextRule[]): Rule<string, "optional"> {
    return rule({ kind: "text", rules, hasPlaceholders: true });
}

/** The same, or an Output of it. */
export function template(...rules: readonly TextRule[]): Rule<pulumi.Input<string>, "optional"> {
    return output(knownTemplate(...rules));
}

export const flag: Rule<boolean, "optional"> = rule({ kind: "flag" });

export function wholeNumber(from: number, to: number): Rule<number, "optional"> {
    return rule({ kind: "number", from, to });
}

/** One of the values of an enum. */
export function choice<T extends string>(
    values: Readonly<Record<string, T>>,
    refused?: Readonly<Partial<Record<T, Words>>>,
): Rule<T, "optional"> {
    return rule({ kind: "choice", values: Object.values(values), refused: { ...refused } });
}

/** The configuration of an add-on, with Outputs anywhere in it. */
export function configuration<T extends object>(notMap: string): Rule<T, "optional"> {
    return rule({ kind: "free", notMap }, true);
}

export function list<T>(
    item: Rule<T>,
    { emptyRemedy, also }: { readonly emptyRemedy?: string | undefined; readonly also?: ListForm["also"] } = {},
): Rule<T[], "optional"> {
    return rule({ kind: "list", item, emptyRemedy, also });
}

/** A list with at least one entry: AWS refuses an empty one, or an empty one is ambiguous. */
export function filledList<T>(item: Rule<T>, also?: ListForm["also"]): Rule<T[], "optional"> {
    return list(item, { emptyRemedy: "list at least one, or remove the property", also });
}

export function map<T>(
    item: Rule<T>,
    options: Partial<Omit<MapForm, "kind" | "item">> = {},
): Rule<Record<string, T>, "optional"> {
    const { keyRules = [], keysHavePlaceholders = false, notMap, nullEntry, also } = options;
    return rule({ kind: "map", item, keyRules, keysHavePlaceholders, notMap, nullEntry, also });
}

/** The properties of the interface `T`, whose name is `name`. */
export function shape<T>(
    name: string,
    properties: RulesOf<T>,
    options: Partial<Omit<ShapeForm, "kind" | "name" | "properties">> = {},
): Rule<T, "optional"> & { readonly form: ShapeForm } {
    return rule<T>(shapeForm(name, properties, options)) as Rule<T, "optional"> & { readonly form: ShapeForm };
}

/** A map with only certain keys, each optional. */
export function closedMap<T>(
    name: string,
    properties: Readonly<Record<string, Rule<T>>>,
    options: Partial<Omit<ShapeForm, "kind" | "name" | "properties">> = {},
): Rule<Record<string, T>, "optional"> {
    return rule(shapeForm(name, properties, options));
}

/** Properties of an interface that checks/ cannot import, as a component has it; tests/components/checks/argsRules.test.ts holds the two together. */
export function untypedShape(
    name: string,
    properties: Readonly<Record<string, AnyRule>>,
    options: Partial<Omit<ShapeForm, "kind" | "name" | "properties">> = {},
): AnyRule {
    return rule<unknown>(shapeForm(name, properties, options));
}

function shapeForm(
    name: string,
    properties: Readonly<Record<string, AnyRule>>,
    options: Partial<Omit<ShapeForm, "kind" | "name" | "properties">>,
): ShapeForm {
    return {
        kind: "shape",
        name,
        properties,
        refused: {},
        exactlyOne: [],
        withoutEffect: [],
        also: undefined,
        whenSound: undefined,
        within: undefined,
        words: {},
        ...options,
    };
}

/** The same value, or an Output of it. */
export function output<T, N extends Need>(given: Rule<T, N>): Rule<pulumi.Input<T>, N> {
    return { ...given, mayBeOutput: true } as unknown as Rule<pulumi.Input<T>, N>;
}

/** It is required. */
export function needed<T>(given: Rule<T>): Rule<T, "needed"> {
    return { ...given, need: "needed" };
}

/** With examples. An editor inserts the first one. */
export function like<R extends AnyRule>(given: R, ...examples: readonly unknown[]): R {
    return { ...given, examples };
}

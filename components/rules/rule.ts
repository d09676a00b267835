/**
 * Rules: what the args may hold, as data that the compiler holds to the interfaces of args/. From them follow the checks
 * (checkRule.ts), the conversion of stack files' values and the JSON Schema that editors use.
 */
import type * as pulumi from "@pulumi/pulumi";
import type { PlaceholderValues } from "./placeholders";
import type { Path, Problem } from "./problem";
import type { TextRule } from "./textRule";

declare const of: unique symbol;

/** A rule for values of type `T`, which the type parameter holds exactly. */
export interface Rule<T, N extends Need = Need> extends AnyRule {
    readonly [of]: (value: T) => T;
    readonly need: N;
}

type Need = "needed" | "optional";

/** A rule whose type of value does not matter to whoever reads it. */
export interface AnyRule {
    readonly form: Form;
    readonly need: Need;
    /** Whether the value may be known at deployment only. */
    readonly mayBeOutput: boolean;
    /** Values for documentation and for what an editor offers. */
    readonly examples?: readonly unknown[];
}

/** A rule for each property of `T`: one that is missing, surplus or of another kind does not compile. */
export type RulesOf<T> = {
    readonly [K in keyof T]-?: Rule<Exclude<T[K], undefined>, object extends Pick<T, K> ? "optional" : "needed">;
};

export type Form = TextForm | FlagForm | NumberForm | ChoiceForm | ListForm | MapForm | ShapeForm | FreeForm;

export interface TextForm {
    readonly kind: "text";
    readonly rules: readonly TextRule[];
    /** Placeholders such as `{cluster}` are filled in before `rules` apply. */
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
    /** Values of the type that do not fit here, and why. */
    readonly refused: Readonly<Record<string, Words>>;
}

export interface ListForm {
    readonly kind: "list";
    readonly item: AnyRule;
    /** What to do about an empty list; `undefined` where it is legal. */
    readonly emptyRemedy: string | undefined;
    readonly also: Also<readonly unknown[]>;
}

export interface MapForm {
    readonly kind: "map";
    readonly item: AnyRule;
    readonly keyRules: readonly TextRule[];
    readonly keysHavePlaceholders: boolean;
    /** What to write instead of something that is no map; the general words without. */
    readonly notMap: string | undefined;
    /** What `null` for an entry is: legal, as it takes a default away, or a mistake in these words. */
    readonly nullEntry: "legal" | Words | undefined;
    readonly also: Also<Fields>;
}

export interface ShapeForm {
    readonly kind: "shape";
    /** The interface's name. */
    readonly name: string;
    readonly properties: Readonly<Record<string, AnyRule>>;
    /** Properties of other places, and why they are refused here. */
    readonly refused: Readonly<Record<string, Words>>;
    readonly exactlyOne: readonly ExactlyOne[];
    readonly withoutEffect: readonly WithoutEffect[];
    readonly also: Also<Fields>;
    /** Asked only where nothing else is wrong. */
    readonly whenSound: Also<Fields>;
    /** What is known inside, given the value and the key it has. */
    readonly within: ((context: Context, value: Fields, key: string) => Context) | undefined;
    readonly words: ShapeWords;
}

/** Anything: the configuration of an add-on. */
export interface FreeForm {
    readonly kind: "free";
    readonly notMap: string;
}

export type Fields = Readonly<Record<string, unknown>>;

/** A problem without where it is. */
export type Words = Omit<Problem, "path">;

/** A check of a whole value of the right kind, beyond what its rule says. */
export type Also<V> = ((value: V, path: Path, context: Context) => readonly Problem[]) | undefined;

/** What shapes say in other words than the general ones. */
export interface ShapeWords {
    readonly notMap?: string;
    /** About a key that is no property. */
    readonly unknown?: (key: string) => Words;
    /** About a property that is `null`, where that is a mistake. */
    readonly nullProperty?: Words;
    /** About any property, where the shape has none. */
    readonly noProperties?: Words;
}

/** Of `keys` exactly one is given. */
export interface ExactlyOne {
    readonly keys: readonly string[];
    readonly none: string;
    readonly several: (given: readonly string[]) => string;
    readonly remedy: string;
    /** None may be a part of the config that is not known: a file that another one is merged over. */
    readonly mayBeElsewhere?: true;
    /** An empty list counts as nothing. */
    readonly filled?: true;
}

/** Properties that mean nothing where `key` has one of `values`. */
export interface WithoutEffect {
    readonly key: string;
    readonly values: readonly string[];
    readonly properties: readonly string[];
    readonly problem: (value: string) => string;
    readonly remedy: string;
}

/** What is known of the place of a value. */
export interface Context {
    /** What placeholders stand for. */
    readonly values: PlaceholderValues;
    /** The keys of the stack's roles, where there is a stack. */
    readonly roleKeys?: readonly string[];
    /** The add-on around, and where it runs if that is known. */
    readonly addon?: { readonly name: string; readonly namespace: string | undefined };
}

function rule<T>(form: Form, mayBeOutput = false): Rule<T, "optional"> {
    return { form, need: "optional", mayBeOutput } as Rule<T, "optional">;
}

/** Text that keeps all `rules`. */
export function text(...rules: readonly TextRule[]): Rule<string, "optional"> {
    return rule({ kind: "text", rules, hasPlaceholders: false });
}

/** Text that keeps all `rules` once its placeholders are filled in. */
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
    refused: { readonly [V in T]?: Words } = {},
): Rule<T, "optional"> {
    return rule({ kind: "choice", values: Object.values(values), refused: refused as Readonly<Record<string, Words>> });
}

/** The configuration of an add-on. Outputs may be anywhere in it, and it may be one. */
export function configuration<T extends object>(notMap: string): Rule<T, "optional"> {
    return rule({ kind: "free", notMap }, true);
}

export function list<T>(
    item: Rule<T>,
    { emptyRemedy, also }: { readonly emptyRemedy?: string | undefined; readonly also?: ListForm["also"] } = {},
): Rule<T[], "optional"> {
    return rule({ kind: "list", item, emptyRemedy, also });
}

/** A list with at least one entry: AWS refuses an empty one, or it means something that was not meant. */
export function filledList<T>(item: Rule<T>, also?: ListForm["also"]): Rule<T[], "optional"> {
    return list(item, { emptyRemedy: "name at least one, or leave the property out", also });
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

/** A map of which only some keys are possible, each optional. */
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

/** It has no default. */
export function needed<T>(given: Rule<T>): Rule<T, "needed"> {
    return { ...given, need: "needed" };
}

/** With examples, the first of which an editor inserts. */
export function like<R extends AnyRule>(given: R, ...examples: readonly unknown[]): R {
    return { ...given, examples };
}

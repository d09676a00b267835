/** The kinds of parameter a preset can have, and the shapes of their values. */
import { flag as flagRule, list, template } from "../rules/rule";
import type { AnyRule } from "../rules/rule";
import { isAbsent } from "../rules/shapes";
import type { TextRule } from "../rules/textRule";
import { arnHasForm } from "./arnForms";
import type { PresetPlace } from "./place";

/** A list, a text or a switch, as a preset's statements get it. */
export type Value = readonly string[] | string | boolean;

/** What a value looks like, whatever it means when it is missing. */
export interface Shape<V extends Value> {
    readonly form: "list" | "text" | "flag";
    /** In words, for the documentation. */
    readonly words: string;
    /** The value of a feature that nobody asked for. */
    readonly nothing: V;
    /** What each text keeps, once its placeholders are filled in. */
    readonly rules: readonly TextRule[];
}

/**
 * - `required`: missing is an error, and so is an empty list.
 * - `scope`: missing is the default, which is narrow; an empty list is an error, as it would mean nothing or everything.
 * - `feature`: missing or empty, its statements are left out.
 */
export type ParameterKind = "required" | "scope" | "feature";

export interface Parameter<V extends Value = Value, K extends ParameterKind = ParameterKind> {
    readonly kind: K;
    readonly shape: Shape<V>;
    /** What stands for a missing value; of a required parameter it is never used. */
    readonly fallback: (place: PresetPlace) => V;
}

export function required<V extends Value>(shape: Shape<V>): Parameter<V, "required"> {
    return { kind: "required", shape, fallback: () => shape.nothing };
}

export function scope<V extends Value>(shape: Shape<V>, fallback: (place: PresetPlace) => V): Parameter<V, "scope"> {
    return { kind: "scope", shape, fallback };
}

export function feature<V extends Value>(shape: Shape<V>): Parameter<V, "feature"> {
    return { kind: "feature", shape, fallback: () => shape.nothing };
}

/** A list of ARNs, each of one of `forms` (`arn:aws:sqs:REGION:ACCOUNT:QUEUE`). */
export function arns(...forms: readonly string[]): Shape<readonly string[]> {
    return texts(`list of ARNs, ${forms.map(form => `\`${form}\``).join(" or ")}`, arnHasForm(...forms));
}

/** One ARN of one of `forms`. */
export function arn(...forms: readonly string[]): Shape<string> {
    return text(`ARN, ${forms.map(form => `\`${form}\``).join(" or ")}`, arnHasForm(...forms));
}

export function texts(words: string, ...rules: readonly TextRule[]): Shape<readonly string[]> {
    return { form: "list", words, nothing: [], rules };
}

export function text(words: string, ...rules: readonly TextRule[]): Shape<string> {
    return { form: "text", words, nothing: "", rules };
}

export const flag: Shape<boolean> = { form: "flag", words: "true or false", nothing: false, rules: [] };

/** What one parameter may hold. */
export function parameterRule({ kind, shape }: Parameter): AnyRule {
    const text = template(...shape.rules);
    const rules = { list: list(text, { emptyRemedy: emptyRemedies[kind] }), text, flag: flagRule };
    const rule: AnyRule = rules[shape.form];
    return kind === "required" ? { ...rule, need: "needed" } : rule;
}

const emptyRemedies: Readonly<Record<ParameterKind, string | undefined>> = {
    required: "name at least one: there is no permission on nothing, and none on everything by the way",
    scope: "name at least one, or leave it out for the default",
    feature: undefined,
};

/** The value a preset's statements get for what the user gave. */
export function parameterValue({ fallback }: Parameter, given: unknown, place: PresetPlace): Value {
    return isAbsent(given) ? fallback(place) : (given as Value);
}

/** The kinds of parameter a preset can have, and the shapes of their values. */
import { flag as flagRule, list, template } from "../rules/rule";
import type { AnyRule } from "../rules/rule";
import { isAbsent } from "../rules/shapes";
import type { TextRule } from "../rules/textRule";
import { arnHasForm } from "./arnForms";
import type { PresetPlace } from "./place";

/** A list, a text or a flag, as a preset's statements get it. */
export type Value = readonly string[] | string | boolean;

/** The form of a value, independent of its default. */
export interface Shape<V extends Value> {
    readonly form: "list" | "text" | "flag";
    /** As text, for the documentation. */
    readonly words: string;
    /** The value of a disabled feature. */
    readonly nothing: V;
    /** Rules for each text, after its placeholders are replaced. */
    readonly rules: readonly TextRule[];
}

/**
 * - `required`: a missing value and an empty list are errors.
 * - `scope`: has a narrow default. An empty list is an error, because it could mean nothing or everything.
 * - `feature`: adds statements, unless it is missing or empty.
 */
export type ParameterKind = "required" | "scope" | "feature";

export interface Parameter<V extends Value = Value, K extends ParameterKind = ParameterKind> {
    readonly kind: K;
    readonly shape: Shape<V>;
    /** The value if none is given. Never used for a required parameter. */
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

/** The rule of one parameter. */
export function parameterRule({ kind, shape }: Parameter): AnyRule {
    const text = template(...shape.rules);
    const rules = { list: list(text, { emptyRemedy: emptyRemedies[kind] }), text, flag: flagRule };
    const rule: AnyRule = rules[shape.form];
    return kind === "required" ? { ...rule, need: "needed" } : rule;
}

const emptyRemedies: Readonly<Record<ParameterKind, string | undefined>> = {
    required: "list at least one: an empty list never means everything",
    scope: "list at least one, or remove it for the default",
    feature: undefined,
};

/** The value for a preset's statements: the given one or the default. */
export function parameterValue({ fallback }: Parameter, given: unknown, place: PresetPlace): Value {
    return isAbsent(given) ? fallback(place) : (given as Value);
}

/** Conditions of a trust statement, term by term. */
import { resolvePlaceholders } from "../../rules/placeholders";
import type { PlaceholderValues } from "../../rules/placeholders";
import { isDeferred, isMap } from "../../rules/shapes";

/** One condition on one key, with placeholders replaced. */
export interface Term {
    readonly operator: string;
    /** In lower case, because IAM's keys are not case-sensitive. */
    readonly key: string;
    readonly values: readonly unknown[];
}

export function termsIn(given: unknown, values: PlaceholderValues): Term[] {
    return Object.entries(isMap(given) ? given : {}).flatMap(([operator, keys]) =>
        Object.entries(isMap(keys) ? keys : {}).map(([key, list]) => ({
            operator,
            key: resolvePlaceholders(key, values).toLowerCase(),
            values: (Array.isArray(list) ? (list as unknown[]) : []).map(item =>
                typeof item === "string" ? resolvePlaceholders(item, values) : item,
            ),
        })),
    );
}

/** The known texts of a list, with placeholders replaced. */
export function resolvedTexts(list: unknown, values: PlaceholderValues): string[] {
    return (Array.isArray(list) ? list : [])
        .filter(item => typeof item === "string")
        .map(item => resolvePlaceholders(item, values));
}

/** Whether it fails if the key is missing: neither negated, nor …IfExists, nor ForAllValues. */
export function isDemanding({ operator }: Term): boolean {
    return /^(ForAnyValue:)?(String(Equals|EqualsIgnoreCase|Like)|Arn(Equals|Like))$/.test(operator);
}

/** Whether each value is valid. Outputs are checked again as soon as they are known. */
export function areAll(values: readonly unknown[], isRight: (value: string) => boolean): boolean {
    return values.every(value => isDeferred(value) || (typeof value === "string" && isRight(value)));
}

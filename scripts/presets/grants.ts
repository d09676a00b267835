/** Splits statements into grants, to compare presets, sources and releases. */
import type { Conditions, Statement } from "../../components/access/policyDocument";

/** One permission: an action on a resource under conditions. */
export interface Grant {
    readonly action: string;
    /** Empty for a managed policy, whose name is the action. */
    readonly resource: string;
    readonly conditions: Conditions;
}

export function grantsOf(statements: readonly Statement[]): Grant[] {
    return statements.flatMap(({ Action = [], Resource = [], Condition = {} }) =>
        Action.flatMap(action => Resource.map(resource => ({ action, resource, conditions: Condition }))),
    );
}

/** The conditions, each as a text of operator, key and values. All must match, so they are sorted. */
export function conditionTexts(conditions: Conditions): string[] {
    return Object.entries(conditions)
        .flatMap(([operator, keys]) =>
            Object.entries(keys).map(([key, values]) => JSON.stringify([operator, key, [values].flat().sort()])),
        )
        .sort();
}

/** Whether `wide` allows everything that `narrow` allows. Wildcards match, and every further condition narrows. */
export function covers(wide: Grant, narrow: Grant): boolean {
    return (
        matches(wide.action.toLowerCase(), narrow.action.toLowerCase()) &&
        matches(wide.resource, narrow.resource) &&
        isImplied(wide.conditions, narrow.conditions)
    );
}

/** Whether a request that matches `narrow` also matches `wide`: all its conditions, with the same or fewer values. */
function isImplied(wide: Conditions, narrow: Conditions): boolean {
    return Object.entries(wide).every(([operator, keys]) =>
        Object.entries(keys).every(([key, values]) => {
            const [all, some] = [[values].flat(), [narrow[operator]?.[key] ?? []].flat()];
            // `StringNotEquals` and similar operators narrow with more values, all others with fewer.
            const [more, fewer] = operator.includes("Not") ? [some, all] : [all, some];
            return some.length > 0 && fewer.every(value => more.includes(value));
        }),
    );
}

/** One sentence for actions on the same resource under the same conditions. */
export function sentences(grants: readonly Grant[]): string[] {
    const groups = new Map<string, string[]>();
    for (const { action, resource, conditions } of grants) {
        const condition = Object.keys(conditions).length === 0 ? "" : ` if ${code(JSON.stringify(conditions))}`;
        const where = resource === "" ? "" : ` on ${code(resource)}${condition}`;
        const actions = groups.get(where) ?? [];
        groups.set(where, actions.includes(code(action)) ? actions : [...actions, code(action)]);
    }
    return [...groups].map(([where, actions]) => `${actions.join(", ")}${where}`);
}

export function matches(pattern: string, text: string): boolean {
    const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
    return new RegExp(`^${escaped}$`, "s").test(text);
}

export function code(text: string): string {
    return `\`${text}\``;
}

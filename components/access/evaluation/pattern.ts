/**
 * Patterns of IAM policies as sequences of steps. `*` is any text, `?` any one character.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */

/** A letter by its code, or one of the steps below. */
export type Step = number;

/** Any one character. */
export const anyLetter: Step = -1;
/** Any text, also none. */
export const anyText: Step = -2;
/** Any one character but a colon: within one part of an ARN. */
export const anyInPart: Step = -3;
/** Any text without a colon, also none: within one part of an ARN. */
export const anyTextInPart: Step = -4;

/** Any one character but a colon or a slash: within one name. */
export const anyInName: Step = -5;
/** Any text without colons and slashes, also none: within one name. */
export const anyTextInName: Step = -6;

export type Pattern = readonly Step[];

/** Values of policy variables, by lower-case condition key: `aws:principaltag/kubernetes-namespace`. */
export type Variables = ReadonlyMap<string, string>;

/** A pattern, and whether it has a policy variable without a known value, whose text differs by request. */
export interface ParsedPattern {
    readonly pattern: Pattern;
    readonly isOpen: boolean;
}

/** A text that matches itself only. */
export function literal(text: string): Pattern {
    return Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
}

const variable = /\$\{([^}]*)\}/g;

/**
 * The text of a policy as a pattern. Without `wildcards`, only variables are special, as in `StringEquals`; without
 * `variables`, they are plain text, as in policies before 2012-10-17.
 */
export function patternOf(text: string, variables: Variables | undefined, { wildcards = true } = {}): ParsedPattern {
    const steps: Step[] = [];
    let isOpen = false;
    let end = 0;
    for (const match of variables !== undefined && text.includes("${") ? text.matchAll(variable) : []) {
        steps.push(...plainSteps(text.slice(end, match.index), wildcards));
        end = match.index + match[0].length;
        const value = variableValue(match[1] ?? "", variables ?? new Map());
        isOpen ||= value === undefined;
        // An unknown variable matches its own text: equal texts stay equal.
        steps.push(...literal(value ?? match[0].toLowerCase()));
    }
    return { pattern: [...steps, ...plainSteps(text.slice(end), wildcards)], isOpen };
}

/** `${*}`, `${?}` and `${$}` are the characters themselves; `${key, 'text'}` has a default. */
function variableValue(content: string, variables: Variables): string | undefined {
    if (["*", "?", "$"].includes(content)) {
        return content;
    }
    const [key = "", fallback] = content.split(/,(.*)/s);
    return variables.get(key.trim().toLowerCase()) ?? /^\s*'(.*)'\s*$/s.exec(fallback ?? "")?.[1];
}

function plainSteps(text: string, wildcards: boolean): Step[] {
    const steps: Step[] = [];
    for (const letter of literal(text)) {
        const step = !wildcards ? letter : letter === 0x2a ? anyText : letter === 0x3f ? anyLetter : letter;
        if (step !== anyText || steps.at(-1) !== anyText) {
            steps.push(step);
        }
    }
    return steps;
}

/** The pattern of an ARN condition: a wildcard stays within its part, up to the last of the six parts. */
export function withinArnParts(pattern: Pattern): Pattern {
    let colons = 0;
    return pattern.map(step => {
        colons += step === 0x3a ? 1 : 0;
        return colons >= 5 ? step : step === anyText ? anyTextInPart : step === anyLetter ? anyInPart : step;
    });
}

/** Whether `text` matches. Used for single texts; questions about all texts go to automata. */
export function matches(pattern: Pattern, text: string): boolean {
    // What comes before the first wildcard decides most questions.
    const start = pattern.findIndex(step => step < 0);
    const plain = start < 0 ? pattern.length : start;
    for (let at = 0; at < plain; at += 1) {
        // Beyond its end a text has no character codes: NaN equals no step.
        if (pattern[at] !== text.charCodeAt(at)) {
            return false;
        }
    }
    if (start < 0) {
        return text.length === pattern.length;
    }
    if (pattern[start] === anyText && start === pattern.length - 1) {
        return text.length >= start;
    }
    let reached = closure(pattern, [start]);
    for (let at = start; at < text.length && reached.length > 0; at += 1) {
        const letter = text.charCodeAt(at);
        reached = closure(
            pattern,
            reached.flatMap(place => after(pattern, place, letter)),
        );
    }
    return reached.includes(pattern.length);
}

/** Where a letter leads from a place in a pattern. */
export function after(pattern: Pattern, at: number, letter: number): number[] {
    const step = pattern[at];
    switch (step) {
        case undefined:
            return [];
        case anyLetter:
            return [at + 1];
        case anyText:
            return [at];
        case anyInPart:
            return letter === 0x3a ? [] : [at + 1];
        case anyTextInPart:
            return letter === 0x3a ? [] : [at];
        case anyInName:
            return letter === 0x3a || letter === 0x2f ? [] : [at + 1];
        case anyTextInName:
            return letter === 0x3a || letter === 0x2f ? [] : [at];
        default:
            return step === letter ? [at + 1] : [];
    }
}

/** The places themselves, and those reached from them without a letter; sorted, each once. */
export function closure(pattern: Pattern, places: readonly number[]): number[] {
    const all = new Set(places);
    for (const at of all) {
        const step = pattern[at];
        if (step === anyText || step === anyTextInPart || step === anyTextInName) {
            all.add(at + 1);
        }
    }
    return [...all].sort((a, b) => a - b);
}

/**
 * Patterns of IAM policies as sequences of steps. `*` matches any text, `?` any one character.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */

/** A letter as its code, or one of the steps below. */
export type Step = number;

/** Any one character. */
export const anyLetter: Step = -1;
/** Any text, including none. */
export const anyText: Step = -2;
/** Any one character except a colon: within one part of an ARN. */
export const anyInPart: Step = -3;
/** Any text without a colon, including none: within one part of an ARN. */
export const anyTextInPart: Step = -4;

/** Any one character except a colon or a slash: within one name. */
export const anyInName: Step = -5;
/** Any text without colons and slashes, including none: within one name. */
export const anyTextInName: Step = -6;

export type Pattern = readonly Step[];

/** Values of policy variables, by lower-case condition key: `aws:principaltag/kubernetes-namespace`. */
export type Variables = ReadonlyMap<string, string>;

export interface ParsedPattern {
    /** A policy variable with an unknown value is its own text, so that equal texts are equal. */
    readonly pattern: Pattern;
    /** The same with `*` for each of these variables. Absent without them. */
    readonly widest?: Pattern;
}

/** A text that matches only itself. */
export function literal(text: string): Pattern {
    return Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
}

const variable = /\$\{([^}]*)\}/g;

/**
 * A policy text as a pattern. Without `wildcards`, only variables are special, as in `StringEquals`. Without
 * `variables`, they are plain text, as in policies before 2012-10-17.
 */
export function patternOf(text: string, variables: Variables | undefined, { wildcards = true } = {}): ParsedPattern {
    const pattern: Step[] = [];
    const widest: Step[] = [];
    const add = (steps: Pattern, wide = steps): void => {
        pattern.push(...steps);
        widest.push(...wide);
    };
    let isOpen = false;
    let end = 0;
    for (const match of variables !== undefined && text.includes("${") ? text.matchAll(variable) : []) {
        add(plainSteps(text.slice(end, match.index), wildcards));
        end = match.index + match[0].length;
        const [key = "", ...fallback] = (match[1] ?? "").split(",");
        const name = key.trim().toLowerCase();
        // `${*}`, `${?}` and `${$}` are the characters themselves.
        const value = fallback.length === 0 && /^[*?$]$/.test(key) ? key : variables?.get(name);
        isOpen ||= value === undefined;
        // The default in `${key, 'text'}` is used only if the request lacks the key, which nothing here says.
        add(
            value === undefined ? literal(`\${${[name, ...fallback].join()}}`) : literal(value),
            value === undefined ? [anyText] : undefined,
        );
    }
    add(plainSteps(text.slice(end), wildcards));
    return { pattern, ...(isOpen && { widest }) };
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

/** The pattern of an ARN condition. A wildcard stays within its part, except in the last of the six parts. */
export function withinArnParts(pattern: Pattern): Pattern {
    let colons = 0;
    return pattern.map(step => {
        colons += step === 0x3a ? 1 : 0;
        return colons >= 5 ? step : step === anyText ? anyTextInPart : step === anyLetter ? anyInPart : step;
    });
}

export function inLowerCase(pattern: Pattern): Pattern {
    return pattern.flatMap(step => (step < 0 ? [step] : literal(String.fromCharCode(step).toLowerCase())));
}

/**
 * Whether `text` matches, in time that no pattern makes exponential. Used for single texts; questions about all texts go to
 * automata.
 */
export function matches(pattern: Pattern, text: string): boolean {
    let [at, from, star, resume] = [0, 0, -1, 0];
    while (from < text.length) {
        const step = pattern[at];
        if (step === anyText) {
            [star, resume] = [at, from];
            at += 1;
        } else if (step !== undefined && (step === anyLetter || step === text.charCodeAt(from))) {
            at += 1;
            from += 1;
        } else if (step !== undefined && step < anyText) {
            return matchesByPlaces(pattern, text);
        } else if (star >= 0) {
            // The last `*` takes one more character; earlier ones never need to.
            resume += 1;
            [at, from] = [star + 1, resume];
        } else {
            return false;
        }
    }
    return closure(pattern, [at]).includes(pattern.length);
}

/** Whether a pattern of the args, with `*` and `?`, matches a text. */
export function matchesText(pattern: string, text: string): boolean {
    return pattern === text || matches(patternOf(pattern, undefined).pattern, text);
}

/** With wildcards that stop at a colon or a slash, all places that can be reached count. */
function matchesByPlaces(pattern: Pattern, text: string): boolean {
    let reached = closure(pattern, [0]);
    for (let from = 0; from < text.length && reached.length > 0; from += 1) {
        const letter = text.charCodeAt(from);
        reached = closure(
            pattern,
            reached.flatMap(at => after(pattern, at, letter)),
        );
    }
    return reached.includes(pattern.length);
}

/** The steps after a letter, from one step of a pattern. */
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

/** The steps and those reachable without a letter, sorted, without duplicates. */
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

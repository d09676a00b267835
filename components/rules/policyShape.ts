import { isMap } from "./shapes";

/**
 * The elements of a policy's statement that have another type than IAM accepts.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function malformedElements(statement: Readonly<Record<string, unknown>>): string[] {
    return Object.entries(forms).flatMap(([element, isLegal]) =>
        statement[element] === undefined || isLegal(statement[element]) ? [] : [element],
    );
}

const forms: Readonly<Record<string, (value: unknown) => boolean>> = {
    Action: isTexts,
    NotAction: isTexts,
    Resource: isTexts,
    NotResource: isTexts,
    Condition: isCondition,
};

function isTexts(value: unknown): boolean {
    return [value].flat().every(item => typeof item === "string");
}

/** Operator → key → one or several values. */
function isCondition(value: unknown): boolean {
    return isMap(value) && Object.values(value).every(keys => isMap(keys) && Object.values(keys).every(isValues));
}

function isValues(value: unknown): boolean {
    return [value].flat().every(item => ["string", "number", "boolean"].includes(typeof item));
}

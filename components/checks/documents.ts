/** Policy documents as text, and how much of them IAM takes. */
import { permissionsPolicy } from "../access/permissions";
import type { KnownStatement } from "../access/permissions";
import { policyText } from "../access/policyDocument";
import { inlinePolicies } from "../presets/policies";
import { knownPart, samplePlace } from "../presets/sample";
import { soundPresets } from "./presets";
import type { Check, Problem } from "./problem";
import { isDeferred, isMap } from "./shapes";
import type { TextRule } from "./shapes";
import { sampleValues } from "./texts";

/** IAM's quota on all inline policies of a role together; white space does not count. */
export const maxInlineSize = 10_240;

/** The text is JSON and has the form of a policy. The text itself is never shown: it may hold anything. */
export const documentIsPolicy: TextRule = (value, path) => {
    const remedy = 'write the JSON of a policy: {"Version":"2012-10-17","Statement":[…]}';
    const document = parsed(value);
    if (document instanceof SyntaxError) {
        // The parser quotes the text around the place; the position is all that is safe to repeat.
        const position = /at position \d+( \(line \d+ column \d+\))?/.exec(document.message)?.[0];
        return [{ path, problem: `is not JSON${position === undefined ? "" : ` (${position})`}`, remedy }];
    }
    return isMap(document) && document.Statement !== undefined
        ? []
        : [{ path, problem: "is JSON, but has no Statement", remedy }];
};

/**
 * The inline policies of a role fit into IAM's quota, as far as they are known: an Output counts as nothing, so what is
 * refused here would certainly be refused by AWS.
 */
export const inlinePoliciesFit: Check = (role, path) => {
    if (!isMap(role)) {
        return [];
    }
    const sizes = [
        { name: "statements", size: statementsSize(role.statements) },
        { name: "document", size: documentSize(role.document) },
        ...presetSizes(role.presets),
    ].filter(({ size }) => size > 0);
    const total = sizes.reduce((sum, { size }) => sum + size, 0);
    const parts = sizes.map(({ name, size }) => `${name} ${String(size)}`).join(", ");
    const advice = sizes.some(({ name }) => name.startsWith("preset-"))
        ? "give each controller a service account and a role of its own, or name less in its parameters"
        : "use fewer statements, wildcards, or managed policies";
    const problem: Problem = {
        path,
        problem: `has inline policies of ${String(total)} characters (${parts})`,
        remedy: `IAM takes ${String(maxInlineSize)} in all inline policies of a role together: ${advice}`,
    };
    return total > maxInlineSize ? [problem] : [];
};

/** Each preset's own policies; a preset with mistakes in it counts as nothing. */
function presetSizes(presets: unknown): { readonly name: string; readonly size: number }[] {
    // Any subject will do: whether its placeholders may stand here is not the question.
    const sound = soundPresets(presets, sampleValues({ namespace: "x", serviceAccount: "x" }));
    return inlinePolicies(knownPart(sound), samplePlace).map(({ name, statements }) => ({
        name,
        size: policyText(permissionsPolicy(statements)).length,
    }));
}

function statementsSize(statements: unknown): number {
    if (!Array.isArray(statements)) {
        return 0;
    }
    const known = statements.filter(isMap).map(statement => withoutDeferred(statement) as KnownStatement);
    return JSON.stringify(permissionsPolicy(known)).length;
}

function documentSize(document: unknown): number {
    const value = typeof document === "string" ? parsed(document) : undefined;
    return isMap(value) ? JSON.stringify(value).length : 0;
}

function parsed(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch (error) {
        return error;
    }
}

function withoutDeferred(value: unknown): unknown {
    if (isDeferred(value)) {
        return "";
    }
    if (Array.isArray(value)) {
        return value.map(withoutDeferred);
    }
    return isMap(value)
        ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutDeferred(item)]))
        : value;
}

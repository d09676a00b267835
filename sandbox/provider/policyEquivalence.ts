import { isRecord, stableJson } from "./values";

/**
 * Whether two policy documents say the same, as the official provider sees it: JSON that differs in spacing or order,
 * a single value and a list of one, an account and the ARN of its root are the same policy.
 * Source: github.com/hashicorp/awspolicyequivalence.
 */
export function policiesAreEquivalent(left: unknown, right: unknown): boolean {
    const [a, b] = [parsed(left), parsed(right)];
    if (a === undefined || b === undefined) {
        return left === right;
    }
    return canonical(a) === canonical(b);
}

/** The text that a policy has in the state: compact, keys in order. A text that is no JSON stays as it is. */
export function normalizedPolicy(policy: string): string {
    const document = parsed(policy);
    return document === undefined ? policy : stableJson(document);
}

function parsed(policy: unknown): unknown {
    if (typeof policy !== "string") {
        return policy;
    }
    try {
        return JSON.parse(policy) as unknown;
    } catch {
        return undefined;
    }
}

function canonical(document: unknown): string {
    if (!isRecord(document)) {
        return stableJson(document);
    }
    const statements = listOf(document.Statement).map(statement => stableJson(canonicalStatement(statement)));
    return stableJson({ ...document, Statement: statements.sort() });
}

function canonicalStatement(statement: unknown): unknown {
    if (!isRecord(statement)) {
        return statement;
    }
    const result: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(statement)) {
        switch (key) {
            case "Action":
            case "NotAction":
            case "Resource":
            case "NotResource":
                result[key] = sortedTexts(value);
                break;
            case "Principal":
            case "NotPrincipal":
                result[key] = canonicalPrincipal(value);
                break;
            case "Condition":
                result[key] = canonicalCondition(value);
                break;
            case "Sid":
                if (value !== "") {
                    result[key] = value;
                }
                break;
            default:
                result[key] = value;
        }
    }
    return result;
}

function canonicalPrincipal(principal: unknown): unknown {
    if (!isRecord(principal)) {
        return principal === "*" ? { AWS: ["*"] } : principal;
    }
    return Object.fromEntries(
        Object.entries(principal).map(([kind, value]) => [
            kind,
            sortedTexts(value).map(name => {
                const account = /^arn:aws[\w-]*:iam::(\d{12}):root$/.exec(name);
                return kind === "AWS" && account?.[1] ? account[1] : name;
            }),
        ]),
    );
}

function canonicalCondition(condition: unknown): unknown {
    if (!isRecord(condition)) {
        return condition;
    }
    return Object.fromEntries(
        Object.entries(condition).map(([operator, keys]) => [
            operator,
            isRecord(keys)
                ? Object.fromEntries(Object.entries(keys).map(([key, values]) => [key, sortedTexts(values)]))
                : keys,
        ]),
    );
}

const listOf = (value: unknown): readonly unknown[] =>
    Array.isArray(value) ? value : value === undefined ? [] : [value];

const sortedTexts = (value: unknown): string[] => listOf(value).map(String).sort();

/** Policy documents as text, and how much of them IAM takes. */
import type { PlaceholderValues } from "../access/placeholders";
import { managedPolicyParts, maxInlineSize, maxManagedSize, policySize } from "../access/split";
import { otherInlinePolicies, statementSizes, totalSize } from "../sizes";
import { at } from "./problem";
import type { Problem } from "./problem";
import { isMap } from "./shapes";
import type { TextRule } from "./shapes";

/** IAM's default quota on the managed policies of one role. */
const maxPolicyParts = 10;

/** The text is JSON and has the form of a role's policy. The text itself is never shown: it may hold anything. */
export const documentIsPolicy: TextRule = (value, path) => {
    const remedy = 'write the JSON of a policy: {"Version":"2012-10-17","Statement":[…]}';
    const document = parsed(value);
    if (document instanceof SyntaxError) {
        // The parser quotes the text around the place; the position is all that is safe to repeat.
        const position = /at position \d+( \(line \d+ column \d+\))?/.exec(document.message)?.[0];
        return [{ path, problem: `is not JSON${position === undefined ? "" : ` (${position})`}`, remedy }];
    }
    if (!isMap(document) || document.Statement === undefined) {
        return [{ path, problem: "is JSON, but has no Statement", remedy }];
    }
    // IAM takes one statement without a list, too.
    const statements: readonly unknown[] = Array.isArray(document.Statement)
        ? document.Statement
        : [document.Statement];
    return statements.flatMap((statement, index) =>
        documentStatement(statement, index + 1).map(problem => ({ path, ...problem })),
    );
};

/** What IAM would refuse of the statement of a role's policy. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
function documentStatement(statement: unknown, number: number): Omit<Problem, "path">[] {
    if (!isMap(statement)) {
        return [{ problem: `statement ${number} is not a map`, remedy: 'write {"Effect":…,"Action":…,"Resource":…}' }];
    }
    const principal = ["Principal", "NotPrincipal"].find(key => Object.hasOwn(statement, key));
    return [
        ...(principal === undefined
            ? []
            : [
                  {
                      problem: `statement ${number} has a ${principal}, as the policy of a resource has`,
                      remedy: "take it out: who may use the role is said under trust, and here what the role may do",
                  },
              ]),
        ...(statement.Effect === "Allow" || statement.Effect === "Deny"
            ? []
            : [{ problem: `statement ${number} has no Effect that IAM knows`, remedy: "write Allow or Deny" }]),
        ...oneOfTwo(statement, number, "Action", "NotAction"),
        ...oneOfTwo(statement, number, "Resource", "NotResource"),
    ];
}

function oneOfTwo(
    statement: Readonly<Record<string, unknown>>,
    number: number,
    ...keys: readonly [string, string]
): Omit<Problem, "path">[] {
    const given = keys.filter(key => Object.hasOwn(statement, key));
    const problem =
        given.length === 0
            ? `statement ${number} has neither ${keys.join(" nor ")}`
            : `statement ${number} has both ${keys.join(" and ")}`;
    return given.length === 1 ? [] : [{ problem, remedy: "give exactly one of the two" }];
}

/**
 * The policies of a role fit into IAM's quotas. Statements that do not fit inline become managed policies, of which each
 * statement has to fit into one; documents and presets are always inline.
 */
export function inlinePoliciesFit(role: unknown, path: string, place: PlaceholderValues): Problem[] {
    if (!isMap(role)) {
        return [];
    }
    const parts = otherInlinePolicies(role, place);
    const total = totalSize(parts);
    const advice = parts.some(({ name }) => name.startsWith("preset-"))
        ? "give each controller a service account and a role of its own, or name less in its parameters"
        : "write statements, which are split into several policies, or use managed policies";
    return [
        ...(total > maxInlineSize
            ? [
                  {
                      path,
                      problem: `has inline policies of ${total} characters (${parts.map(({ name, size }) => `${name} ${size}`).join(", ")})`,
                      remedy: `IAM takes ${maxInlineSize} in all inline policies of a role together: ${advice}`,
                  },
              ]
            : []),
        ...statementsFit(statementSizes(role.statements, place), total, at(path, "statements")),
    ];
}

function statementsFit(sizes: readonly number[], others: number, path: string): Problem[] {
    const parts = managedPolicyParts(sizes, maxInlineSize - others) ?? [];
    return [
        ...parts.flat().flatMap(index =>
            policySize([sizes[index] ?? 0]) > maxManagedSize
                ? [
                      {
                          path: at(path, index),
                          problem: `can become ${sizes[index] ?? 0} characters long`,
                          remedy: `a managed policy takes ${maxManagedSize}: split the statement`,
                      },
                  ]
                : [],
        ),
        ...(parts.length > maxPolicyParts
            ? [
                  {
                      path,
                      problem: `would fill ${parts.length} managed policies`,
                      remedy: `a role takes ${maxPolicyParts}: use wildcards, or several roles`,
                  },
              ]
            : []),
    ];
}

function parsed(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch (error) {
        return error;
    }
}

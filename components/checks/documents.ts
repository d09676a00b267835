/** Policy documents as text. */
import { policyCharactersAreLegal } from "./awsRules";
import type { Problem } from "./problem";
import { isMap } from "./shapes";
import type { TextRule } from "./shapes";

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
    return [
        // With its escapes read: a session policy is sent without them.
        ...policyCharactersAreLegal(JSON.stringify(document), path),
        ...statements.flatMap((statement, index) =>
            documentStatement(statement, index + 1).map(problem => ({ path, ...problem })),
        ),
    ];
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

function parsed(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch (error) {
        return error;
    }
}

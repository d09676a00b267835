/** Policy documents as text. */
import { parse } from "jsonc-parser"; // MIT, no dependencies; has the position of a JSON error, which JSON.parse often does not
import type { ParseError } from "jsonc-parser";
import { policyCharactersAreLegal } from "./awsRules";
import { malformedElements } from "./policyShape";
import { tagKeysAreWhole } from "./policyVariables";
import type { Path, Problem } from "./problem";
import { isMap } from "./shapes";
import { patterned } from "./textRule";
import type { TextRule } from "./textRule";

const formOfPolicy = 'write the JSON of a policy: {"Version":"2012-10-17","Statement":[…]}';

/** The text is JSON and has the form of a role's policy. The text itself is never shown: it may hold anything. */
export const documentIsPolicy: TextRule = patterned(documentProblems, /^\s*\{/, `This is not JSON: ${formOfPolicy}`);

function documentProblems(value: string, path: Path, written = value): Problem[] {
    const remedy = formOfPolicy;
    const document = parsed(value);
    if (document === undefined) {
        return [syntaxProblem(brokenAt(written) ?? brokenAt(value), path)];
    }
    if (!isMap(document) || document.Statement === undefined) {
        return [{ path, problem: "is JSON, but has no Statement", remedy }];
    }
    // IAM also accepts one statement without a list.
    const statements: readonly unknown[] = Array.isArray(document.Statement)
        ? document.Statement
        : [document.Statement];
    // With escapes decoded: a session policy is sent without them.
    const plain = JSON.stringify(document);
    return [
        ...policyCharactersAreLegal(plain, path),
        ...tagKeysAreWhole(plain, path),
        ...statements.flatMap((statement, index) =>
            documentStatement(statement, index + 1).map(problem => ({ path, ...problem })),
        ),
    ];
}

/**
 * Problems of a statement of a role's policy in IAM.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
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
                      problem: `statement ${number} has a ${principal}, like the policy of a resource`,
                      remedy: "remove it: trust decides who may use the role",
                  },
              ]),
        ...(statement.Effect === "Allow" || statement.Effect === "Deny"
            ? []
            : [{ problem: `statement ${number} has no valid Effect`, remedy: "write Allow or Deny" }]),
        ...oneOfTwo(statement, number, "Action", "NotAction"),
        ...oneOfTwo(statement, number, "Resource", "NotResource"),
        ...malformedElements(statement).map(element => ({
            problem: `statement ${number} has a malformed ${element}`,
            remedy:
                element === "Condition"
                    ? 'write {"StringEquals":{"aws:SourceVpc":["vpc-0123456789abcdef0"]}}'
                    : "write a text or a list of texts",
        })),
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
    return given.length === 1 ? [] : [{ problem, remedy: "set exactly one of the two" }];
}

/** `undefined` for text that is not JSON. */
function parsed(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

interface Broken {
    readonly line: number;
    readonly column: number;
    readonly error: number;
}

/** The position of the first JSON error in a text: line and column, from 1. */
export function brokenAt(text: string): Broken | undefined {
    const errors: ParseError[] = [];
    parse(text, errors, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false });
    const [first] = errors;
    if (first === undefined) {
        return undefined;
    }
    const before = text.slice(0, first.offset).split(/\r\n|\r|\n/);
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, error: first.error };
}

/** The message never quotes the text, which can be sensitive. */
function syntaxProblem(broken: Broken | undefined, path: Path): Problem {
    const { line, column, error } = broken ?? { line: 1, column: 1, error: 0 };
    const isNoJson = line === 1 && column === 1;
    return {
        path,
        problem: `is not JSON at line ${String(line)}, column ${String(column)} of the text`,
        remedy: (isNoJson ? undefined : jsonRemedies[error]) ?? formOfPolicy,
    };
}

/** By jsonc-parser's error codes. */
const jsonRemedies: Readonly<Record<number, string>> = {
    [1]: "quote each text, and write numbers, true, false and null in JSON syntax",
    [2]: "write numbers in JSON syntax",
    [3]: "quote the name of each property",
    [4]: "add the value, or remove the comma before it",
    [5]: 'add the ":" between the property and its value',
    [6]: "add the comma between the two values",
    [7]: 'add the closing "}"',
    [8]: 'add the closing "]"',
    [9]: "remove the text after the last bracket",
    [10]: "remove the comment: JSON has none",
    [11]: "remove the comment: JSON has none",
    [12]: 'close the text with "',
    [13]: "write the number in JSON syntax",
    [14]: "write \\u and four hexadecimal digits",
    [15]: 'write an escape that JSON has, such as \\" or \\n',
    [16]: "write line breaks and tabs inside a text as \\n and \\t",
};

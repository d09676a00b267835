import type { PlaceholderValues } from "../rules/placeholders";
import { policySize } from "../access/split";
import { documentSize, statementSizes } from "../decisions/sizes";
import { documentIsPolicy } from "../rules/documents";
import type { Check, Problem } from "../rules/problem";
import { all, isAbsent, isMap, known, properties } from "../rules/shapes";
import { statements } from "../rules/statement";
import { template } from "../rules/texts";

/** https://docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html */
const maxSessionPolicySize = 2_048;

const fewerCharacters = `EKS takes ${maxSessionPolicySize} in a session policy: use wildcards, or a role of its own`;

/** The session policy of an association. */
export function sessionPolicy(values: PlaceholderValues): Check {
    return known(
        all(
            properties({ statements: statements(values), document: template(values, documentIsPolicy) }),
            eitherOne,
            fits(values),
        ),
    );
}

const eitherOne: Check = (value, path) => {
    const isGiven = (item: unknown): boolean => !isAbsent(item) && !(Array.isArray(item) && item.length === 0);
    const given = isMap(value) ? ["statements", "document"].filter(key => isGiven(value[key])) : ["statements"];
    return given.length === 1
        ? []
        : [
              {
                  path,
                  ...(given.length === 0 && { absent: true as const }),
                  problem: given.length === 0 ? "says nothing" : "has both statements and a document",
                  remedy: "give either statements or a document",
              },
          ];
};

function fits(values: PlaceholderValues): Check {
    return (value, path) => {
        const { statements: given, document } = isMap(value) ? value : {};
        // An Output may be short: what is sent is judged once it is known.
        const size = policySize(statementSizes(given, values, "")) + documentSize(document, values);
        return size > maxSessionPolicySize
            ? [{ path, problem: `can become ${size} characters long`, remedy: fewerCharacters }]
            : [];
    };
}

/** What is wrong with the text that is sent, which Outputs in it can have made longer, or another one altogether. */
export function sessionPolicyTextProblems(text: string, path: string): Problem[] {
    return [
        ...documentIsPolicy(text, path),
        ...(text.length > maxSessionPolicySize
            ? [{ path, problem: `has ${text.length} characters`, remedy: fewerCharacters }]
            : []),
    ];
}

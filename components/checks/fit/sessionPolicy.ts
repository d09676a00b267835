import { policySize } from "../../access/split";
import { documentSize, statementSizes } from "../../decisions/sizes";
import type { Decisions } from "../../decisions/stack";
import { documentIsPolicy } from "../../rules/documents";
import { at } from "../../rules/problem";
import type { Path, Problem } from "../../rules/problem";

/** https://docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html */
const maxSessionPolicySize = 2_048;

const fewerCharacters = `EKS takes ${maxSessionPolicySize} in a session policy: use wildcards, or a role of its own`;

/** How long the session policies of a stack can become. */
export function sessionPoliciesFit({ associations }: Decisions): Problem[] {
    return associations.flatMap(({ path, subject, sessionPolicy: { statements, document } = {} }) => {
        // An Output may be short: what is sent is checked once it is known.
        const place = { ...subject };
        const size = policySize(statementSizes(statements, place, "")) + documentSize(document, place);
        return size > maxSessionPolicySize
            ? [
                  {
                      path: at(path, "sessionPolicy"),
                      problem: `can become ${size} characters long`,
                      remedy: fewerCharacters,
                  },
              ]
            : [];
    });
}

/** What is wrong with the text that is sent, which Outputs in it can have made longer, or another one altogether. */
export function sessionPolicyTextProblems(text: string, path: Path): Problem[] {
    return [
        ...documentIsPolicy(text, path),
        ...(text.length > maxSessionPolicySize
            ? [{ path, problem: `has ${text.length} characters`, remedy: fewerCharacters }]
            : []),
    ];
}

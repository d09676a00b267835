import { policySize } from "../../access/split";
import { documentSize, statementSizes } from "../../decisions/sizes";
import type { Decisions } from "../../decisions/stack";
import { documentIsPolicy } from "../../rules/documents";
import { at } from "../../rules/problem";
import type { Path, Problem } from "../../rules/problem";

/** https://docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html */
const maxSessionPolicySize = 2_048;

const fewerCharacters = `EKS allows ${maxSessionPolicySize} in a session policy: shorten it, or give the association its own role`;

/** The maximum size of the session policies of a stack. */
export function sessionPoliciesFit({ associations }: Decisions): Problem[] {
    return associations.flatMap(({ path, subject, sessionPolicy: { statements, document } = {} }) => {
        // An Output can be short. The final text is checked as soon as it is known.
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

/** Problems of the final text, which Outputs can have made too long or invalid. */
export function sessionPolicyTextProblems(text: string, path: Path): Problem[] {
    return [
        ...documentIsPolicy(text, path),
        ...(text.length > maxSessionPolicySize
            ? [{ path, problem: `has ${text.length} characters`, remedy: fewerCharacters }]
            : []),
    ];
}

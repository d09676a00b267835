import { policySize } from "../../access/split";
import { documentSize, statementSizes } from "../../decisions/sizes";
import { documentIsPolicy } from "../../rules/documents";
import { at } from "../../rules/problem";
import type { Check, Path, Problem } from "../../rules/problem";
import { isMap, mapsIn } from "../../rules/shapes";
import { parseSubject } from "../../rules/subject";
import { sampleValues } from "../../rules/texts";

/** https://docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html */
const maxSessionPolicySize = 2_048;

const fewerCharacters = `EKS takes ${maxSessionPolicySize} in a session policy: use wildcards, or a role of its own`;

/** How long the session policies of a stack can become. */
export const sessionPoliciesFit: Check = args =>
    mapsIn(isMap(args) ? args.associations : undefined).flatMap(([key, { sessionPolicy }]) => {
        const { statements, document } = isMap(sessionPolicy) ? sessionPolicy : {};
        const values = sampleValues(parseSubject(key));
        // An Output may be short: what is sent is judged once it is known.
        const size = policySize(statementSizes(statements, values, "")) + documentSize(document, values);
        return size > maxSessionPolicySize
            ? [
                  {
                      path: at(["associations", key], "sessionPolicy"),
                      problem: `can become ${size} characters long`,
                      remedy: fewerCharacters,
                  },
              ]
            : [];
    });

/** What is wrong with the text that is sent, which Outputs in it can have made longer, or another one altogether. */
export function sessionPolicyTextProblems(text: string, path: Path): Problem[] {
    return [
        ...documentIsPolicy(text, path),
        ...(text.length > maxSessionPolicySize
            ? [{ path, problem: `has ${text.length} characters`, remedy: fewerCharacters }]
            : []),
    ];
}

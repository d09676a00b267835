import { listOf } from "../../components/access/evaluation/statement";
import type { Explanation } from "../explain";
import { statementOrigin } from "../model";
import { principalTexts } from "../principals";
import type { Relevant } from "../relevance";
import { positionText } from "./diffText";

/** The verdict, the way to the permissions, and the statements that decide. */
export function explanationLines(
    { association, source, role, verdict, because, missing, unknowns }: Explanation,
    action: string,
    resource: string | undefined,
): string[] {
    const { subject, targetRoleArn, sessionTags } = association;
    const what = `${action}${resource === undefined ? "" : ` on ${resource}`}`;
    const verdicts = {
        allowed: `${subject} may do ${what}.`,
        "allowed with conditions": `${subject} may do ${what} if the conditions below are met.`,
        denied: `${subject} may not do ${what}: a statement denies it.`,
        "not allowed": `${subject} may not do ${what}: ${missingTexts[missing ?? "permissions"]}.`,
        undecided: `It is undecided whether ${subject} may do ${what}.`,
    };
    return [
        verdicts[verdict],
        `  association: ${subject} on ${association.cluster ?? "a cluster that is not known yet"}${sessionTags ? "" : ", session tags off"}${positionText(association.origin)}`,
        `  role: ${source?.label ?? "not known"}${source === undefined ? "" : positionText(source.origin)}`,
        ...(targetRoleArn === undefined ? [] : [`  target role: ${role?.label ?? targetRoleArn}`]),
        ...because.flatMap(relevantLines),
        ...unknowns.map(text => `  not known: ${text}`),
    ];
}

const missingTexts: Readonly<Record<NonNullable<Explanation["missing"]>, string>> = {
    trust: "the trust policy of the role does not admit its pods",
    permissions: "no statement allows it",
    boundary: "the permissions boundary does not allow it",
    "session policy": "the session policy does not allow it",
};

function relevantLines({ statement: { statement, origin }, failing, open }: Relevant): string[] {
    const { Sid, Effect, Action, NotAction, Resource, NotResource } = statement;
    const actions =
        Action === undefined ? `everything but ${listOf(NotAction ?? []).join(", ")}` : listOf(Action).join(", ");
    const resources =
        origin.policy.kind === "trust"
            ? `for ${principalTexts(statement).join(", ")}`
            : `on ${Resource === undefined ? `everything but ${listOf(NotResource ?? []).join(", ")}` : listOf(Resource).join(", ")}`;
    return [
        `  ${origin.policy.name}, statement ${Sid ?? origin.index + 1}: ${Effect} ${actions} ${resources}${positionText(statementOrigin(origin.policy, origin.index))}`,
        ...failing.map(text => `    not met: ${text}`),
        ...open.map(text => `    depends on the request: ${text}`),
    ];
}

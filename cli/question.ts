/** What `explain` and `who` are asked about: an action, and a resource. */
import { nearestOf, suggestionFirst, withSuggestion } from "../components/rules/nearest";
import { awsActions } from "../inventory/catalogue";
import { Misuse } from "./terminal";
import type { Terminal } from "./terminal";

/** Refuses what has not the form of an action or an ARN, and remarks on an action that AWS does not have. */
export function checkQuestion(
    {
        action,
        resource,
        patterns,
    }: { readonly action: string; readonly resource: string | undefined; readonly patterns: boolean },
    { tell }: Terminal,
): void {
    const [isAction, isResource] = patterns
        ? [/^(\*|[\w*?-]+:[\w*?]+)$/, /^([*?]|arn:)/]
        : [/^[A-Za-z0-9-]+:\w+$/, /^(\*$|arn:[^*?]*$)/];
    if (!isAction.test(action)) {
        throw new Misuse(`"${action}" is not an IAM action: its form is service:Action, such as s3:GetObject.`);
    }
    if (resource !== undefined && !isResource.test(resource)) {
        throw new Misuse(
            `"${resource}" is not the ARN of ${patterns ? "resources" : "one resource"}: its form is arn:aws:s3:::orders/1.${patterns ? "" : " For several, ask pod-identity who."}`,
        );
    }
    const [service = "", name = ""] = action.split(":");
    if (/[*?]/.test(action)) {
        return;
    }
    const { services, actionsOf } = awsActions();
    const key = service.toLowerCase();
    const advice = "check its name, unless it is new";
    if (!services.includes(key)) {
        tell(`No AWS service has the prefix "${service}": ${suggestionFirst(key, services, advice)}.`);
        return;
    }
    const known = actionsOf(key).map(each => each.name.slice(key.length + 1));
    if (!known.some(each => each.toLowerCase() === name.toLowerCase())) {
        const nearest = nearestOf(name, known);
        tell(`AWS has no action "${action}": ${withSuggestion(nearest && `${key}:${nearest}`, advice)}.`);
    }
}

import { matchesText } from "../../components/access/evaluation/pattern";
import { at } from "../../components/rules/problem";
import { nearestOf, withSuggestion } from "../../components/rules/nearest";
import { writtenStatements } from "../../components/checks/fit/writtenStatements";
import type { OfflineStack } from "../../config/offline";
import { accessLevel, actionsDate, actionsOf, services } from "../../data/actions";
import type { Finding } from "./finding";

/** Actions that AWS does not have. AWS adds some every week, so these are warnings. */
export function unknownActions({ decisions: { roles, associations }, decidedTargetRoles }: OfflineStack): Finding[] {
    const policies = [
        ...roles.map(({ role, path }) => ({ policy: role, path })),
        ...associations.map(({ sessionPolicy = {}, path }) => ({
            policy: sessionPolicy,
            path: at(path, "sessionPolicy"),
        })),
        ...decidedTargetRoles.map(({ role, path }) => ({ policy: role, path })),
    ];
    return policies
        .flatMap(({ policy, path }) => writtenStatements(policy, path))
        .flatMap(({ actions, notActions, actionPath }) => [
            ...actions.map((action, index) => ({ action, path: actionPath("actions", index) })),
            ...notActions.map((action, index) => ({ action, path: actionPath("notActions", index) })),
        ])
        .flatMap(({ action, path }) => {
            const unknown = unknownAction(action);
            return unknown === undefined ? [] : [{ severity: "warning" as const, path, ...unknown }];
        });
}

/** What is wrong with an action, and what could be meant: one action, never a wildcard that would allow more. */
export function unknownAction(action: string): Pick<Finding, "problem" | "remedy"> | undefined {
    const [service = "", name = ""] = action.split(":");
    // A wildcard for services is not in the data; what it covers is a matter of other checks.
    if (!action.includes(":") || /[*?]/.test(service)) {
        return undefined;
    }
    const known = actionsOf(service);
    if (known.length === 0) {
        return {
            problem: `AWS has no service "${service}"`,
            remedy: withSuggestion(meantService(service, name), dated()),
        };
    }
    const isWildcard = /[*?]/.test(name);
    if (isWildcard ? known.some(each => isMatch(name, each)) : accessLevel(action) !== undefined) {
        return undefined;
    }
    const nearest = nearestOf(name.replace(/[*?]+/g, ""), known);
    return {
        problem: isWildcard ? `"${action}" matches no action` : `AWS has no action "${action}"`,
        remedy: withSuggestion(nearest && `${service}:${nearest}`, dated()),
    };
}

function isMatch(pattern: string, name: string): boolean {
    return matchesText(pattern.toLowerCase(), name.toLowerCase());
}

/** Of the services that have the action, the one with the nearest name; of a wildcard, the service alone. */
function meantService(service: string, name: string): string | undefined {
    const having = services().filter(each => actionsOf(each).some(known => isMatch(name, known)));
    const word = service.toLowerCase();
    const nearest =
        nearestOf(word, having) ?? having.find(each => word.endsWith(each) || (each.length > 2 && word.includes(each)));
    return nearest === undefined || /[*?]/.test(name) ? nearest : `${nearest}:${name}`;
}

function dated(): string {
    return `check the spelling, unless AWS has added it since ${actionsDate()}`;
}

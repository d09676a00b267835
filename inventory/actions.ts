/** The actions that exist, as far as the policies at hand can be about them. */
import type { KnownAction } from "../components/access/evaluation/compare";
import type { Session } from "../components/access/evaluation/session";
import { listOf } from "../components/access/evaluation/statement";

/** AWS's actions, by service. `data/` has them; tests bring a few of their own. */
export interface ActionCatalogue {
    readonly services: readonly string[];
    /** The actions of a service, `s3:GetObject`. */
    readonly actionsOf: (service: string) => readonly KnownAction[];
}

/** The actions of the services that the statements name; of all services where one is named by a pattern or left out. */
export function relevantActions<Origin>(
    { services, actionsOf }: ActionCatalogue,
    sessions: readonly Session<Origin>[],
): readonly KnownAction[] {
    const named = new Set<string>();
    for (const { statement } of sessions.flatMap(({ layers }) => layers.flatMap(({ statements }) => statements))) {
        if (statement.Effect === "Deny") {
            continue;
        }
        for (const action of statement.NotAction === undefined ? listOf(statement.Action ?? []) : ["*"]) {
            named.add(action.includes(":") ? action.slice(0, action.indexOf(":")).toLowerCase() : "*");
        }
    }
    const all = [...named].some(service => /[*?]/.test(service));
    return (all ? services : [...named].sort()).flatMap(service => actionsOf(service));
}

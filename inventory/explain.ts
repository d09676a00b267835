/** Why the pods of a subject may do something, or may not. */
import type { Context } from "../components/access/evaluation/condition";
import type { Layer } from "../components/access/evaluation/session";
import { contains, containsCertainly } from "../components/access/evaluation/statement";
import { refusal } from "./admission";
import type { Inventory, InventoryAssociation, InventoryRole } from "./model";
import { relevance } from "./relevance";
import type { Read, Relevant } from "./relevance";
import { podSession } from "./sessions";
import type { StatementOrigin } from "./sessions";

export type Verdict = "allowed" | "allowed with conditions" | "denied" | "not allowed" | "undecided";

export interface Explanation {
    readonly association: InventoryAssociation;
    /** The role that EKS assumes first. */
    readonly source: InventoryRole | undefined;
    /** The role whose permissions the pods have. */
    readonly role: InventoryRole | undefined;
    readonly verdict: Verdict;
    /** What decides: statements that allow, or that deny, or the nearest ones that do not apply. */
    readonly because: readonly Relevant[];
    /** Where nothing allows it: in the trust policy of the first role, the permissions, the boundary or the session policy. */
    readonly missing: Layer<StatementOrigin>["kind"] | "trust" | undefined;
    readonly unknowns: readonly string[];
}

/** `resource` left out: any resource. */
export function explained(
    inventory: Inventory,
    association: InventoryAssociation,
    action: string,
    resource: string | undefined,
): Explanation {
    const { session, source, role, unknowns, unknownLimits } = podSession(inventory, association);
    const isAsked = ({ actions, resources }: Read): boolean =>
        contains(actions, action.toLowerCase()) &&
        (resource === undefined || containsCertainly(resources, resource) !== false);
    const rest = { association, source, role, unknowns };
    const refused = refusal(association, source);
    if (refused !== undefined) {
        return { ...rest, verdict: "not allowed", because: refused, missing: "trust", unknowns: [] };
    }
    const relevant = (statements: readonly Read[], effect: Read["effect"]): Relevant[] =>
        statements
            .filter(statement => statement.effect === effect && isAsked(statement))
            .map(statement => relevance(statement, { context: session.context, resource }));

    const all = session.layers.flatMap(({ statements }) => statements);
    const denials = relevant(all, "Deny").filter(({ failing }) => failing.length === 0);
    const certain = denials.find(
        ({ open, statement }) => open.length === 0 && (resource !== undefined || isForAll(statement)),
    );
    if (certain !== undefined) {
        return { ...rest, verdict: "denied", because: [certain], missing: undefined };
    }
    const allowing: Relevant[] = [];
    for (const { kind, statements } of session.layers) {
        const found = relevant(statements, "Allow");
        const met = found.filter(({ failing }) => failing.length === 0);
        if (met.length === 0) {
            return {
                ...rest,
                verdict: unknowns.length > unknownLimits.length ? "undecided" : "not allowed",
                because: found.length > 0 ? found : nearest(statements, action, session.context),
                missing: kind,
            };
        }
        const [best] = [...met].sort((a, b) => a.open.length - b.open.length);
        allowing.push(...(best ? [best] : []));
    }
    const because = [...allowing, ...denials];
    const isCertain = allowing.every(({ open }) => open.length === 0) && denials.length === 0;
    const isRead = because.every(({ statement }) => statement.clauses !== undefined);
    return {
        ...rest,
        verdict: unknownLimits.length > 0 || !isRead ? "undecided" : isCertain ? "allowed" : "allowed with conditions",
        because,
        missing: undefined,
    };
}

/** Statements about the same action on other resources. */
function nearest(statements: readonly Read[], action: string, context: Context): Relevant[] {
    return statements
        .filter(({ effect, actions }) => effect === "Allow" && contains(actions, action.toLowerCase()))
        .map(statement => relevance(statement, { context }));
}

function isForAll({ statement }: Read): boolean {
    return [statement.Resource ?? []].flat().includes("*");
}

/** Whether the trust policy of a role admits the pods of an association. */
import { contains, listOf, readPolicy } from "../components/access/evaluation/statement";
import type { Statement } from "../components/access/policyDocument";
import { podIdentityActions, podIdentityPrincipal } from "../components/access/trust";
import type { InventoryAssociation, InventoryRole } from "./model";
import { principalsOf } from "./principals";
import { relevance } from "./relevance";
import type { Relevant } from "./relevance";
import { principalTags } from "./sessions";

/**
 * Why the pods cannot assume the role: a denial, or the statements for EKS Pod Identity with the conditions that the pods do
 * not meet, if there are any. `undefined` if they can, or if that is not known.
 */
export function refusal(
    association: InventoryAssociation,
    role: InventoryRole | undefined,
): readonly Relevant[] | undefined {
    const trust = role?.trust;
    if (trust?.document === undefined) {
        return undefined;
    }
    const tags = requestTags(association);
    const context = new Map([...tags].map(([key, value]) => [key, [value]]));
    const isFixed = (key: string): boolean =>
        context.has(key) || (!association.sessionTags && key.startsWith(requestTagPrefix));
    const statements = readPolicy(trust.document, tags, (_statement, index) => ({ policy: trust, role, index }))
        .filter(({ statement }) => canNamePods(statement))
        .map(statement => relevance(statement, { context, isFixed }));
    const needed = association.sessionTags ? podIdentityActions : ([podIdentityActions[0]] as const);
    for (const action of needed) {
        const about = statements.filter(({ statement: { actions } }) => contains(actions, action.toLowerCase()));
        const denial = about.find(
            ({ statement: { effect }, failing, open }) => effect === "Deny" && failing.length + open.length === 0,
        );
        if (denial !== undefined) {
            return [denial];
        }
        const allowing = about.filter(({ statement: { effect } }) => effect === "Allow");
        if (allowing.every(({ failing }) => failing.length > 0)) {
            return allowing;
        }
    }
    return undefined;
}

const requestTagPrefix = "aws:requesttag/";

/** EKS requests the session with these tags, by condition key. */
function requestTags(association: InventoryAssociation): ReadonlyMap<string, string> {
    return new Map(
        [...principalTags(association)].map(([key, value]) => [
            key.replace(/^aws:principaltag\//, requestTagPrefix),
            value,
        ]),
    );
}

function canNamePods(statement: Statement): boolean {
    const { principal, isComplement } = principalsOf(statement);
    const names =
        typeof principal === "object" && principal !== null ? Object.values(principal).flatMap(listOf) : [principal];
    return (names.includes("*") || names.includes(podIdentityPrincipal)) !== isComplement;
}

/** Which subjects can do something to a resource. */
import { gainedAccess } from "../components/access/evaluation/compare";
import { Languages } from "../components/access/evaluation/languages";
import { matches, patternOf } from "../components/access/evaluation/pattern";
import { readPolicy } from "../components/access/evaluation/statement";
import type { Layer, Session } from "../components/access/evaluation/session";
import { refusal } from "./admission";
import { accessChanges, undecidedBy } from "./accessChange";
import type { AccessChange } from "./accessChange";
import { relevantActions } from "./actions";
import type { ActionCatalogue } from "./actions";
import type { Inventory, InventoryAssociation } from "./model";
import { podSession } from "./sessions";
import type { StatementOrigin } from "./sessions";

/** What is asked: actions and resources, both with wildcards where many are meant. */
export interface Question {
    readonly action: string;
    readonly resource: string;
}

export interface Answer {
    readonly association: InventoryAssociation;
    /** How the subject can do it: each statement that allows it, with its conditions. */
    readonly access: readonly AccessChange[];
    /** Why the answer may be incomplete. */
    readonly unknowns: readonly string[];
}

/** The subjects that can do it, or of whom it is not known. */
export function whoCan(inventory: Inventory, question: Question, catalogue: ActionCatalogue): Answer[] {
    const { pattern } = patternOf(question.action.toLowerCase(), undefined);
    const known = relevantActions(catalogue, [limitedTo({ layers: [], context: new Map() }, question)]).filter(
        ({ name }) => matches(pattern, name.toLowerCase()),
    );
    const languages = new Languages();
    return inventory.associations.flatMap(association => {
        const { session, source, unknowns, unknownLimits } = podSession(inventory, association);
        if (refusal(association, source) !== undefined) {
            return [];
        }
        const asked = limitedTo(session, question);
        const access = accessChanges(
            undecidedBy(gainedAccess(undefined, asked, known, languages), unknownLimits),
            "gained",
            known.map(({ name }) => name),
        );
        // Those of limits are in the causes, and limits alone allow nothing.
        const others = unknowns.filter(text => !unknownLimits.includes(text));
        return access.length + others.length === 0 ? [] : [{ association, access, unknowns: others }];
    });
}

/** The session, as far as it is about the question: one more layer that allows nothing else. */
function limitedTo(session: Session<StatementOrigin>, { action, resource }: Question): Session<StatementOrigin> {
    const statement = { Effect: "Allow" as const, Action: [action], Resource: [resource] };
    const policy = { kind: "session policy" as const, name: "question", origin: {} };
    const question: Layer<StatementOrigin> = {
        kind: "session policy",
        statements: readPolicy({ Version: "2012-10-17", Statement: [statement] }, new Map(), (_statement, index) => ({
            policy,
            role: undefined,
            index,
        })),
    };
    return { ...session, layers: [...session.layers, question] };
}

/** Differences of access in the words of the policies: actions and resources as the statements write them. */
import type { Difference } from "../components/access/evaluation/compare";
import { listOf, matchingPatterns } from "../components/access/evaluation/statement";
import type { ReadStatement } from "../components/access/evaluation/statement";
import { matches, patternOf } from "../components/access/evaluation/pattern";
import { statementOrigin } from "./model";
import type { Origin } from "./model";
import type { StatementOrigin } from "./sessions";

/** Access that one side has and the other has not. */
export interface AccessChange {
    readonly verdict: "gained" | "lost" | "undecided";
    /** Which of the two it is, or could be where it is undecided. */
    readonly direction: "gained" | "lost";
    /** As the statement writes them, where it gives all of them, or all but a few; else one by one. */
    readonly actions: readonly string[];
    readonly resources: readonly string[];
    /** The conditions under which it is allowed, as they are written. */
    readonly conditions: readonly string[];
    /** One request that shows it. */
    readonly witness: {
        readonly action: string;
        readonly resource: string;
        readonly context: Readonly<Record<string, readonly string[]>>;
    };
    /** Why it is undecided. */
    readonly cause?: string;
    /** The policy that gives it. */
    readonly policy: string;
    /** Of the statement. */
    readonly origin: Origin;
}

type Found = Difference<StatementOrigin>;

/** Differences that are undecided because of `unknowns`, if there are any. */
export function undecidedBy(differences: readonly Found[], unknowns: readonly string[]): readonly Found[] {
    return unknowns.length === 0
        ? differences
        : differences.map(({ cause, ...difference }) => ({
              ...difference,
              verdict: "undecided",
              cause: [...(cause === undefined ? [] : [cause]), ...unknowns].join(", and "),
          }));
}

/** Differences of one direction, those of one statement and kind of resource together. */
export function accessChanges(
    differences: readonly Found[],
    direction: "gained" | "lost",
    knownActions: readonly string[],
): AccessChange[] {
    const groups = new Map<
        string,
        { readonly first: Found; readonly statement: ReadStatement<StatementOrigin>; readonly actions: Set<string> }
    >();
    for (const difference of differences) {
        const statement = difference.statements[0];
        if (statement === undefined) {
            continue;
        }
        const key = JSON.stringify([
            difference.verdict,
            difference.cause,
            resourcesOf(statement, difference.resources),
            statement.statement,
            statement.origin.policy.name,
        ]);
        const group = groups.get(key) ?? { first: difference, statement, actions: new Set<string>() };
        groups.set(key, group);
        for (const action of difference.actions.length > 0
            ? difference.actions
            : actionsOf(statement, difference.witness.action)) {
            group.actions.add(action);
        }
    }
    return [...groups.values()].map(({ first, statement, actions }) => ({
        verdict: first.verdict === "undecided" ? "undecided" : direction,
        direction,
        actions: summarised([...actions], statement, knownActions),
        resources: resourcesOf(statement, first.resources),
        conditions: (statement.clauses ?? []).map(({ text }) => text),
        witness: { ...first.witness, context: Object.fromEntries(first.witness.context) },
        ...(first.cause !== undefined && { cause: first.cause }),
        policy: statement.origin.policy.name,
        origin: statementOrigin(statement.origin.policy, statement.origin.index),
    }));
}

/** The resources of a statement that match one of those, as they are written. */
function resourcesOf({ statement, resources }: ReadStatement<StatementOrigin>, found: readonly string[]): string[] {
    if (statement.NotResource !== undefined) {
        return [`everything but ${listOf(statement.NotResource).join(", ")}`];
    }
    const texts = listOf(statement.Resource ?? []);
    const matching = new Set(found.flatMap(resource => matchingPatterns(resources, resource)));
    return texts.filter((_text, index) => matching.has(index));
}

function actionsOf({ statement, actions }: ReadStatement<StatementOrigin>, action: string): string[] {
    return statement.NotAction !== undefined
        ? [`everything but ${listOf(statement.NotAction).join(", ")}`]
        : listOf(statement.Action ?? []).filter((_text, index) => {
              const pattern = actions.patterns[index];
              return pattern !== undefined && matches(pattern, action.toLowerCase());
          });
}

/** Maximum number of actions that a pattern is written without. */
const maxMissing = 5;

/** A pattern of the statement in place of its actions, where all of them, or all but a few, are among those given. */
function summarised(
    actions: readonly string[],
    { statement }: ReadStatement<StatementOrigin>,
    knownActions: readonly string[],
): string[] {
    const given = new Set(actions);
    const patterns = listOf(statement.Action ?? [])
        .filter(text => /[*?]/.test(text))
        .flatMap(text => {
            const { pattern } = patternOf(text.toLowerCase(), undefined);
            const all = knownActions.filter(action => matches(pattern, action.toLowerCase()));
            const missing = all.filter(action => !given.has(action));
            const isNearlyAll = missing.length <= maxMissing && all.length > 1 + 4 * missing.length;
            const except = missing.length === 0 ? "" : ` except ${missing.join(" and ")}`;
            return isNearlyAll ? [{ pattern, text: text + except }] : [];
        });
    const others = actions.filter(action => !patterns.some(({ pattern }) => matches(pattern, action.toLowerCase())));
    return [...new Set([...patterns.map(({ text }) => text), ...others])].sort();
}

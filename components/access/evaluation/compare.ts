/**
 * Which requests one session may make and another may not. Actions and resources are decided exactly, by automata;
 * conditions by samples of every kind of value that they tell apart, or they are undecided.
 */
import type { Context } from "./condition";
import { couldAllow, gainedRequest, holdsIn } from "./gainedRequest";
import type { Answer } from "./gainedRequest";
import { Languages } from "./languages";
import { anyInPart, anyText, anyTextInPart, literal } from "./pattern";
import type { Pattern } from "./pattern";
import type { Session } from "./session";
import type { ReadStatement } from "./statement";

/** An action that exists, with the resources it can be used on. */
export interface KnownAction {
    /** As AWS spells it: `s3:GetObject`. */
    readonly name: string;
    readonly resources: readonly Pattern[];
}

/** What one session may do and another may not. */
export interface Difference<Origin> {
    readonly verdict: "gained" | "undecided";
    /** A request that shows it; of an undecided difference, one that could. */
    readonly witness: { readonly action: string; readonly resource: string; readonly context: Context };
    /** The actions that differ in this way; empty where no action that exists does. */
    readonly actions: readonly string[];
    /** The statements of the session that gains which allow it. */
    readonly statements: readonly ReadStatement<Origin>[];
    /** Why it is undecided. */
    readonly cause?: string;
}

/**
 * Requests that `after` allows and `before` does not. `before` is left out for a new subject. Swapped, it gives what is lost.
 * Comparisons that share `languages` take less time together.
 */
export function gainedAccess<Origin>(
    before: Session<Origin> | undefined,
    after: Session<Origin>,
    knownActions: readonly KnownAction[] = [],
    languages = new Languages(),
): Difference<Origin>[] {
    if (before !== undefined && meaningOf(before) === meaningOf(after)) {
        return [];
    }
    const statements = [...statementsOf(after), ...statementsOf(before)];
    const sides: Sides<Origin> = { before, after, statements, languages };
    const groups = actionGroups(sides, knownActions);
    if (groups === undefined) {
        return [tooComplex(sides, "*", [])];
    }
    return groups.flatMap(group => differencesOf(group, sides));
}

interface Sides<Origin> {
    readonly before: Session<Origin> | undefined;
    readonly after: Session<Origin>;
    readonly statements: readonly ReadStatement<Origin>[];
    readonly languages: Languages;
}

/** Actions that the same statements match and that have the same resources. */
interface ActionGroup<Origin> {
    readonly witness: string;
    readonly actions: readonly string[];
    readonly matching: readonly ReadStatement<Origin>[];
    /** The language of the resources. */
    readonly universe: number;
}

function statementsOf<Origin>(session: Session<Origin> | undefined): readonly ReadStatement<Origin>[] {
    return session?.layers.flatMap(({ statements }) => statements) ?? [];
}

/** The same text is the same access, without a look at it. */
function meaningOf<Origin>({ layers, context }: Session<Origin>): string {
    return JSON.stringify([
        layers.map(({ kind, statements }) => [kind, statements.map(({ statement }) => statement)]),
        [...context],
    ]);
}

/** `service:Action` */
const everyAction: readonly Pattern[] = [[anyInPart, anyTextInPart, 0x3a, anyInPart, anyTextInPart]];

/** An ARN, or `*` for the actions that are on no resource. */
const everyResource: readonly Pattern[] = [
    [
        ...literal("arn:"),
        ...[anyInPart, anyTextInPart, 0x3a],
        ...[anyInPart, anyTextInPart, 0x3a],
        ...[anyTextInPart, 0x3a],
        ...[anyTextInPart, 0x3a],
        ...[anyText],
    ],
    literal("*"),
];

function actionGroups<Origin>(
    { statements, after, languages }: Sides<Origin>,
    knownActions: readonly KnownAction[],
): ActionGroup<Origin>[] | undefined {
    const numbers = statements.map(({ actions }) => languages.numberOf(actions.patterns));
    const apart = [...new Set(numbers)];
    const groups = new Map<string, ActionGroup<Origin> & { readonly actions: string[] }>();
    const seen = new Set<string>();
    const add = (action: string, isIn: (language: number) => boolean, known: KnownAction | undefined): void => {
        const members = apart.map(language => (isIn(language) ? 1 : 0)).join("");
        const universe = languages.numberOf(known && known.resources.length > 0 ? known.resources : everyResource);
        const key = `${members}|${universe}`;
        const group = groups.get(key);
        if (group !== undefined) {
            group.actions.push(...(known ? [known.name] : []));
            return;
        }
        const matching = statements.filter(({ actions }, index) => isIn(numbers[index] ?? 0) !== actions.isComplement);
        seen.add(members);
        if (couldAllow(after, matching)) {
            groups.set(key, { witness: known?.name ?? action, actions: known ? [known.name] : [], matching, universe });
        }
    };
    for (const known of knownActions) {
        const name = known.name.toLowerCase();
        add(name, language => languages.contains(language, name), known);
    }
    const classes = languages.classesOf(languages.numberOf(everyAction), numbers);
    for (const { isIn, witness } of classes ?? []) {
        // What no existing action shows may still come with an action that AWS adds.
        if (!seen.has(apart.map(language => (isIn(language) ? 1 : 0)).join(""))) {
            add(witness, isIn, undefined);
        }
    }
    return classes === undefined ? undefined : [...groups.values()];
}

function differencesOf<Origin>(group: ActionGroup<Origin>, sides: Sides<Origin>): Difference<Origin>[] {
    const { matching, universe, witness, actions } = group;
    const numbers = matching.map(({ resources }) => sides.languages.numberOf(resources.patterns));
    const classes = sides.languages.classesOf(universe, numbers);
    if (classes === undefined) {
        return [tooComplex(sides, witness, actions)];
    }
    const isUnsure = variablesMatter(group, sides);
    const gaining = statementsOf(sides.after);
    return classes.flatMap((resource): Difference<Origin>[] => {
        const applying = matching.filter(
            ({ resources }, index) => resource.isIn(numbers[index] ?? 0) !== resources.isComplement,
        );
        const answer =
            gainedRequest(applying, sides.before, sides.after) ??
            (isUnsure && couldAllow(sides.after, applying) ? unsure : undefined);
        if (answer === undefined) {
            return [];
        }
        const { verdict, context, cause } = answer;
        return [
            {
                verdict,
                witness: { action: witness, resource: resource.witness, context },
                actions,
                statements: applying.filter(
                    statement =>
                        statement.effect === "Allow" &&
                        gaining.includes(statement) &&
                        (verdict === "undecided" || holdsIn(sides.after, statement, context)),
                ),
                ...(cause !== undefined && { cause }),
            },
        ];
    });
}

/**
 * A variable without a value is compared as a text of its own. That what is allowed lies within what was allowed then holds
 * for every value; that it lies outside of what was denied does not.
 */
function variablesMatter<Origin>({ matching }: ActionGroup<Origin>, { before }: Sides<Origin>): boolean {
    const earlier = statementsOf(before);
    return (
        matching.some(({ resources }) => resources.isOpen) &&
        matching.some(
            statement =>
                earlier.includes(statement) && (statement.effect === "Deny" || statement.resources.isComplement),
        )
    );
}

const unsure: Answer = {
    verdict: "undecided",
    context: new Map(),
    cause: "a policy variable in a resource, whose value differs by request, beside a Deny",
};

function tooComplex<Origin>({ after }: Sides<Origin>, action: string, actions: readonly string[]): Difference<Origin> {
    return {
        verdict: "undecided",
        witness: { action, resource: "*", context: new Map() },
        actions,
        statements: statementsOf(after).filter(({ effect }) => effect === "Allow"),
        cause: "the patterns are too many to compare",
    };
}

/**
 * Finds requests that one session allows and another does not. Actions and resources are compared exactly, with
 * automata. Conditions are compared with samples of every distinguishable kind of value, or the result is undecided.
 */
import type { Context } from "./condition";
import { couldAllow, gainedRequest, holdsIn } from "./gainedRequest";
import type { Answer } from "./gainedRequest";
import { Languages } from "./languages";
import { anyInPart, anyText, anyTextInPart, literal } from "./pattern";
import type { Pattern } from "./pattern";
import { readingsOf } from "./readings";
import type { Session } from "./session";
import type { ReadStatement } from "./statement";

/** An existing action, with the resources that it supports. */
export interface KnownAction {
    /** As in AWS's own spelling: `s3:GetObject`. */
    readonly name: string;
    readonly resources: readonly Pattern[];
}

/** Access that one session has and another does not. */
export interface Difference<Origin> {
    readonly verdict: "gained" | "undecided";
    /** A request as an example. For an undecided difference, a possible one. */
    readonly witness: { readonly action: string; readonly resource: string; readonly context: Context };
    /** Resources with this difference: that of the witness, and at least one of each pattern that has some. */
    readonly resources: readonly string[];
    /** The actions with this difference. Empty if no existing action has it. */
    readonly actions: readonly string[];
    /** The statements of the session with more access that allow it. */
    readonly statements: readonly ReadStatement<Origin>[];
    /** The reason why it is undecided. */
    readonly cause?: string;
}

/**
 * Requests that `after` allows and `before` does not. `before` is absent for a new subject. Swap them for lost access.
 * Comparisons with the same `languages` share intermediate results.
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

/** Actions that match the same statements and have the same resources. */
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

/** Equal texts allow the same access, without a comparison. */
function meaningOf<Origin>({ layers, context }: Session<Origin>): string {
    return JSON.stringify([
        layers.map(({ kind, statements }) => [kind, statements.map(({ statement }) => statement)]),
        [...context],
    ]);
}

/** `service:Action` */
const everyAction: readonly Pattern[] = [[anyInPart, anyTextInPart, 0x3a, anyInPart, anyTextInPart]];

/** An ARN, or `*` for actions without resources. */
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
        // AWS can add actions that show a difference that no existing action shows.
        if (!seen.has(apart.map(language => (isIn(language) ? 1 : 0)).join(""))) {
            add(witness, isIn, undefined);
        }
    }
    return classes === undefined ? undefined : [...groups.values()];
}

function differencesOf<Origin>(group: ActionGroup<Origin>, sides: Sides<Origin>): Difference<Origin>[] {
    const { matching, universe, witness, actions } = group;
    const { before, after, languages } = sides;
    const readings = readingsOf(matching, universe, languages);
    if (readings === undefined) {
        return [tooComplex(sides, witness, actions)];
    }
    const gaining = statementsOf(after);
    const decided = new Set<string>();
    return readings.flatMap(({ resource, applying, isCertain }): Difference<Origin>[] => {
        // The same statements can apply to several kinds of resources.
        const key = keyOf(applying, matching);
        const answer = decided.has(resource) || decided.has(key) ? undefined : gainedRequest(applying, before, after);
        if (answer === undefined) {
            return [];
        }
        decided.add(resource).add(key);
        const { verdict, context, cause } = isCertain ? answer : unsure;
        const statements = applying.filter(
            statement =>
                statement.effect === "Allow" &&
                gaining.includes(statement) &&
                (verdict === "undecided" || holdsIn(after, statement, context)),
        );
        return [
            {
                verdict,
                witness: { action: witness, resource, context },
                resources: [resource, ...otherResources(statements, key, group, languages)],
                actions,
                statements,
                ...(cause !== undefined && { cause }),
            },
        ];
    });
}

function keyOf(applying: readonly unknown[], matching: readonly unknown[]): string {
    return matching.map(statement => Number(applying.includes(statement))).join("");
}

/** One resource of each pattern of the statements that has some to which the same statements apply. */
function otherResources<Origin>(
    statements: readonly ReadStatement<Origin>[],
    key: string,
    { matching, universe }: ActionGroup<Origin>,
    languages: Languages,
): string[] {
    return statements
        .filter(({ resources }) => !resources.isComplement && resources.patterns.length > 1)
        .flatMap(({ resources }) => resources.patterns)
        .flatMap(
            pattern =>
                readingsOf(matching, languages.numberOf([pattern]), languages, universe)?.find(
                    ({ applying, isCertain }) => isCertain && keyOf(applying, matching) === key,
                )?.resource ?? [],
        );
}

const unsure: Answer = {
    verdict: "undecided",
    context: new Map(),
    cause: "a policy variable in a resource, whose value is not known",
};

function tooComplex<Origin>({ after }: Sides<Origin>, action: string, actions: readonly string[]): Difference<Origin> {
    return {
        verdict: "undecided",
        witness: { action, resource: "*", context: new Map() },
        resources: ["*"],
        actions,
        statements: statementsOf(after).filter(({ effect }) => effect === "Allow"),
        cause: "too many patterns to compare",
    };
}

/** Finds requests that one session allows and another does not, among those that match the same statements. */
import { holds } from "./condition";
import type { Clause, Context } from "./condition";
import { samplesOf } from "./samples";
import { unknownOperator } from "./session";
import type { Session } from "./session";
import type { ReadStatement } from "./statement";

export interface Answer {
    readonly verdict: "gained" | "undecided";
    readonly context: Context;
    readonly cause?: string;
}

/** Maximum number of tried requests for one action and one kind of resource. */
const maxContexts = 20_000;

/** Finds a request that only `after` allows, among those that the applicable statements distinguish. */
export function gainedRequest<Origin>(
    applying: readonly ReadStatement<Origin>[],
    before: Session<Origin> | undefined,
    after: Session<Origin>,
): Answer | undefined {
    if (!couldAllow(after, applying)) {
        return undefined;
    }
    const unread = applying.find(({ clauses }) => clauses === undefined);
    if (unread !== undefined) {
        return { verdict: "undecided", context: new Map(), cause: unknownOperator(unread) };
    }
    const clauses = applying.flatMap(statement => statement.clauses ?? []);
    const fixed = new Set([...after.context.keys()].filter(key => before === undefined || before.context.has(key)));
    const keys = [...new Set(clauses.map(({ key }) => key))].filter(key => !fixed.has(key));
    const samples = keys.map(key => samplesOf(clauses.filter(clause => clause.key === key)));
    const count = samples.reduce((product, { values }) => product * values.length, 1);
    const isAllowed = requestTest(after, applying);
    const wasAllowed = before === undefined ? () => false : requestTest(before, applying);
    for (let index = 0; index < Math.min(count, maxContexts); index++) {
        const context = contextAt(index, keys, samples);
        if (isAllowed(context) && !wasAllowed(context)) {
            return { verdict: "gained", context };
        }
    }
    return undecidedAnswer(clauses, samples, keys, count);
}

function undecidedAnswer(
    clauses: readonly Clause[],
    samples: readonly { readonly areComplete: boolean }[],
    keys: readonly string[],
    count: number,
): Answer | undefined {
    const incomplete = keys.filter((_key, index) => samples[index]?.areComplete === false);
    const cause =
        count > maxContexts
            ? `too many combinations of ${keys.join(", ")}`
            : incomplete.length > 0
              ? `the conditions ${clauses
                    .filter(({ key }) => incomplete.includes(key))
                    .map(({ text }) => text)
                    .join("; ")}`
              : undefined;
    return cause === undefined ? undefined : { verdict: "undecided", context: new Map(), cause };
}

function contextAt(
    index: number,
    keys: readonly string[],
    samples: readonly { readonly values: readonly (readonly string[] | undefined)[] }[],
): Context {
    const context = new Map<string, readonly string[]>();
    let rest = index;
    keys.forEach((key, position) => {
        const values = samples[position]?.values ?? [];
        const value = values[rest % values.length];
        rest = Math.floor(rest / values.length);
        if (value !== undefined) {
            context.set(key, value);
        }
    });
    return context;
}

/**
 * Whether a session allows a request that matches the applicable statements. They are sorted once, for many requests.
 */
function requestTest<Origin>(
    { layers, context: own }: Session<Origin>,
    applying: readonly ReadStatement<Origin>[],
): (request: Context) => boolean {
    const applied = layers.map(({ statements }) => statements.filter(statement => applying.includes(statement)));
    const denying = applied.flat().filter(({ effect }) => effect === "Deny");
    const allowing = applied.map(statements => statements.filter(({ effect }) => effect === "Allow"));
    return request => {
        const context = new Map([...request, ...own]);
        const isMet = (statement: ReadStatement<Origin>): boolean => conditionsHold(statement, context);
        return !denying.some(isMet) && allowing.every(statements => statements.some(isMet));
    };
}

export function holdsIn<Origin>(session: Session<Origin>, statement: ReadStatement<Origin>, request: Context): boolean {
    return conditionsHold(statement, new Map([...request, ...session.context]));
}

function conditionsHold<Origin>({ clauses }: ReadStatement<Origin>, context: Context): boolean {
    return clauses?.every(clause => holds(clause, context)) ?? false;
}

/** Whether every layer of a session has an Allow among the statements. */
export function couldAllow<Origin>(session: Session<Origin>, matching: readonly ReadStatement<Origin>[]): boolean {
    return session.layers.every(({ statements }) =>
        statements.some(statement => statement.effect === "Allow" && matching.includes(statement)),
    );
}
